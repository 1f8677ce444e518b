package dev.grandmaster.linux.ffi;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** What the kernel's scheduler is told of a thread. */
public final class Scheduling {

    /** {@code who} is a process or, on Linux, a thread. */
    private static final int PRIO_PROCESS = 0;
    private static final int CALLING_THREAD = 0;

    /** {@code int setpriority(int which, id_t who, int prio)}. */
    private static final MethodHandle SETPRIORITY = Native.function("setpriority",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));

    private Scheduling() {
    }

    /**
     * Sets the nice value of the calling thread, which threads that it starts later inherit (setpriority(2), "C library/kernel
     * differences").
     *
     * @param nice -20 comes first, 19 last; a lower one than before wants CAP_SYS_NICE
     * @return 0 or {@code -errno}
     */
    public static int nice(int nice) {
        MemorySegment errno = Native.errno();
        try {
            return Native.result((int) SETPRIORITY.invokeExact(errno, PRIO_PROCESS, CALLING_THREAD, nice), errno);
        } catch (Throwable t) {
            throw Native.broken("setpriority", t);
        }
    }
}
