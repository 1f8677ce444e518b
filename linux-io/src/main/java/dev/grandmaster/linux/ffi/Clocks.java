package dev.grandmaster.linux.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The kernel's clocks. An id is one of the constants, or a device's dynamic id from {@link #dynamicId(int)}. */
public final class Clocks {

    public static final int CLOCK_REALTIME = 0;
    public static final int CLOCK_MONOTONIC = 1;
    public static final int CLOCK_MONOTONIC_RAW = 4;
    public static final int CLOCK_BOOTTIME = 7;
    public static final int CLOCK_TAI = 11;

    private static final FunctionDescriptor ID_AND_STRUCT = FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle GETTIME = Native.function("clock_gettime", ID_AND_STRUCT);
    /** Every duty cycle and every flush reads a clock: see {@link Native#unexplained}. */
    private static final MethodHandle QUICK_GETTIME = Native.unexplained("clock_gettime", ID_AND_STRUCT);
    private static final MethodHandle SETTIME = Native.function("clock_settime", ID_AND_STRUCT);
    private static final MethodHandle ADJTIME = Native.function("clock_adjtime", ID_AND_STRUCT);

    private Clocks() {
    }

    /** The clock behind an open character device: the kernel's FD_TO_CLOCKID (linux/posix-timers.h), valid while {@code fd} is open. */
    public static int dynamicId(int fd) {
        return ~fd << 3 | 3;
    }

    /** Reads a clock into a {@link Timespec}; 0 or {@code -errno}. */
    public static int gettime(int clockId, MemorySegment timespec) {
        try {
            if ((int) QUICK_GETTIME.invokeExact(clockId, timespec) == 0) {
                return 0;
            }
            MemorySegment errno = Native.errno();
            return Native.result((int) GETTIME.invokeExact(errno, clockId, timespec), errno);
        } catch (Throwable t) {
            throw Native.broken("clock_gettime", t);
        }
    }

    /** Sets a clock to a {@link Timespec}; 0 or {@code -errno}. */
    public static int settime(int clockId, MemorySegment timespec) {
        MemorySegment errno = Native.errno();
        try {
            return Native.result((int) SETTIME.invokeExact(errno, clockId, timespec), errno);
        } catch (Throwable t) {
            throw Native.broken("clock_settime", t);
        }
    }

    /** Reads and, by its {@code modes}, adjusts a clock through a {@link Timex}; the clock's state (0 or more) or {@code -errno}. */
    public static int adjtime(int clockId, MemorySegment timex) {
        MemorySegment errno = Native.errno();
        try {
            return Native.result((int) ADJTIME.invokeExact(errno, clockId, timex), errno);
        } catch (Throwable t) {
            throw Native.broken("clock_adjtime", t);
        }
    }
}
