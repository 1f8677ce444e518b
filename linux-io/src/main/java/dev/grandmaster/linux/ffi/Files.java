package dev.grandmaster.linux.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Descriptors: open, close, read, write, ioctl, ppoll, eventfd, dup3, flock. Every call answers as its manual page says, and {@code -errno} on
 * failure; none retries EINTR, the caller's duty cycle does.
 */
public final class Files {

    public static final int O_RDONLY = 0;
    public static final int O_WRONLY = 1;
    public static final int O_RDWR = 2;
    public static final int O_NONBLOCK = 0x800;
    public static final int O_CLOEXEC = 0x80000;

    public static final int LOCK_EX = 2;
    public static final int LOCK_NB = 4;
    public static final int LOCK_UN = 8;

    public static final int EFD_NONBLOCK = O_NONBLOCK;
    public static final int EFD_CLOEXEC = O_CLOEXEC;

    public static final short POLLIN = 0x001;
    public static final short POLLPRI = 0x002;
    public static final short POLLOUT = 0x004;
    public static final short POLLERR = 0x008;
    public static final short POLLHUP = 0x010;
    public static final short POLLNVAL = 0x020;

    // struct pollfd { int fd; short events; short revents; };
    public static final MemoryLayout POLLFD = MemoryLayout.structLayout(JAVA_INT.withName("fd"),
            JAVA_SHORT.withName("events"), JAVA_SHORT.withName("revents"));
    public static final long POLLFD_FD = 0;
    public static final long POLLFD_EVENTS = 4;
    public static final long POLLFD_REVENTS = 6;

    private static final MethodHandle OPEN = Native.variadic("open", 2,
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOSE = Native.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle READ = Native.function("read",
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle WRITE = Native.function("write",
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle IOCTL = Native.variadic("ioctl", 2,
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
    private static final MethodHandle PPOLL = Native.unexplained("ppoll",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS));
    private static final MethodHandle EVENTFD = Native.function("eventfd",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle FLOCK = Native.function("flock",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

    private static final MethodHandle DUP3 = Native.function("dup3",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));

    private Files() {
    }

    /** Opens a path with O_CLOEXEC added; never creates. Returns the descriptor, which the caller owns, or {@code -errno}. */
    public static int open(String path, int flags) {
        MemorySegment errno = Native.errno();
        try (Arena arena = Arena.ofConfined()) {
            return Native.result((int) OPEN.invokeExact(errno, arena.allocateFrom(path), flags | O_CLOEXEC, 0), errno);
        } catch (Throwable t) {
            throw Native.broken("open", t);
        }
    }

    /** Closes a descriptor. Whatever it answers, the descriptor is gone: never call it twice. */
    public static int close(int fd) {
        MemorySegment errno = Native.errno();
        try {
            return Native.result((int) CLOSE.invokeExact(errno, fd), errno);
        } catch (Throwable t) {
            throw Native.broken("close", t);
        }
    }

    /** Reads at most {@code bytes} into the buffer; 0 is the end of the file, -EAGAIN nothing there (O_NONBLOCK). */
    public static int read(int fd, MemorySegment buffer, long bytes) {
        MemorySegment errno = Native.errno();
        try {
            return Native.result((long) READ.invokeExact(errno, fd, buffer, bytes), errno);
        } catch (Throwable t) {
            throw Native.broken("read", t);
        }
    }

    /** Writes at most {@code bytes}; the answer may be less than asked for. */
    public static int write(int fd, MemorySegment buffer, long bytes) {
        MemorySegment errno = Native.errno();
        try {
            return Native.result((long) WRITE.invokeExact(errno, fd, buffer, bytes), errno);
        } catch (Throwable t) {
            throw Native.broken("write", t);
        }
    }

    /** Device control; the code comes from {@link Ioctl}, the argument is the struct that the code was computed from. */
    public static int ioctl(int fd, long request, MemorySegment argument) {
        MemorySegment errno = Native.errno();
        try {
            return Native.result((int) IOCTL.invokeExact(errno, fd, request, argument), errno);
        } catch (Throwable t) {
            throw Native.broken("ioctl", t);
        }
    }

    /**
     * Waits for {@code count} consecutive {@link #POLLFD} until one is ready (answer: how many) or the {@link Timespec} is over (0).
     * {@code MemorySegment.NULL} as timeout waits for ever. -1 where a signal ended the wait; the reason is not asked for, since a
     * thread that waits some thousand times a second must not allocate.
     */
    public static int ppoll(MemorySegment pollFds, int count, MemorySegment timeout) {
        try {
            return (int) PPOLL.invokeExact(pollFds, (long) count, timeout, MemorySegment.NULL);
        } catch (Throwable t) {
            throw Native.broken("ppoll", t);
        }
    }

    /** A kernel counter that wakes whoever polls it: eight bytes written add, eight bytes read take all. */
    public static int eventfd(int initial, int flags) {
        MemorySegment errno = Native.errno();
        try {
            return Native.result((int) EVENTFD.invokeExact(errno, initial, flags), errno);
        } catch (Throwable t) {
            throw Native.broken("eventfd", t);
        }
    }

    /**
     * Makes the number {@code fd} mean what {@code replacement} means, closes what it meant before and the replacement's own number. Whoever
     * holds the number goes on with it, and never sees it closed in between. Returns {@code fd} or {@code -errno}.
     */
    public static int replace(int fd, int replacement) {
        MemorySegment errno = Native.errno();
        try {
            int rc = Native.result((int) DUP3.invokeExact(errno, replacement, fd, O_CLOEXEC), errno);
            close(replacement);
            return rc;
        } catch (Throwable t) {
            throw Native.broken("dup3", t);
        }
    }

    /** Advisory lock on an open file; with LOCK_NB answers -EAGAIN when another open file holds it. */
    public static int flock(int fd, int operation) {
        MemorySegment errno = Native.errno();
        try {
            return Native.result((int) FLOCK.invokeExact(errno, fd, operation), errno);
        } catch (Throwable t) {
            throw Native.broken("flock", t);
        }
    }
}
