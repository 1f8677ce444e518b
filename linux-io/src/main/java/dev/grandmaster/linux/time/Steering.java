package dev.grandmaster.linux.time;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import dev.grandmaster.linux.ffi.Clocks;
import dev.grandmaster.linux.ffi.Timespec;
import dev.grandmaster.linux.ffi.Timex;

/**
 * Steers one kernel clock through {@code clock_adjtime}, the system's or a device's: frequency and step. Owner: one device, under its
 * lock.
 */
public final class Steering {

    private final int clockId;
    private final long largestUnits;
    private final MemorySegment timex;

    /**
     * @param maxPpb the largest correction the clock takes, ppb
     * @param arena lives as long as the device that owns this
     */
    public Steering(int clockId, double maxPpb, Arena arena) {
        this.clockId = clockId;
        // The kernel turns its units back into ppb, rounding away from zero: the limit itself must not be overshot by a hair.
        this.largestUnits = Math.max(0, (long) Math.floor((maxPpb - 1) * Timex.UNITS_PER_PPB));
        this.timex = arena.allocate(Timex.LAYOUT);
    }

    /** The correction in force, ppb, as the kernel has it; NaN where it cannot be read. */
    public double frequencyPpb() {
        timex.fill((byte) 0);
        return Clocks.adjtime(clockId, timex) < 0 ? Double.NaN : timex.get(JAVA_LONG, Timex.FREQ) / Timex.UNITS_PER_PPB;
    }

    /**
     * Sets the correction to the nearest of the kernel's steps of 2^-16 ppm, within the limits.
     *
     * @return what is in force afterwards, read back, ppb; NaN on failure
     */
    public double adjustFrequency(double ppb) {
        if (Double.isNaN(ppb)) {
            return Double.NaN;
        }
        long units = Math.clamp(Math.round(ppb * Timex.UNITS_PER_PPB), -largestUnits, largestUnits);
        timex.fill((byte) 0);
        timex.set(JAVA_INT, Timex.MODES, Timex.ADJ_FREQUENCY);
        timex.set(JAVA_LONG, Timex.FREQ, units);
        return Clocks.adjtime(clockId, timex) < 0 ? Double.NaN : frequencyPpb();
    }

    /** Adds {@code deltaNs} to the clock in one go; 0 or {@code -errno}. */
    public int step(long deltaNs) {
        timex.fill((byte) 0);
        timex.set(JAVA_INT, Timex.MODES, Timex.ADJ_SETOFFSET | Timex.ADJ_NANO);
        Timespec.set(timex.asSlice(Timex.TIME, Timespec.LAYOUT.byteSize()), deltaNs);
        return Math.min(0, Clocks.adjtime(clockId, timex));
    }
}
