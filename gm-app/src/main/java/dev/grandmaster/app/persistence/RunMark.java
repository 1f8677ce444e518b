package dev.grandmaster.app.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is there while the service runs: one that is found at the start tells of a run that did not end in order. */
public final class RunMark {

    private final Path path;

    public RunMark(Path path) {
        this.path = path;
    }

    /**
     * The run begins.
     *
     * @return true where the run before did not end in order
     */
    public boolean begin() throws IOException {
        boolean left = Files.exists(path);
        if (!left) {
            Files.createFile(path);
        }
        return left;
    }

    /** The run ends in order. */
    public void end() throws IOException {
        Files.deleteIfExists(path);
    }
}
