package dev.grandmaster.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import dev.grandmaster.discipline.DisciplineMemory;
import dev.grandmaster.discipline.DisciplineSettings;
import org.junit.jupiter.api.Test;

class NotBeforeTest {

    private static final long NS = 1_000_000_000L;

    private static NotBefore after(long lockedSeconds) {
        return NotBefore.of(Optional.of(new DisciplineMemory(0, 1, 0, lockedSeconds * NS, null)));
    }

    @Test
    void itIsTheDayOfTheBuild() {
        assertEquals(NotBefore.MADE, NotBefore.of(Optional.empty()));
        assertEquals(NotBefore.MADE, after(0), "never locked");
        assertEquals(NotBefore.MADE, after(DisciplineSettings.MADE - 86_400), "an older state says nothing new");
    }

    @Test
    void aNewerLockOnTheDiskCountsButForAMinute() {
        NotBefore notBefore = after(DisciplineSettings.MADE + 1000);
        assertEquals(DisciplineSettings.MADE + 940, notBefore.seconds());
        assertTrue(notBefore.text().startsWith("no date before 2026-11-01T00:15:40Z is believed: the clock was locked"),
                notBefore.text());
    }
}
