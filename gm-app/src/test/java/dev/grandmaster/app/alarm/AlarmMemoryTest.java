package dev.grandmaster.app.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.grandmaster.alarm.Alarm;
import dev.grandmaster.alarm.Alarm.Reading;
import dev.grandmaster.alarm.AlarmStatus;
import dev.grandmaster.alarm.Severity;
import dev.grandmaster.app.persistence.DurableFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlarmMemoryTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsRead() {
        AlarmMemory memory = new AlarmMemory(new DurableFile(folder.resolve("alarms.json")));
        Alarm standing = new Alarm("holdover", "clock", Severity.MAJOR, Alarm.State.ACTIVE, "it \"holds\"",
                Reading.NONE,
                1_790_000_037_123_456_789L, Alarm.NEVER, 17, true);
        Alarm over = new Alarm("pulse-noisy", "pulse", Severity.MINOR, Alarm.State.CLEARED, "noise",
                new Reading(120.5, 100, "ns"), 1_790_000_037_000_000_001L, 1_790_000_038_000_000_002L, 16, false);
        AlarmStatus status = new AlarmStatus(List.of(standing), List.of(standing, over), 17);
        memory.write(status);
        assertEquals(status, memory.read());
    }

    @Test
    void aDamagedFileIsNoEndOfTheService() throws IOException {
        Path file = folder.resolve("alarms.json");
        AlarmMemory memory = new AlarmMemory(new DurableFile(file));
        assertEquals(AlarmStatus.NONE, memory.read());
        for (String damaged : List.of("", "{", "[]", "{\"sequence\":1,\"active\":[{\"code\":5}]}",
                "{\"sequence\":\"x\"}")) {
            Files.writeString(file, damaged);
            assertEquals(AlarmStatus.NONE, memory.read(), damaged);
        }
    }
}
