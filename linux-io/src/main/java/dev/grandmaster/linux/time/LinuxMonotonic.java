package dev.grandmaster.linux.time;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import dev.grandmaster.board.MonotonicClock;
import dev.grandmaster.linux.ffi.Clocks;
import dev.grandmaster.linux.ffi.Timespec;

/**
 * CLOCK_MONOTONIC: the scale on which this module's cross timestamps and edges give their {@code monoNs}. Safe from any thread.
 */
public final class LinuxMonotonic implements MonotonicClock {

    private final ThreadLocal<MemorySegment> time = ThreadLocal
            .withInitial(() -> Arena.ofAuto().allocate(Timespec.LAYOUT));

    @Override
    public long nowNs() {
        MemorySegment timespec = time.get();
        Clocks.gettime(Clocks.CLOCK_MONOTONIC, timespec);
        return Timespec.ns(timespec);
    }
}
