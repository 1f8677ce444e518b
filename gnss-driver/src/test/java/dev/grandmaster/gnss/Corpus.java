package dev.grandmaster.gnss;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The recorded receiver streams beside the project. Whoever asks where they are absent is skipped. */
public final class Corpus {

    private Corpus() {
    }

    /** The folder that names inside {@code counts.json} are relative to. */
    public static Path root() {
        String named = System.getProperty("gm.data");
        Path data = Path.of(named == null ? "../../shared/data" : named);
        assumeTrue(Files.isDirectory(data.resolve("gnss")), "no recorded receiver streams at " + data);
        return data;
    }

    /** Every stream, without the expectations that lie beside them. */
    public static List<Path> streams() {
        try (Stream<Path> all = Files.walk(root().resolve("gnss"))) {
            return all.filter(Files::isRegularFile).filter(file -> !file.toString().contains(".chk"))
                    .filter(file -> !file.toString().endsWith(".json")).sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What the receiver sent, decompressed. */
    public static byte[] bytes(Path file) {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
