package dev.grandmaster.app.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.grandmaster.discipline.oscillator.TuningCurve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningStoreTest {

    private static final TuningCurve CURVE = new TuningCurve(4096, List.of(new TuningCurve.Node(1024, 81.25),
            new TuningCurve.Node(2048, -3.5), new TuningCurve.Node(3071, -90.125)));

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aCurveIsKeptForItsConverterAlone() throws IOException {
        store("MCP4725").keep(CURVE);
        assertEquals(Optional.of(CURVE), store("MCP4725").read());
        assertEquals(Optional.empty(), store("AD5693R").read());
    }

    @Test
    void aDamagedFileCountsForNothing() throws IOException {
        assertEquals(Optional.empty(), store("MCP4725").read());
        Files.writeString(folder.resolve("tuning"), "MCP4725 4096\n1024 81.25\n2048 what\n");
        assertEquals(Optional.empty(), store("MCP4725").read());
        Files.writeString(folder.resolve("tuning"), "MCP4725 4096\n1024 1\n2048 1\n");
        assertEquals(Optional.empty(), store("MCP4725").read());
    }

    private TuningStore store(String converter) {
        return new TuningStore(new DurableFile(folder.resolve("tuning")), converter, 4096);
    }
}
