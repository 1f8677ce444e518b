package dev.grandmaster.linux.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.linux.board.PpollWaiter;
import dev.grandmaster.linux.time.LinuxMonotonic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A serial port for real, as far as a pseudo terminal is one: socat holds its other end. */
@Timeout(60)
class SerialIT {

    private static final byte[] UBX = {(byte) 0xb5, 0x62, 0x0a, 0x04, 0, 0, 0x0e, 0x34, 0x0d, 0x0a, 0x11, 0x13, 0x03,
            0x04};

    private final LinuxMonotonic clock = new LinuxMonotonic();

    @TempDir
    private Path folder = Path.of("");
    private Path device = Path.of("");
    private @Nullable Process receiver;

    @BeforeEach
    void plugIn() throws IOException, InterruptedException {
        assumeTrue(has("socat"), "no socat here");
        device = folder.resolve("ttyGNSS");
        // Nothing is asked of the terminal: socat would set it when its name is there already, and so in the midst of our own setting.
        receiver = new ProcessBuilder("socat", "PTY,link=" + device, "STDIO")
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (var folderWatch = folder.getFileSystem().newWatchService()) {
            folder.register(folderWatch, StandardWatchEventKinds.ENTRY_CREATE);
            if (!Files.exists(device)) {
                folderWatch.poll(20, TimeUnit.SECONDS);
            }
        }
        assertTrue(Files.exists(device), "socat made no terminal");
    }

    @AfterEach
    void unplug() throws InterruptedException {
        if (receiver != null) {
            receiver.destroyForcibly().waitFor();
        }
    }

    @Test
    void bytesOfAllValuesPassBothWays() throws BoardException, IOException {
        try (ReceiverLink link = ReceiverLink.serial(device.toString(), 115_200, clock)) {
            assertEquals(device + " at 115200", link.name());
            say(UBX);
            assertArrayEquals(UBX, read(link, UBX.length));
            assertEquals(UBX.length, link.write(UBX, UBX.length));
            InputStream heard = Objects.requireNonNull(receiver).getInputStream();
            assertArrayEquals(UBX, heard.readNBytes(UBX.length));
        }
    }

    /** A pseudo terminal takes PARODD over and never PARENB, so that odd alone can be told from the others on it. */
    @ParameterizedTest
    @EnumSource(Parity.class)
    void theParityReachesTheTerminal(Parity parity) throws BoardException, IOException, InterruptedException {
        try (ReceiverLink link = ReceiverLink.serial(device.toString(), 9_600, parity, clock)) {
            assertTrue(link.baudRate(19_200)); // which must not lose it
            Process asked = new ProcessBuilder("stty", "-F", device.toString(), "-a").start();
            String settings = new String(asked.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertEquals(0, asked.waitFor(), settings);
            assertTrue(settings.contains(parity == Parity.ODD ? " parodd" : "-parodd"), settings);
            assertTrue(settings.contains("speed 19200") && settings.contains("cs8"), settings);
        }
    }

    /** After that a read waits until something comes, and nothing does. */
    @Test
    void closingEndsAlthoughAnotherProgramChangedTheTerminal()
            throws BoardException, IOException, InterruptedException {
        try (ReceiverLink link = ReceiverLink.serial(device.toString(), 9_600, clock)) {
            Process changing = new ProcessBuilder("stty", "-F", device.toString(), "min", "1", "time", "0").start();
            assertEquals(0, changing.waitFor());
            say(UBX);
            assertArrayEquals(UBX, read(link, UBX.length));
        }
    }

    @Test
    void aSecondOwnerIsRefused() throws BoardException {
        try (ReceiverLink link = ReceiverLink.serial(device.toString(), 9_600, clock)) {
            assertEquals(0, link.read(new byte[1]));
            BoardException refused = assertThrows(BoardException.class,
                    () -> ReceiverLink.serial(device.toString(), 9_600, clock));
            assertEquals(BoardException.Kind.BUSY, refused.kind(), refused.getMessage());
        }
    }

    @Test
    void anUnpluggedReceiverComesBackByItself() throws BoardException, IOException, InterruptedException {
        try (ReceiverLink link = ReceiverLink.serial(device.toString(), 9_600, clock)) {
            say("before".getBytes(StandardCharsets.US_ASCII));
            read(link, 6);
            unplug();
            Files.deleteIfExists(device);
            byte[] one = new byte[1];
            while (link.read(one) == 0) {
                await(link);
            }
            assertTrue(link.read(one) < 0);
            plugIn();
            while (link.read(one) < 0) {
                await(link);
            }
            say("after".getBytes(StandardCharsets.US_ASCII));
            assertArrayEquals("after".getBytes(StandardCharsets.US_ASCII), read(link, 5));
        }
    }

    private void say(byte[] bytes) throws IOException {
        OutputStream said = Objects.requireNonNull(receiver).getOutputStream();
        said.write(bytes);
        said.flush();
    }

    private byte[] read(ReceiverLink link, int length) throws BoardException {
        byte[] all = new byte[length];
        byte[] chunk = new byte[length];
        int have = 0;
        while (have < length) {
            int n = link.read(chunk);
            if (n > 0) {
                System.arraycopy(chunk, 0, all, have, Math.min(n, length - have));
                have += n;
            } else {
                await(link);
            }
        }
        return all;
    }

    private void await(ReceiverLink link) throws BoardException {
        try (PpollWaiter waiter = new PpollWaiter(List.of(link), clock)) {
            waiter.await(clock.nowNs() + 1_000_000_000L);
        }
    }

    private static boolean has(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
