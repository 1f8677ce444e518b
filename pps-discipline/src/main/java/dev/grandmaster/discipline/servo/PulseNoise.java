package dev.grandmaster.discipline.servo;

/**
 * How much the pulses scatter, from the differences of neighbours, and which of them are out of place.
 */
public final class PulseNoise {

    /** The steps of 8 ns in which common cards stamp alone are 8/sqrt(12) = 2.3 ns. */
    private static final double LEAST_SIGMA_NS = 2;
    /** The memory of the estimate, in pulses: the variance is known to a sixth, and another scatter is found within minutes. */
    private static final double MEMORY = 100;
    /** One difference counts as this many sigmas at most, so that outliers do not open the gate for others. */
    private static final double CLIP = 4;
    /** White noise passes the gate but for one pulse in five hundred million. */
    private static final double GATE_SIGMAS = 6;
    /** Narrower the gate never is: bridges of the receiver's sawtooth are no faults. */
    private static final double GATE_LEAST_NS = 60;

    private double varianceNs2;
    private double lastNs;
    private int count;

    /** Begins anew with a guess of the scatter, ns. */
    public void start(double sigmaNs) {
        varianceNs2 = Math.max(sigmaNs, LEAST_SIGMA_NS);
        varianceNs2 *= varianceNs2;
        count = 0;
    }

    /** One accepted error, ns. */
    public void onOffset(double offsetNs) {
        if (count > 0) {
            double difference = offsetNs - lastNs;
            double clipped = Math.min(difference * difference / 2, CLIP * CLIP * varianceNs2);
            varianceNs2 += (clipped - varianceNs2) / Math.min(count + 4, MEMORY);
        }
        lastNs = offsetNs;
        count++;
    }

    /** One standard deviation of a pulse, ns. */
    public double sigmaNs() {
        return Math.max(LEAST_SIGMA_NS, Math.sqrt(varianceNs2));
    }

    /** An error farther from zero is not believed, ns. */
    public double gateNs() {
        return Math.max(GATE_LEAST_NS, GATE_SIGMAS * sigmaNs());
    }
}
