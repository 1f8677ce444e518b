package dev.grandmaster.linux.time;

/**
 * Tells steps of a clock that are far smaller than what a wrong frequency would explain, by learning that frequency. The clock is compared with
 * CLOCK_MONOTONIC_RAW, which nobody can steer: two crystals that run by each other within a part in a million from one second to the next. What
 * their own corrections do is known. A machine; owner: one clock, under its lock.
 */
public final class StepWatch {

    /** Beside the readings' windows, ns. A step below this, or below the windows, goes unnoticed and is slewed as an error. */
    static final long SMALLEST_STEP_NS = 2_000;
    /** Two crystals change against each other by less than this while nobody looks, ppb: a shock of temperature. */
    private static final double WANDER_PPB = 1_000;
    /** So long the frequency is learnt before anything is told, s; then it is followed with this time constant. */
    private static final double LEARN_S = 5;
    private static final double FOLLOW_S = 30;
    /** After a longer silence nothing is told: the crystals may have gone anywhere, s. */
    private static final double LONGEST_S = 10;
    private static final double NS_PER_S = 1e9;

    private boolean watching;
    private long lastClockNs;
    private long lastRawNs;
    private long lastWindowNs;
    private double learntS;
    private double ratePpb;

    /** The clock was stepped by us, or is another one: what lies between two readings says nothing. */
    public void skip() {
        watching = false;
    }

    /** Another clock, whose frequency is not known. */
    public void forget() {
        watching = false;
        learntS = 0;
        ratePpb = 0;
    }

    /**
     * Looks at a new pair of readings.
     *
     * @param rawNs      CLOCK_MONOTONIC_RAW at the reading
     * @param windowNs   how far apart the two may be at most
     * @param appliedPpb the correction that was in force since the last look
     * @return true where somebody has stepped the clock since the last look
     */
    public boolean isStepped(long clockNs, long rawNs, long windowNs, double appliedPpb) {
        long elapsedNs = rawNs - lastRawNs;
        double elapsedS = elapsedNs / NS_PER_S;
        double movedNs = clockNs - lastClockNs - elapsedNs - appliedPpb * elapsedS;
        long windowsNs = windowNs + lastWindowNs;
        boolean comparable = watching && elapsedNs > 0 && elapsedS <= LONGEST_S;
        watching = true;
        lastClockNs = clockNs;
        lastRawNs = rawNs;
        lastWindowNs = windowNs;
        if (!comparable) {
            return false;
        }
        if (learntS >= LEARN_S && Math.abs(movedNs - ratePpb * elapsedS) > SMALLEST_STEP_NS + windowsNs
                + WANDER_PPB * elapsedS) {
            return true;
        }
        learntS = Math.min(learntS + elapsedS, FOLLOW_S);
        ratePpb += (movedNs - ratePpb * elapsedS) / Math.max(learntS, elapsedS);
        return false;
    }
}
