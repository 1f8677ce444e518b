package dev.grandmaster.linux.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.linux.ffi.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions and answers over a socket in a folder; the kernel delivers within the call, so nobody waits. */
class UnixDatagramsTest {
    @TempDir
    private Path folder = Path.of("");

    private static MemorySegment octets(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return MemorySegment.ofArray(bytes);
    }

    @Test
    void aQuestionArrivesAndItsAnswerComesBack() throws BoardException {
        try (UnixDatagrams service = UnixDatagrams.open(folder.resolve("s"));
                UnixDatagrams client = UnixDatagrams.asks(folder.resolve("s"), octets(1, 2, 3))) {
            assertEquals(3, service.receive());
            assertArrayEquals(new byte[]{1, 2, 3},
                    service.request().asSlice(0, 3).toArray(ValueLayout.JAVA_BYTE));
            assertEquals(-1, service.receive(), "nothing more");
            assertEquals(-1, client.receive(), "no answer yet");
        }
    }

    @Test
    void theAnswerGoesToWhoAskedLast() throws BoardException {
        try (UnixDatagrams service = UnixDatagrams.open(folder.resolve("s"));
                UnixDatagrams client = UnixDatagrams.asks(folder.resolve("s"), octets(1))) {
            assertEquals(1, service.receive());
            assertEquals(0, service.answer(octets(7, 8, 9), 2));
            assertEquals(2, client.receive());
            assertEquals(8, client.request().get(ValueLayout.JAVA_BYTE, 1));
        }
    }

    @Test
    void anAskerThatIsGoneIsAnError() throws BoardException {
        try (UnixDatagrams service = UnixDatagrams.open(folder.resolve("s"))) {
            UnixDatagrams.asks(folder.resolve("s"), octets(1)).close();
            assertEquals(1, service.receive());
            assertEquals(-Errno.ENOENT, service.answer(octets(1), 1), "its socket lay beside ours");
        }
    }

    @Test
    void whatIsTooLongIsPassedOver() throws BoardException {
        try (UnixDatagrams service = UnixDatagrams.open(folder.resolve("s"));
                UnixDatagrams client = UnixDatagrams.asks(folder.resolve("s"), MemorySegment.ofArray(new byte[9000]))) {
            assertEquals(0, service.receive());
            assertEquals(-1, client.receive());
        }
    }

    @Test
    void aSocketThatNobodyReadsIsTakenOverAndOneInUseIsNot() throws BoardException, IOException {
        Path path = folder.resolve("s");
        try (UnixDatagrams first = UnixDatagrams.open(path)) {
            BoardException refused = assertThrows(BoardException.class, () -> UnixDatagrams.open(path));
            assertEquals(BoardException.Kind.BUSY, refused.kind());
            assertEquals(0, first.receive(), "the empty datagram that asked");
            Files.move(path, folder.resolve("left-over"));
        }
        assertTrue(Files.exists(folder.resolve("left-over")));
        UnixDatagrams.open(folder.resolve("left-over")).close();
        assertFalse(Files.exists(folder.resolve("left-over")));
    }

    @Test
    void anotherFileIsLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "precious");
        assertThrows(BoardException.class, () -> UnixDatagrams.open(file));
        assertEquals("precious", Files.readString(file));
    }

    @Test
    void aPathThatIsTooLongIsRefused() {
        BoardException refused = assertThrows(BoardException.class,
                () -> UnixDatagrams.open(folder.resolve("x".repeat(120))));
        assertTrue(String.valueOf(refused.getMessage()).endsWith("107 octets at most"), refused.getMessage());
    }

    @Test
    void nobodyToAskIsAnException() {
        BoardException refused = assertThrows(BoardException.class,
                () -> UnixDatagrams.asks(folder.resolve("absent"), octets(1)));
        assertEquals(BoardException.Kind.MISSING, refused.kind());
    }
}
