package dev.grandmaster.app.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {

    @Test
    void whatWasWrittenIsReadAndNothingElseStays(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("below/identity");
        DurableFile file = new DurableFile(path);
        assertEquals(Optional.empty(), file.read());
        file.write("first");
        file.write("second");
        assertEquals(Optional.of("second"), file.read());
        assertFalse(Files.exists(folder.resolve("below/identity.new")));
    }

    @Test
    void aWriteThatWasCutOffLeavesTheOldContent(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("identity");
        DurableFile file = new DurableFile(path);
        file.write("whole");
        Files.writeString(folder.resolve("identity.new"), "hal");
        assertEquals(Optional.of("whole"), file.read());
        file.write("next");
        assertEquals(Optional.of("next"), file.read());
    }
}
