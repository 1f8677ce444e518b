package dev.grandmaster.linux.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.BoardInfo;
import dev.grandmaster.linux.net.SocketOptions;
import dev.grandmaster.linux.time.SystemClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxBoardTest {

    private static final LinuxSettings.Serial NO_RECEIVER = new LinuxSettings.Serial("/dev/ttyNONE9", 9_600);

    @TempDir
    private Path folder = Path.of("");
    private Path lock = Path.of("");
    private LinuxSettings.ReceiverSource receiver = NO_RECEIVER;

    @BeforeEach
    void place() throws IOException {
        lock = folder.resolve("lock");
        receiver = new LinuxSettings.Replay(Files.createFile(folder.resolve("receiver")).toString());
    }

    @Test
    void aMissingPulseIsTheOneLineAndNothingStaysOpen() throws BoardException {
        BoardException refused = refused(new LinuxSettings.SystemTime(lock),
                new LinuxSettings.KernelPulse("/dev/pps99", true));
        assertEquals("/dev/pps99: ENOENT (no such file or device)", refused.getMessage());
        assertEquals(BoardException.Kind.MISSING, refused.kind());
        SystemClock.open(lock).close();
    }

    @Test
    void aMissingReceiverIsNamedTogetherWithAMissingPulse() {
        receiver = NO_RECEIVER;
        BoardException refused = refused(new LinuxSettings.SystemTime(lock),
                new LinuxSettings.KernelPulse("/dev/pps99", true));
        assertEquals("/dev/pps99: ENOENT (no such file or device); /dev/ttyNONE9 does not exist", refused.getMessage());
        assertEquals(BoardException.Kind.MISSING, refused.kind());
    }

    @Test
    void anotherDeviceIsNoPulse() {
        BoardException refused = refused(new LinuxSettings.SystemTime(lock),
                new LinuxSettings.KernelPulse("/dev/null", true));
        assertEquals("/dev/null is no pulse source: ENOTTY (not supported by this device)", refused.getMessage());
    }

    @Test
    void theSystemClockHasNoInput() {
        BoardException refused = refused(new LinuxSettings.SystemTime(lock), new LinuxSettings.ClockInput(0, -1, true));
        assertEquals("the system clock has no input of its own; the pulse must come from /dev/ppsN or a GPIO line",
                refused.getMessage());
        assertEquals(BoardException.Kind.UNSUITABLE, refused.kind());
    }

    private BoardException refused(LinuxSettings.ClockSource clock, LinuxSettings.PulseSource pulse) {
        LinuxSettings settings = new LinuxSettings(new BoardInfo("test", "test", false), clock, pulse, receiver,
                SocketOptions.DEFAULT);
        BoardException refused = assertThrows(BoardException.class, () -> LinuxBoard.open(settings).close());
        assumeTrue(refused.kind() != BoardException.Kind.FORBIDDEN, refused.getMessage());
        return refused;
    }
}
