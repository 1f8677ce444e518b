package dev.grandmaster.linux.board;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.MonotonicClock;
import dev.grandmaster.board.Pollable;
import dev.grandmaster.board.Waiter;
import dev.grandmaster.linux.ffi.EventFd;
import dev.grandmaster.linux.ffi.Files;
import dev.grandmaster.linux.ffi.Timespec;

/**
 * Waits in {@code ppoll} for any of some sources, for {@link #wake()}, or for the deadline. Owner: one thread, but for {@code wake}.
 *
 * <p>A source that only reports trouble (its device is gone) would end every wait at once; it is left out for a second then, so that its
 * owner finds out by his own polls and the processor stays idle.
 */
public final class PpollWaiter implements Waiter {

    private static final long POLLFD_SIZE = Files.POLLFD.byteSize();
    private static final long LEFT_OUT_NS = 1_000_000_000;

    private final List<? extends Pollable> sources;
    private final MonotonicClock clock;
    private final EventFd wake;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment poll;
    private final MemorySegment timeout = arena.allocate(Timespec.LAYOUT);
    private final long[] leftOutUntilNs;
    private final boolean[] leftOut;
    private boolean open = true;

    /** @param sources asked for their descriptor at every wait, because some of them change it when they reopen */
    public PpollWaiter(List<? extends Pollable> sources, MonotonicClock clock) throws BoardException {
        this.sources = List.copyOf(sources);
        this.clock = clock;
        this.wake = new EventFd("a thread");
        this.poll = arena.allocate(POLLFD_SIZE * (sources.size() + 1), 8);
        this.leftOutUntilNs = new long[sources.size()];
        this.leftOut = new boolean[sources.size()];
    }

    @Override
    public void await(long deadlineMonoNs) {
        long nowNs = clock.nowNs();
        long waitNs = deadlineMonoNs - nowNs;
        if (waitNs <= 0 || !open) {
            return;
        }
        for (int i = 0; i < sources.size(); i++) {
            leftOut[i] = leftOut[i] && leftOutUntilNs[i] - nowNs > 0;
            entry(i, leftOut[i] ? -1 : sources.get(i).descriptor());
        }
        entry(sources.size(), wake.descriptor());
        Timespec.set(timeout, waitNs);
        if (Files.ppoll(poll, sources.size() + 1, timeout) <= 0) {
            return;
        }
        for (int i = 0; i < sources.size(); i++) {
            int events = answer(i);
            if (events != 0 && (events & Files.POLLIN) == 0) {
                leftOut[i] = true;
                leftOutUntilNs[i] = nowNs + LEFT_OUT_NS;
            }
        }
        if (answer(sources.size()) != 0) {
            wake.lower();
        }
    }

    @Override
    public void wake() {
        wake.raise();
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            wake.close();
            arena.close();
        }
    }

    private void entry(int index, int fd) {
        long at = index * POLLFD_SIZE;
        poll.set(JAVA_INT, at + Files.POLLFD_FD, fd);
        poll.set(JAVA_SHORT, at + Files.POLLFD_EVENTS, Files.POLLIN);
        poll.set(JAVA_SHORT, at + Files.POLLFD_REVENTS, (short) 0);
    }

    private int answer(int index) {
        return poll.get(JAVA_SHORT, index * POLLFD_SIZE + Files.POLLFD_REVENTS);
    }
}
