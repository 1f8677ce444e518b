package dev.grandmaster.linux.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.linux.board.PpollWaiter;
import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.time.LinuxMonotonic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReceiverLinkTest {

    private final LinuxMonotonic clock = new LinuxMonotonic();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void bytesComeInOrderWithTheirTime() throws BoardException {
        Script script = new Script();
        long beforeNs = clock.nowNs();
        try (ReceiverLink link = ReceiverLink.open(script, clock)) {
            script.says("first ");
            script.says("second");
            assertEquals("first second", text(link, 12));
            assertTrue(link.arrivalMonoNs() >= beforeNs && link.arrivalMonoNs() <= clock.nowNs());
            assertEquals(0, link.read(new byte[10]));
        }
    }

    @Test
    void aSmallBufferTakesAChunkInParts() throws BoardException {
        Script script = new Script();
        try (ReceiverLink link = ReceiverLink.open(script, clock)) {
            script.says("abcdef");
            byte[] small = new byte[4];
            await(link);
            assertEquals(4, link.read(small));
            long arrivalNs = link.arrivalMonoNs();
            assertEquals(2, link.read(small));
            assertEquals(arrivalNs, link.arrivalMonoNs());
            assertArrayEquals("efcd".getBytes(StandardCharsets.US_ASCII), small);
        }
    }

    @Test
    void aSlowReaderLosesTheOldestAndIsTold() throws BoardException, InterruptedException {
        Script script = new Script();
        AtomicLong nowNs = new AtomicLong();
        try (ReceiverLink link = ReceiverLink.open(script, () -> nowNs.addAndGet(20_000_000))) {
            for (int i = 0; i < ReceiverLink.CHUNKS + 10; i++) {
                script.says(String.format("%03d", i));
            }
            script.allRead.await();
            byte[] chunk = new byte[ReceiverLink.CHUNK_BYTES];
            assertEquals(3, link.read(chunk));
            assertEquals("010", new String(chunk, 0, 3, StandardCharsets.US_ASCII));
            assertEquals(30, link.lostBytes());
        }
    }

    @Test
    void whatFollowsCloselyAndWasNotFetchedIsOneChunk() throws BoardException, InterruptedException {
        Script script = new Script();
        AtomicLong nowNs = new AtomicLong();
        try (ReceiverLink link = ReceiverLink.open(script, () -> nowNs.addAndGet(4_000_000))) {
            for (String part : new String[]{"at 4 ", "at 8 ", "at 12 ", "at 16"}) {
                script.says(part);
            }
            script.allRead.await();
            byte[] chunk = new byte[ReceiverLink.CHUNK_BYTES];
            int length = link.read(chunk);
            assertEquals("at 4 at 8 at 12 ", new String(chunk, 0, length, StandardCharsets.US_ASCII));
            assertEquals(4_000_000, link.arrivalMonoNs());
            length = link.read(chunk);
            assertEquals("at 16", new String(chunk, 0, length, StandardCharsets.US_ASCII));
            assertEquals(16_000_000, link.arrivalMonoNs());
        }
    }

    @Test
    void aBrokenSourceIsOpenedAgain() throws BoardException {
        Script script = new Script();
        try (ReceiverLink link = ReceiverLink.open(script, clock)) {
            script.breaks();
            int answer = link.read(new byte[10]);
            while (answer == 0) {
                await(link);
                answer = link.read(new byte[10]);
            }
            assertEquals(-Errno.ENODEV, answer);
            script.says("back");
            assertEquals("back", text(link, 4));
            assertEquals(2, script.openings.get());
        }
    }

    @Test
    void aFileIsReadOnceAndThenSilent() throws BoardException, IOException {
        Path file = folder.resolve("capture.nmea");
        byte[] all = new byte[5_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i * 7);
        }
        Files.write(file, all);
        try (ReceiverLink link = ReceiverLink.file(file.toString(), clock)) {
            assertArrayEquals(all, bytes(link, all.length));
            assertEquals(0, link.read(new byte[1]));
            assertEquals(-Errno.EBADF, link.write(new byte[1], 1));
        }
    }

    @Test
    void anAbsentDeviceIsOneClearLine() {
        BoardException refused = assertThrows(BoardException.class,
                () -> ReceiverLink.serial("/dev/ttyNONE9", 9_600, clock));
        assertEquals(BoardException.Kind.MISSING, refused.kind());
        assertEquals("/dev/ttyNONE9 does not exist", refused.getMessage());
    }

    @Test
    void tcpReadsWritesAndConnectsAgain() throws BoardException, IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                ReceiverLink link = ReceiverLink.tcp("127.0.0.1", server.getLocalPort(), clock)) {
            try (Socket peer = server.accept()) {
                peer.getOutputStream().write(new byte[]{1, 2, 3});
                assertArrayEquals(new byte[]{1, 2, 3}, bytes(link, 3));
                assertEquals(2, link.write(new byte[]{9, 8, 7}, 2));
                assertArrayEquals(new byte[]{9, 8}, peer.getInputStream().readNBytes(2));
            }
            try (Socket again = server.accept()) {
                again.getOutputStream().write(new byte[]{4});
                assertArrayEquals(new byte[]{4}, bytes(link, 1));
            }
        }
    }

    private String text(ReceiverLink link, int length) throws BoardException {
        return new String(bytes(link, length), StandardCharsets.US_ASCII);
    }

    /** Reads until so many bytes have come; what the link says while it is broken is passed over. */
    private byte[] bytes(ReceiverLink link, int length) throws BoardException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] chunk = new byte[ReceiverLink.CHUNK_BYTES];
        while (all.size() < length) {
            int n = link.read(chunk);
            if (n > 0) {
                all.write(chunk, 0, n);
            } else {
                await(link);
            }
        }
        return all.toByteArray();
    }

    private void await(ReceiverLink link) throws BoardException {
        try (PpollWaiter waiter = new PpollWaiter(List.of(link), clock)) {
            waiter.await(clock.nowNs() + 30_000_000_000L);
        }
    }

    /** A source that says what the test tells it to. */
    private static final class Script implements ByteSource {

        private final BlockingQueue<byte[]> lines = new LinkedBlockingQueue<>();
        private final CountDownLatch allRead = new CountDownLatch(1);
        private final AtomicInteger openings = new AtomicInteger();

        void says(String line) {
            lines.add(line.getBytes(StandardCharsets.US_ASCII));
        }

        void breaks() {
            lines.add(new byte[0]);
        }

        @Override
        public String name() {
            return "script";
        }

        @Override
        public void open() {
            openings.incrementAndGet();
        }

        @Override
        public int read(byte[] into) {
            try {
                byte[] line = lines.poll(PATIENCE_MS, TimeUnit.MILLISECONDS);
                if (line == null) {
                    allRead.countDown();
                    return 0;
                }
                System.arraycopy(line, 0, into, 0, line.length);
                return line.length == 0 ? -Errno.ENODEV : line.length;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return 0;
            }
        }

        @Override
        public int write(byte[] bytes, int length) {
            return length;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
