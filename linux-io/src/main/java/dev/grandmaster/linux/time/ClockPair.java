package dev.grandmaster.linux.time;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import dev.grandmaster.linux.ffi.Clocks;
import dev.grandmaster.linux.ffi.Timespec;

/**
 * Reads one of the kernel's clocks between two readings of CLOCK_MONOTONIC and keeps the tightest of a few tries: how the two differ,
 * and how well that is known. Plain fields instead of a record, because it is read with every cross timestamp. Owner: one device.
 */
public final class ClockPair {

    private static final int TRIES = 5;

    private final int clockId;
    private final MemorySegment monotonic;
    private final MemorySegment other;
    private long monoNs;
    private long differenceNs;
    private long windowNs;

    /**
     * @param clockId one of {@link Clocks}, such as CLOCK_REALTIME
     * @param arena lives as long as the device that owns this
     */
    public ClockPair(int clockId, Arena arena) {
        this.clockId = clockId;
        this.monotonic = arena.allocate(Timespec.LAYOUT);
        this.other = arena.allocate(Timespec.LAYOUT);
    }

    /**
     * Reads both.
     *
     * @return 0, or {@code -errno} where the clock cannot be read; the last good reading then stays
     */
    public int read() {
        long tightestNs = Long.MAX_VALUE;
        long beforeNs = monotonicNs();
        for (int i = 0; i < TRIES; i++) {
            int rc = Clocks.gettime(clockId, other);
            if (rc < 0) {
                return rc;
            }
            long afterNs = monotonicNs();
            long spanNs = afterNs - beforeNs;
            if (spanNs < tightestNs) {
                tightestNs = spanNs;
                monoNs = beforeNs + spanNs / 2;
                differenceNs = Timespec.ns(other) - monoNs;
                windowNs = (spanNs + 1) / 2;
            }
            beforeNs = afterNs;
        }
        return 0;
    }

    /** Monotonic ns of the last reading. */
    public long monoNs() {
        return monoNs;
    }

    /** The clock minus the monotonic clock, ns. For CLOCK_REALTIME it changes only when somebody steps it: both are slewed together. */
    public long differenceNs() {
        return differenceNs;
    }

    /** How far the difference may be from the truth, ns. */
    public long windowNs() {
        return windowNs;
    }

    private long monotonicNs() {
        Clocks.gettime(Clocks.CLOCK_MONOTONIC, monotonic);
        return Timespec.ns(monotonic);
    }
}
