package dev.grandmaster.linux.bus;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.linux.bus.GpioLine.Polarity;
import dev.grandmaster.linux.ffi.Files;
import dev.grandmaster.linux.ffi.Refusal;
import dev.grandmaster.linux.ffi.Timespec;

/**
 * The edges of one input line, stamped by the kernel's interrupt with CLOCK_MONOTONIC. Owner: one thread. A chip that is taken away is let
 * go; {@link #reopen} takes it again when it is back.
 */
public final class LineEdges implements AutoCloseable {

    /** In place of a stamp when there is no edge. */
    public static final long NONE = Long.MIN_VALUE;

    /** What the kernel keeps for us: a cycle that is late by so many seconds loses nothing. */
    private static final int QUEUED = 16;

    private final String wanted;
    private final Polarity polarity;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment event = arena.allocate(GpioUapi.LINE_EVENT);
    private final MemorySegment poll = arena.allocate(Files.POLLFD);
    private final MemorySegment atOnce = arena.allocate(Timespec.LAYOUT);
    private GpioLine line;
    private int fd;
    private int lastNumber;
    private long missed;
    private boolean open = true;

    private LineEdges(String wanted, GpioLine line, int fd, Polarity polarity) {
        this.wanted = wanted;
        this.line = line;
        this.fd = fd;
        this.polarity = polarity;
    }

    /**
     * Takes a line.
     *
     * @param name see {@link GpioLine}
     * @throws BoardException when it is absent, in use, not permitted, or its chip has no interrupts
     */
    public static LineEdges open(String name, Polarity polarity) throws BoardException {
        GpioLine line = GpioLine.find(name);
        int fd = line.requestEdges(polarity, QUEUED);
        if (fd < 0) {
            throw Refusal.of("GPIO line " + name, fd);
        }
        return new LineEdges(name, line, fd, polarity);
    }

    /** The line's place, such as gpiochip0/18. */
    public String name() {
        return line.toString();
    }

    /** Polls readable when there is an edge; -1 while the chip is gone. */
    public int descriptor() {
        return fd;
    }

    /** Whether the chip is there. */
    public boolean present() {
        return fd >= 0;
    }

    /** How many edges came that the kernel had no room to keep. */
    public long missed() {
        return missed;
    }

    /** The oldest edge not yet taken, CLOCK_MONOTONIC ns, or {@link #NONE}. Never blocks. */
    public long next() {
        while (open && fd >= 0) {
            poll.set(JAVA_INT, Files.POLLFD_FD, fd);
            poll.set(JAVA_SHORT, Files.POLLFD_EVENTS, Files.POLLIN);
            if (Files.ppoll(poll, 1, atOnce) <= 0) {
                return NONE;
            }
            int bytes = (poll.get(JAVA_SHORT, Files.POLLFD_REVENTS) & Files.POLLIN) == 0
                    ? -1
                    : Files.read(fd, event, event.byteSize());
            if (bytes < event.byteSize()) {
                letGo();
                return NONE;
            }
            count(event.get(JAVA_INT, GpioUapi.at(GpioUapi.LINE_EVENT, "line_seqno")));
            if (event.get(JAVA_INT, GpioUapi.at(GpioUapi.LINE_EVENT, "id")) == polarity.event()) {
                return event.get(JAVA_LONG, 0);
            }
        }
        return NONE;
    }

    /** The kernel numbers edges from 1 on; the first after an opening tells nothing. */
    private void count(int number) {
        if (lastNumber != 0) {
            missed += Math.max(0, number - lastNumber - 1);
        }
        lastNumber = number;
    }

    /** Looks whether the chip has been taken away without a word, which older kernels do. */
    public void look() {
        if (fd >= 0 && !line.isThere()) {
            letGo();
        }
    }

    /** Takes the line again after its chip was away; true when it is there. */
    public boolean reopen() {
        if (!open || fd >= 0) {
            return open;
        }
        try {
            line = GpioLine.find(wanted);
            fd = Math.max(-1, line.requestEdges(polarity, QUEUED));
            lastNumber = 0;
        } catch (BoardException notYet) {
            return false;
        }
        return fd >= 0;
    }

    private void letGo() {
        Files.close(fd);
        fd = -1;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            if (fd >= 0) {
                letGo();
            }
            arena.close();
        }
    }
}
