package dev.grandmaster.holdover.model;

/**
 * What is known of an oscillator before it has been watched: the figures of its class.
 *
 * @param whitePpb              white FM: Allan deviation at 1 s, ppb
 * @param flickerPpb            flicker FM: the flat part of the Allan deviation, ppb
 * @param walkPpb               random-walk FM: Allan deviation at {@link #WALK_TAU_S}, ppb
 * @param ageingPpbPerDay       the worst ageing to be expected, ppb a day
 * @param temperaturePpbPerK    the worst temperature coefficient to be expected, quadratic part included, ppb/K
 * @param averagingS            over how many seconds its frequency is best averaged: longer and the walk and the temperature are in the
 *                              mean, shorter and the noise of the pulses is
 * @param loopS                 time constant 1/omega of a loop that follows it, to begin with: where its wander becomes larger than what is left of the
 *                              noise of the pulses (about 8 ns)
 */
public record OscillatorPrior(double whitePpb, double flickerPpb, double walkPpb, double ageingPpbPerDay,
        double temperaturePpbPerK, double averagingS, double loopS) {

    /** Where {@link #walkPpb()} is read, s. */
    public static final double WALK_TAU_S = 1000;

    /** How far the air may be from its mean of the last minutes at the moment the reference goes, K. */
    private static final double PRESENT_K = 0.5;
    /** How fast the air may move away from there, K/s: twice the steepest of a day with 5 K from low to high. */
    private static final double MOVE_K_PER_S = 1.5 / 3600;
    /** How far it may go, K: a day with 5 K from low to high, and weather. */
    private static final double FARTHEST_K = 5.5;
    private static final double DAY_S = 86_400;

    public OscillatorPrior {
        requirePositive("whitePpb", whitePpb);
        requirePositive("flickerPpb", flickerPpb);
        requirePositive("walkPpb", walkPpb);
        requirePositive("ageingPpbPerDay", ageingPpbPerDay);
        requirePositive("temperaturePpbPerK", temperaturePpbPerK);
        requirePositive("averagingS", averagingS);
        requirePositive("loopS", loopS);
    }

    /** Variance that white FM adds to the phase, ns^2/s (q1 of the clock model). */
    double whiteNs2PerS() {
        return whitePpb * whitePpb;
    }

    /** Variance that the walk adds to the frequency, ppb^2/s (q2 of the clock model): AVAR(tau) = q2 tau / 3. */
    double walkPpb2PerS() {
        return 3 * walkPpb * walkPpb / WALK_TAU_S;
    }

    /**
     * What temperature and ageing may do to the phase within t seconds at worst, ns, before they were seen: all of the bound of a clock that
     * was locked for minutes.
     */
    double worstNs(double t) {
        double movingS = Math.min(t, FARTHEST_K / MOVE_K_PER_S);
        double warmthKs = PRESENT_K * t + MOVE_K_PER_S * movingS * movingS / 2 + FARTHEST_K * (t - movingS);
        return temperaturePpbPerK * warmthKs + ageingPpbPerDay / DAY_S * t * t / 2;
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + " is above 0, not " + value);
        }
    }
}
