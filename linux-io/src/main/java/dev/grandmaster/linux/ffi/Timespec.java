package dev.grandmaster.linux.ffi;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;

/** A time as the kernel hands it over. Our side of it is always a {@code long} of nanoseconds. */
public final class Timespec {

    // struct timespec { time_t tv_sec; long tv_nsec; };
    public static final MemoryLayout LAYOUT = MemoryLayout.structLayout(JAVA_LONG.withName("tv_sec"),
            JAVA_LONG.withName("tv_nsec"));

    public static final long NANOS_PER_SECOND = 1_000_000_000L;

    private static final long SEC = 0;
    private static final long NSEC = 8;

    private Timespec() {
    }

    /** Nanoseconds of the timespec at the segment's start; wraps beyond the year 2262. */
    public static long ns(MemorySegment timespec) {
        return ns(timespec, 0);
    }

    /** Nanoseconds of the timespec at {@code offset} bytes. */
    public static long ns(MemorySegment segment, long offset) {
        return segment.get(JAVA_LONG, offset + SEC) * NANOS_PER_SECOND + segment.get(JAVA_LONG, offset + NSEC);
    }

    /** Writes {@code ns}; the nanoseconds part is never negative, as the kernel demands. */
    public static void set(MemorySegment timespec, long ns) {
        timespec.set(JAVA_LONG, SEC, Math.floorDiv(ns, NANOS_PER_SECOND));
        timespec.set(JAVA_LONG, NSEC, Math.floorMod(ns, NANOS_PER_SECOND));
    }
}
