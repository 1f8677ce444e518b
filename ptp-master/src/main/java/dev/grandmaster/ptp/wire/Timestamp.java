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
        // As few accesses as can be: this is in every Follow_Up and every answer.
        long high = BigEndian.i64(segment, at);
        long seconds = high >>> 16;
        long nanoseconds = (high & 0xFFFF) << 16 | BigEndian.u16(segment, at + 8);
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
        long seconds = taiNs / NS_PER_SECOND;
        long nanoseconds = taiNs - seconds * NS_PER_SECOND;
        BigEndian.put64(segment, at, seconds << 16 | nanoseconds >>> 16);
        BigEndian.put16(segment, at + 8, (int) nanoseconds);
    }
}
