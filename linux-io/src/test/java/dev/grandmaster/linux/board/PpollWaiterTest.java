package dev.grandmaster.linux.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.Pollable;
import dev.grandmaster.linux.ffi.EventFd;
import dev.grandmaster.linux.ffi.Files;
import dev.grandmaster.linux.time.LinuxMonotonic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PpollWaiterTest {

    /** Far enough that only the other ends of a wait can be the reason of its end. */
    private static final long FOR_EVER_NS = 3_600_000_000_000L;

    private final LinuxMonotonic clock = new LinuxMonotonic();

    @Test
    void returnsWhenASourceIsReadable() throws BoardException {
        try (EventFd flag = new EventFd("a test"); PpollWaiter waiter = waiter(source(-1), source(flag.descriptor()))) {
            flag.raise();
            waiter.await(clock.nowNs() + FOR_EVER_NS);
            flag.lower();
        }
    }

    @Test
    void returnsWhenWokenAndWaitsAgainAfterwards() throws BoardException, InterruptedException {
        try (PpollWaiter waiter = waiter()) {
            Thread other = Thread.ofPlatform().start(waiter::wake);
            waiter.await(clock.nowNs() + FOR_EVER_NS);
            other.join();

            long deadlineNs = clock.nowNs() + 20_000_000;
            waiter.await(deadlineNs);
            assertTrue(clock.nowNs() - deadlineNs >= 0);
        }
    }

    @Test
    void doesNotWaitForADeadlineThatIsPast() throws BoardException {
        try (PpollWaiter waiter = waiter()) {
            waiter.await(clock.nowNs() - 1);
        }
    }

    @Test
    void aBrokenSourceDoesNotSpin() throws BoardException {
        int closed = Files.open("/dev/null", Files.O_RDONLY);
        assertEquals(0, Files.close(closed));
        try (PpollWaiter waiter = waiter(source(closed))) {
            long deadlineNs = clock.nowNs() + 50_000_000;
            int rounds = 0;
            while (clock.nowNs() - deadlineNs < 0) {
                waiter.await(deadlineNs);
                rounds++;
            }
            assertFalse(rounds > 4, "rounds " + rounds);
        }
    }

    private PpollWaiter waiter(Pollable... sources) throws BoardException {
        return new PpollWaiter(List.of(sources), clock);
    }

    private static Pollable source(int fd) {
        return new Pollable() {
            @Override
            public int descriptor() {
                return fd;
            }
        };
    }
}
