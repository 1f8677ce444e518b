package dev.grandmaster.ptp.wire;

import java.lang.foreign.MemorySegment;

/**
 * The Timestamp of IEEE 1588-2019 clause 5.3.3 as TAI nanoseconds since 1970-01-01 TAI.
 *
 * <pre>
 *   0       2       4       6       8      10
 *   +-------+-------+-------+-------+-------+
 *   |     secondsField      |  nanoseconds  |     UInteger48, UInteger32 (below 10^9)
 *   +-------+-------+-------+-------+-------+
 * </pre>
 */
public final class Timestamp {
    /** Octets on the wire. */
    public static final int LENGTH = 10;
    /** What {@link #read} answers for a value that is no instant of ours: 10^9 ns or more, or beyond the year 2262. */
    public static final long NONE = Long.MIN_VALUE;

    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long LAST_SECOND = Long.MAX_VALUE / NS_PER_SECOND - 1;

    private Timestamp() {
    }

    /** The instant in TAI ns, or {@link #NONE}. */
    public static long read(MemorySegment segment, long at) {
        long seconds = BigEndian.u48(segment, at);
        long nanoseconds = BigEndian.u32(segment, at + 6);
        if (seconds > LAST_SECOND || nanoseconds >= NS_PER_SECOND) {
            return NONE;
        }
        return seconds * NS_PER_SECOND + nanoseconds;
    }

    /**
     * Writes an instant.
     *
     * @param taiNs TAI ns, not before the epoch: 1588 has no sign for it
     */
    public static void write(MemorySegment segment, long at, long taiNs) {
        if (taiNs < 0) {
            throw new IllegalArgumentException("before the PTP epoch: " + taiNs);
        }
        BigEndian.put48(segment, at, taiNs / NS_PER_SECOND);
        BigEndian.put32(segment, at + 6, (int) (taiNs % NS_PER_SECOND));
    }
}
