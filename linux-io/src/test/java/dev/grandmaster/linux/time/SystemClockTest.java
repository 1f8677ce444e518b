package dev.grandmaster.linux.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.time.UtcStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads only: what adjusts runs in the guest, see TimingIT. */
class SystemClockTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void readsBesideTheMonotonicClock() throws BoardException {
        LinuxMonotonic monotonic = new LinuxMonotonic();
        try (SystemClock clock = open(folder.resolve("lock"))) {
            long beforeNs = monotonic.nowNs();
            CrossTimestamp both = Objects.requireNonNull(clock.read());
            assertTrue(beforeNs <= both.monoNs() && both.monoNs() <= monotonic.nowNs());
            assertTrue(both.clockNs() > 1_700_000_000_000_000_000L);
            assertEquals(0, both.era());
        }
    }

    @Test
    void hasOneOwner() throws BoardException {
        Path lock = folder.resolve("lock");
        SystemClock first = open(lock);
        BoardException refused = assertThrows(BoardException.class, () -> SystemClock.open(lock));
        assertEquals(BoardException.Kind.BUSY, refused.kind());
        first.close();
        SystemClock.open(lock).close();
    }

    @Test
    void aLockThatCannotBeMadeIsOneLine() throws BoardException, IOException {
        open(folder.resolve("other")).close();
        Path lock = Files.writeString(folder.resolve("file"), "").resolve("lock");
        BoardException refused = assertThrows(BoardException.class, () -> SystemClock.open(lock));
        assertEquals("the system clock's lock file " + lock + " cannot be opened: FileAlreadyExistsException",
                refused.getMessage());
    }

    @Test
    void noNumberIsNoCorrection() throws BoardException {
        try (SystemClock clock = open(folder.resolve("lock"))) {
            assertTrue(Double.isNaN(clock.adjustFrequency(Double.NaN)));
        }
    }

    @Test
    void aClosedClockAnswersByValues() throws BoardException {
        SystemClock clock = open(folder.resolve("lock"));
        clock.close();
        assertNull(clock.read());
        assertEquals(-Errno.EBADF, clock.step(1));
        assertEquals(-Errno.EBADF, clock.follow(UtcStatus.unknown(37)));
        assertTrue(Double.isNaN(clock.frequencyPpb()));
        clock.close();
    }

    private static SystemClock open(Path lock) throws BoardException {
        try {
            return SystemClock.open(lock);
        } catch (BoardException refused) {
            assumeTrue(refused.kind() != BoardException.Kind.FORBIDDEN, refused.getMessage());
            throw refused;
        }
    }
}
