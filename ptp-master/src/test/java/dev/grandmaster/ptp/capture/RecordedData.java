package dev.grandmaster.ptp.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

/** The recorded captures, which are no part of the project: a test that needs them is skipped where they are absent. */
public final class RecordedData {
    private RecordedData() {
    }

    /** The folder of captures ({@code ptp} of system property {@code gm.data}); ends the test as skipped without it. */
    public static Path folder() {
        String data = System.getProperty("gm.data");
        Assumptions.assumeTrue(data != null, "no gm.data");
        Path folder = Path.of(data, "ptp");
        Assumptions.assumeTrue(Files.isDirectory(folder), "no recorded captures in " + folder);
        return folder;
    }

    /** All captures, sorted by name. */
    public static List<Path> captures() throws IOException {
        try (Stream<Path> files = Files.walk(folder())) {
            return files.filter(file -> file.getFileName().toString().contains(".pcap")).sorted().toList();
        }
    }
}
