package dev.grandmaster.bench.clock;

/**
 * The PI controller that ts2phc has by default with hardware stamps: kp = 0.7, ki = 0.3 at one sample a second; the first two samples give
 * the frequency to begin with.
 */
final class PiBaseline implements Baseline {

    private static final double KP = 0.7;
    private static final double KI = 0.3;

    private long samples;
    private long firstNs;
    private double driftPpb;

    @Override
    public double onSample(long offsetNs, double appliedPpb) {
        samples++;
        if (samples == 1) {
            firstNs = offsetNs;
            return 0;
        }
        if (samples == 2) {
            driftPpb = offsetNs - firstNs;
            return -driftPpb;
        }
        driftPpb += KI * offsetNs;
        return -(KP * offsetNs + driftPpb);
    }
}
