package dev.grandmaster.app.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.grandmaster.discipline.DisciplineMemory;
import dev.grandmaster.holdover.model.OscillatorMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearntStoreTest {

    @Test
    void whatWasLearntComesBackToTheLastDigit(@TempDir Path folder) {
        LearntStore store = new LearntStore(new DurableFile(folder.resolve("learnt.json")));
        assertEquals(Optional.empty(), store.read());
        DisciplineMemory memory = new DisciplineMemory(-17.123456789, 1.0 / 3, 1_795_310_000_123_456_789L,
                1_795_309_990_000_000_001L,
                new OscillatorMemory(List.of(17.1, -1e-7, 0.03, 1e-5), List.of(0.1, 1e-8, 0.001, 1e-6), 24.0625, 480,
                        1e-8, List.of(1.0, 0.5, 2.25, 0.0), List.of(12.5, 6.0, 1.0 / 3, 0.0)));
        store.write(Optional.of(memory));
        store.write(Optional.empty());
        assertEquals(Optional.of(memory), store.read());
    }

    @Test
    void aFileOfAnOlderVersionHasNoLastLock(@TempDir Path folder) throws IOException {
        DurableFile file = new DurableFile(folder.resolve("learnt.json"));
        file.write("{\"correctionPpb\":1,\"sigmaPpb\":2,\"taiNs\":\"3\"}");
        assertEquals(Optional.of(new DisciplineMemory(1, 2, 3, 0, null)), new LearntStore(file).read());
    }

    @Test
    void rubbishIsLearntAnew(@TempDir Path folder) throws IOException {
        DurableFile file = new DurableFile(folder.resolve("learnt.json"));
        for (String rubbish : new String[]{"", "{", "[]", "3", "{\"correctionPpb\":1}",
                "{\"correctionPpb\":\"x\",\"sigmaPpb\":1,\"taiNs\":1}",
                "{\"correctionPpb\":1,\"sigmaPpb\":-1,\"taiNs\":1}",
                "{\"correctionPpb\":1,\"sigmaPpb\":1,\"taiNs\":\"1\",\"oscillator\":{\"state\":[1]}}"}) {
            file.write(rubbish);
            assertEquals(Optional.empty(), new LearntStore(file).read(), rubbish);
        }
    }
}
