package dev.grandmaster.discipline.servo;

/**
 * A known error of the phase that is removed slowly, while clients follow. The servo works on the rest and is not disturbed: the slew is
 * added to its output.
 */
public final class PhaseSlew {

    private static final double NS_PER_S = 1e9;
    /** The last piece is removed in this time, so that the slew ends without overshoot between two calls. */
    private static final double LAST_PIECE_S = 2;

    /** Up to here it is small, ns: at 15 ppb it is gone in two minutes. */
    private static final double SMALL_NS = 2000;

    private double pendingNs;
    private boolean small = true;
    private double ratePpb;
    private long sinceMonoNs;
    private double movedNs;

    /** More error to remove, ns, positive: the clock is ahead. */
    public void add(double errorNs) {
        small = (small || isDone()) && Math.abs(pendingNs + errorNs) <= SMALL_NS;
        pendingNs += errorNs;
    }

    /** Nothing to remove any more. */
    public void clear() {
        pendingNs = 0;
        ratePpb = 0;
    }

    /** What is left at a monotonic instant near the last {@link #advance}, ns. */
    public double pendingNs(long monoNs) {
        return pendingNs + ratePpb * ((monoNs - sinceMonoNs) / NS_PER_S);
    }

    /** What the slew has moved the clock by since the beginning, ns. */
    public double movedNs(long monoNs) {
        return movedNs + ratePpb * ((monoNs - sinceMonoNs) / NS_PER_S);
    }

    /** True where it was small from its beginning, and nobody who follows need notice it. */
    public boolean isSmall() {
        return small;
    }

    public boolean isDone() {
        return pendingNs == 0;
    }

    /**
     * Accounts for the time since the last call and returns the correction to add from now on, ppb.
     *
     * @param limitPpb the largest rate, ppb
     */
    public double advance(long nowMonoNs, double limitPpb) {
        double movedNowNs = ratePpb * ((nowMonoNs - sinceMonoNs) / NS_PER_S);
        pendingNs += movedNowNs;
        movedNs += movedNowNs;
        sinceMonoNs = nowMonoNs;
        // Below the resolution of any clock nothing is left to slew: the servo takes the rest.
        if (Math.abs(pendingNs) < 0.5) {
            pendingNs = 0;
        }
        ratePpb = Math.clamp(-pendingNs / LAST_PIECE_S, -limitPpb, limitPpb);
        return ratePpb;
    }
}
