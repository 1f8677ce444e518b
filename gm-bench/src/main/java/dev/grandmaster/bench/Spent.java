package dev.grandmaster.bench;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/** What the measuring process has spent so far. */
final class Spent {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS = (OperatingSystemMXBean) ManagementFactory
            .getOperatingSystemMXBean();

    private Spent() {
    }

    /** Bytes that the calling thread allocated. */
    static long bytes() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /**
     * Processor time of the whole process, kernel, compiler and garbage collector included, ns: what work costs, even where others
     * keep it waiting.
     */
    static long busyNs() {
        return PROCESS.getProcessCpuTime();
    }
}
