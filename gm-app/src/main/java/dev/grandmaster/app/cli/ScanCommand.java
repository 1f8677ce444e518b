package dev.grandmaster.app.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;

import dev.grandmaster.gnss.StreamCensus;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gm scan}: says what a recorded receiver sent. */
@Command(name = "scan", description = "Counts the frames in recordings of a receiver, gzip too; a JSON object a file.")
final class ScanCommand implements Callable<Integer> {
    private static final int CHUNK_BYTES = 1 << 16;

    private final PrintStream out;
    private final PrintStream err;
    private final JsonType<Object> json = Jsonb.builder().build().type(Object.class);

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Recordings.")
    private List<Path> files = new ArrayList<>();

    ScanCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        ExitCode result = ExitCode.OK;
        for (Path file : files) {
            try (InputStream stream = open(file)) {
                out.println(json.toJson(census(file, stream)));
            } catch (NoSuchFileException e) {
                err.println("gm: " + file + ": no such file");
                result = ExitCode.USAGE;
            } catch (IOException e) {
                err.println("gm: " + file + ": cannot be read: " + e.getMessage());
                result = ExitCode.USAGE;
            }
        }
        return result.status();
    }

    private static Map<String, Object> census(Path file, InputStream stream) throws IOException {
        StreamCensus census = new StreamCensus();
        byte[] chunk = new byte[CHUNK_BYTES];
        for (int length = stream.read(chunk); length >= 0; length = stream.read(chunk)) {
            census.accept(chunk, 0, length);
        }
        census.finish();
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("file", file.toString());
        found.put("bytes", census.bytes());
        found.put("counts", census.counts());
        found.put("bad", census.bad());
        found.put("unframed_bytes", census.unframedBytes());
        return found;
    }

    /** The file's bytes, unpacked when it begins as gzip does. */
    private static InputStream open(Path file) throws IOException {
        InputStream plain = new BufferedInputStream(Files.newInputStream(file), CHUNK_BYTES);
        plain.mark(2);
        boolean packed = plain.read() == 0x1f && plain.read() == 0x8b;
        plain.reset();
        return packed ? new GZIPInputStream(plain, CHUNK_BYTES) : plain;
    }
}
