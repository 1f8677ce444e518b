package dev.grandmaster.linux.ffi;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import org.junit.jupiter.api.Test;

class FilesTest {

    private static final long TIOCGPTN = 0x80045430L;

    @Test
    void failuresAreNegativeErrno() {
        assertEquals(-Errno.ENOENT, Files.open("/dev/no-such-device", Files.O_RDWR));
        assertEquals(-Errno.EBADF, Files.ioctl(-1, 0, MemorySegment.NULL));
        assertEquals(-Errno.EBADF, Files.close(-1));
    }

    @Test
    void ioctlGoesThroughTheVariadicCall() {
        assertEquals(TIOCGPTN, Ioctl.read('T', 0x30, JAVA_INT));
        int fd = Files.open("/dev/ptmx", Files.O_RDWR);
        assertTrue(fd >= 0, () -> Errno.text(fd));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment number = arena.allocate(JAVA_INT);
            number.set(JAVA_INT, 0, -1);
            assertEquals(0, Files.ioctl(fd, TIOCGPTN, number));
            assertTrue(number.get(JAVA_INT, 0) >= 0);
            assertEquals(-Errno.ENOTTY, Files.ioctl(fd, Ioctl.read('=', 1, JAVA_LONG), number));
        }
        assertEquals(0, Files.close(fd));
    }

    @Test
    void eventfdWakesPpoll() {
        int fd = Files.eventfd(0, Files.EFD_NONBLOCK | Files.EFD_CLOEXEC);
        assertTrue(fd >= 0);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment counter = arena.allocate(JAVA_LONG);
            MemorySegment poll = arena.allocate(Files.POLLFD);
            MemorySegment timeout = arena.allocate(Timespec.LAYOUT);
            poll.set(JAVA_INT, Files.POLLFD_FD, fd);
            poll.set(JAVA_SHORT, Files.POLLFD_EVENTS, Files.POLLIN);

            assertEquals(-Errno.EAGAIN, Files.read(fd, counter, 8));
            assertEquals(0, Files.ppoll(poll, 1, timeout));

            counter.set(JAVA_LONG, 0, 3);
            assertEquals(8, Files.write(fd, counter, 8));
            assertEquals(1, Files.ppoll(poll, 1, MemorySegment.NULL));
            assertEquals(Files.POLLIN, poll.get(JAVA_SHORT, Files.POLLFD_REVENTS));
            counter.set(JAVA_LONG, 0, 0);
            assertEquals(8, Files.read(fd, counter, 8));
            assertEquals(3, counter.get(JAVA_LONG, 0));
        }
        assertEquals(0, Files.close(fd));
    }

    @Test
    void aLockBelongsToOneOpenFile() {
        int first = Files.open("/dev/null", Files.O_RDONLY);
        int second = Files.open("/dev/null", Files.O_RDONLY);
        assertEquals(0, Files.flock(first, Files.LOCK_EX | Files.LOCK_NB));
        assertEquals(-Errno.EAGAIN, Files.flock(second, Files.LOCK_EX | Files.LOCK_NB));
        assertEquals(0, Files.close(first));
        assertEquals(0, Files.flock(second, Files.LOCK_EX | Files.LOCK_NB));
        assertEquals(0, Files.close(second));
    }
}
