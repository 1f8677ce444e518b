package dev.grandmaster.linux.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Bundles descriptors into one that polls readable while any of them has something: a device with several sockets can be waited for
 * through a single descriptor. What is ready inside is asked with {@link Files#ppoll}, so the struct's data, whose place differs between
 * x86-64 and aarch64, is never used.
 */
public final class Epoll {

    private static final int EPOLL_CLOEXEC = Files.O_CLOEXEC;
    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLL_CTL_DEL = 2;
    private static final int EPOLLIN = 1;
    /** Room for {@code struct epoll_event} in its packed (12 bytes) and its unpacked (16 bytes) form. */
    private static final int EVENT_BYTES = 16;

    /** Never changed; the kernel only copies from it. */
    private static final MemorySegment READABLE = readable();

    private static final MethodHandle CREATE = Native.function("epoll_create1",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle CONTROL = Native.unexplained("epoll_ctl",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));

    private Epoll() {
    }

    /** A new, empty bundle. The caller owns the descriptor. */
    public static int create() {
        MemorySegment errno = Native.errno();
        try {
            return Native.result((int) CREATE.invokeExact(errno, EPOLL_CLOEXEC), errno);
        } catch (Throwable t) {
            throw Native.broken("epoll_create1", t);
        }
    }

    private static MemorySegment readable() {
        MemorySegment event = Arena.global().allocate(EVENT_BYTES, 8);
        event.set(JAVA_INT, 0, EPOLLIN);
        return event;
    }

    /** Adds a descriptor: readable or in error counts. Closing it takes it out again. Negative on failure; allocates nothing. */
    public static int add(int bundle, int fd) {
        return control(bundle, EPOLL_CTL_ADD, fd);
    }

    /** Takes a descriptor out. Negative on failure; allocates nothing. */
    public static int remove(int bundle, int fd) {
        return control(bundle, EPOLL_CTL_DEL, fd);
    }

    private static int control(int bundle, int operation, int fd) {
        try {
            return (int) CONTROL.invokeExact(bundle, operation, fd, READABLE);
        } catch (Throwable t) {
            throw Native.broken("epoll_ctl", t);
        }
    }
}
