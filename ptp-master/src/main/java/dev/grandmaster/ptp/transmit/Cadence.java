package dev.grandmaster.ptp.transmit;

/**
 * A rhythm of 2^log seconds on monotonic time. Beats lie on a grid fixed by {@link #start}, so lateness never adds up; beats
 * missed in a stall are left out, not made up for in a burst (IEEE 1588-2019 clause 9.5.9.2 asks for regularity).
 */
public final class Cadence {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final long intervalNs;
    private long nextMonoNs;

    /** @param logInterval -9 to 22; -9 is the last that is whole nanoseconds */
    public Cadence(int logInterval) {
        this.intervalNs = intervalNs(logInterval);
    }

    /** 2^log seconds in ns. */
    public static long intervalNs(int logInterval) {
        if (logInterval < -9 || logInterval > 22) {
            throw new IllegalArgumentException("interval of 2^" + logInterval + " s");
        }
        return logInterval >= 0 ? NS_PER_SECOND << logInterval : NS_PER_SECOND >> -logInterval;
    }

    /** The first beat is now. */
    public void start(long nowMonoNs) {
        nextMonoNs = nowMonoNs;
    }

    /** Whether a beat is due; it is taken then, with all that were missed before it. */
    public boolean take(long nowMonoNs) {
        long lateNs = nowMonoNs - nextMonoNs;
        if (lateNs < 0) {
            return false;
        }
        nextMonoNs += lateNs < intervalNs ? intervalNs : lateNs / intervalNs * intervalNs + intervalNs;
        return true;
    }

    /** The next beat, monotonic ns. */
    public long nextMonoNs() {
        return nextMonoNs;
    }

    public long intervalNs() {
        return intervalNs;
    }
}
