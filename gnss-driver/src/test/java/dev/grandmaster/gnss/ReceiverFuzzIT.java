package dev.grandmaster.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Coverage-guided fuzzing of everything that a line may bring, from the beginnings of recorded streams on: a smoke run of some thousand
 * inputs, or with {@code -Dgm.fuzz.seconds=7200} for hours. An input that breaks something stays in {@code target/fuzz}.
 */
@Timeout(100_000)
class ReceiverFuzzIT {

    private static final int SEED_BYTES = 3_000;
    private static final long SMOKE_RUNS = 5_000;
    private static final Path BROKEN = Path.of("target", "fuzz");

    @TempDir
    private Path inputs = Path.of("");

    @Test
    void nothingThatALineBringsBreaksAnything() throws IOException, InterruptedException {
        String classes = System.getProperty("java.class.path");
        assumeTrue(classes.contains("jazzer"), "Jazzer is not on the class path");
        int seeds = 0;
        for (Path stream : Corpus.streams()) {
            byte[] bytes = Corpus.bytes(stream);
            int from = Math.max(0, bytes.length / 2 - SEED_BYTES);
            Files.write(inputs.resolve("seed" + seeds++),
                    Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + SEED_BYTES)));
        }
        Files.createDirectories(BROKEN);
        long seconds = Long.getLong("gm.fuzz.seconds", 0);
        Process fuzzer = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", "-cp", classes,
                "com.code_intelligence.jazzer.Jazzer", "--target_class=" + ReceiverFuzz.class.getName(),
                "--instrumentation_includes=dev.grandmaster.**", "--reproducer_path=" + BROKEN,
                "-artifact_prefix=" + BROKEN + '/', "-seed=" + Long.getLong("gm.seed", 1L), "-len_control=0",
                "-max_len=4096", seconds > 0 ? "-max_total_time=" + seconds : "-runs=" + SMOKE_RUNS, inputs.toString()))
                .redirectErrorStream(true).start();
        String said = new String(fuzzer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, fuzzer.waitFor(), said);
        assertTrue(said.contains("Done "), said);
    }
}
