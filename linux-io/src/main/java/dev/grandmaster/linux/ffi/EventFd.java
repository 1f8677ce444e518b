package dev.grandmaster.linux.ffi;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import dev.grandmaster.board.BoardException;

/** A flag that another thread can raise and that a waiter can poll. Raising is safe from any thread, lowering is the owner's. */
public final class EventFd implements AutoCloseable {

    private final Arena arena = Arena.ofShared();
    private final MemorySegment one = arena.allocate(JAVA_LONG);
    private final MemorySegment taken = arena.allocate(JAVA_LONG);
    private final int fd;
    private boolean open = true;

    /** @param purpose what it is for, named if the kernel has none left */
    public EventFd(String purpose) throws BoardException {
        one.set(JAVA_LONG, 0, 1);
        fd = Files.eventfd(0, Files.EFD_NONBLOCK | Files.EFD_CLOEXEC);
        if (fd < 0) {
            arena.close();
            throw Refusal.of("the wake-up of " + purpose, fd);
        }
    }

    /** The descriptor to poll; readable while the flag is up. */
    public int descriptor() {
        return fd;
    }

    /** Raises the flag. */
    public synchronized void raise() {
        if (open) {
            Files.write(fd, one, Long.BYTES);
        }
    }

    /** Lowers the flag. */
    public synchronized void lower() {
        if (open) {
            Files.read(fd, taken, Long.BYTES);
        }
    }

    @Override
    public synchronized void close() {
        if (open) {
            open = false;
            Files.close(fd);
            arena.close();
        }
    }
}
