package dev.grandmaster.linux.ffi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every number of {@link Sockets} and {@link SocketStructs} is what the C headers say: recorded once from {@code socket-layout.c}, and asked again
 * wherever a C compiler is at hand.
 */
class SocketLayoutTest {

    private static final String RECORDED = "socket-layout.txt";

    @Test
    void everyNumberIsTheOneThatCRecorded() throws Exception {
        assertEquals(recorded(), ours());
    }

    @Test
    void theCompilerHereAgrees(@TempDir Path folder) throws Exception {
        Path source = Path.of(System.getProperty("gm.root", ".."), "linux-io", "src", "test", "c", "socket-layout.c");
        Path program = folder.resolve("socket-layout");
        Process compiler;
        try {
            compiler = new ProcessBuilder("cc", "-o", program.toString(), source.toString()).inheritIO().start();
        } catch (IOException e) {
            Assumptions.abort("no C compiler: " + e.getMessage());
            return;
        }
        assertTrue(compiler.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, compiler.exitValue());
        Process printed = new ProcessBuilder(program.toString()).start();
        try (InputStream out = printed.getInputStream()) {
            assertEquals(lines(out), ours());
        }
    }

    private static SortedMap<String, Long> recorded() throws IOException {
        try (InputStream in = Objects.requireNonNull(SocketLayoutTest.class.getResourceAsStream(RECORDED))) {
            return lines(in);
        }
    }

    private static SortedMap<String, Long> lines(InputStream in) throws IOException {
        SortedMap<String, Long> numbers = new TreeMap<>();
        new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().map(line -> line.split(" ", 3))
                .forEach(word -> numbers.put(word[0] + " " + word[1], Long.valueOf(word[2])));
        return numbers;
    }

    private static SortedMap<String, Long> ours() throws IllegalAccessException {
        SortedMap<String, Long> numbers = new TreeMap<>();
        for (Class<?> room : new Class<?>[]{Sockets.class, SocketStructs.class}) {
            for (Field field : room.getDeclaredFields()) {
                if (Modifier.isPublic(field.getModifiers()) && Modifier.isStatic(field.getModifiers())) {
                    numbers.put(room.getSimpleName() + " " + field.getName(), ((Number) field.get(null)).longValue());
                }
            }
        }
        return numbers;
    }
}
