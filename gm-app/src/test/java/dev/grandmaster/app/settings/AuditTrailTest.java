package dev.grandmaster.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTrailTest {

    private static final long SEED = 23;

    @TempDir
    private Path folder;
    private Path file = Path.of("");
    private final List<String> journal = new ArrayList<>();

    @BeforeEach
    void name() {
        file = folder.resolve(AuditTrail.FILE);
    }

    private AuditTrail open() {
        journal.clear();
        return new AuditTrail(file, () -> 7, journal::add);
    }

    /** Oldest first. */
    private List<Object> whats() {
        return open().last().reversed().stream().map(entry -> entry.get("what")).toList();
    }

    private byte[] three() throws IOException {
        AuditTrail audit = open();
        IntStream.range(0, 3).forEach(i -> audit.changed("\u00e4da", "key" + i, i, "\u00fc" + i));
        return Files.readAllBytes(file);
    }

    @Test
    void whereverTheFileIsCutWholeLinesStayTheCutIsToldAndTheNextIsKept() throws IOException {
        byte[] whole = three();
        for (int cut = 0; cut <= whole.length; cut++) {
            byte[] left = Arrays.copyOf(whole, cut);
            Files.write(file, left);
            String text = new String(left, StandardCharsets.UTF_8);
            int lines = (int) text.chars().filter(c -> c == '\n').count();
            boolean readable = text.endsWith("}");
            int kept = lines + (readable ? 1 : 0);
            AuditTrail audit = open();
            boolean told = journal.stream().anyMatch(line -> line.contains("1 lines that cannot be read"));
            assertEquals(!text.isEmpty() && !text.endsWith("\n") && !readable, told, "cut at " + cut);
            audit.changed("bob", "next", 1, 2);
            List<Object> all = new ArrayList<>(IntStream.range(0, kept).mapToObj(i -> (Object) ("key" + i)).toList());
            all.add("next");
            assertEquals(all, whats(), "cut at " + cut);
        }
    }

    @Test
    void noiseBehindTheEndCostsNothingThatWasWritten() throws IOException {
        byte[] whole = three();
        Random random = new Random(SEED);
        for (int length : new int[]{1, 17, 4096}) {
            byte[] noisy = Arrays.copyOf(whole, whole.length + length);
            byte[] noise = new byte[length];
            random.nextBytes(noise);
            System.arraycopy(noise, 0, noisy, whole.length, length);
            Files.write(file, noisy);
            open().changed("bob", "next", 1, 2);
            assertEquals(List.of("key0", "key1", "key2", "next"), whats(), "seed " + SEED + ", " + length);
            assertTrue(journal.stream().anyMatch(line -> line.contains("cannot be read")), journal.toString());
        }
    }

    @Test
    void changesOfValuesAreToldAndOtherDoingsAreNot() {
        AuditTrail audit = open();
        List<Object> told = new ArrayList<>();
        audit.tell(entry -> told.add(entry.get("what")));
        audit.done("ada", "logged in");
        audit.changed("ada", "antenna.cableDelayNs", null, 250);
        assertEquals(List.of("antenna.cableDelayNs"), told);
        assertEquals(List.of("logged in", "antenna.cableDelayNs"), whats());
        AuditTrail again = open();
        again.changed("ada", "holdover.specNs", 1000, 500);
        assertEquals(List.of(3L, 2L, 1L), again.last().stream().map(AuditTrail::number).toList());
    }
}
