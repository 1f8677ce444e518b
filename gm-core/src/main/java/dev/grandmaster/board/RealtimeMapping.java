package dev.grandmaster.board;

/**
 * From CLOCK_REALTIME, which is UTC and which software time stamps are made of, to the scale of the board's clock. Safe from any thread.
 */
@FunctionalInterface
public interface RealtimeMapping {

    /** Returned where a stamp has no single meaning (the second of an inserted leap) or no mapping is known yet. */
    long NONE = Long.MIN_VALUE;

    /**
     * @param realtimeNs a CLOCK_REALTIME stamp, ns since 1970 UTC
     * @return what the board's clock read at that instant, TAI ns, or {@link #NONE}
     */
    long toClockNs(long realtimeNs);
}
