package dev.grandmaster.app.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import dev.grandmaster.time.Testimony;
import org.junit.jupiter.api.Test;

class PanelTest {

    private static final long MS = 1_000_000L;
    private static final long NS = 1_000_000_000L;
    private static final long UTC_NS = 1_790_000_000L * NS;

    private static Reading reading(long offNs, long uncertaintyNs) {
        return new Reading("server", UTC_NS + offNs, 0, uncertaintyNs);
    }

    @Test
    void nobodyIsNoTestimony() {
        assertTrue(Panel.hear(List.of(), 0).isEmpty());
    }

    @Test
    void oneIsBelieved() {
        Testimony testimony = Panel.hear(List.of(reading(5 * MS, 20 * MS)), 0).orElseThrow();
        assertEquals(1, testimony.sources());
        assertEquals(UTC_NS + 5 * MS, testimony.utcNs(), 2);
        assertEquals(20 * MS, testimony.uncertaintyNs(), 2);
    }

    @Test
    void theCommonPartOfTheMajorityCounts() {
        Testimony testimony = Panel
                .hear(List.of(reading(0, 20 * MS), reading(10 * MS, 20 * MS), reading(3 * NS, 20 * MS)), 0)
                .orElseThrow();
        assertEquals(2, testimony.sources());
        assertEquals(UTC_NS + 5 * MS, testimony.utcNs(), 2);
        assertEquals(15 * MS, testimony.uncertaintyNs(), 2);
    }

    @Test
    void twoThatDisagreeSayNothing() {
        assertTrue(Panel.hear(List.of(reading(0, 20 * MS), reading(NS, 20 * MS)), 0).isEmpty());
    }

    @Test
    void aClockThatKnowsOnlyTheMinuteIsNoSecondSource() {
        assertEquals(1, Panel.hear(List.of(reading(0, 20 * MS), reading(9 * NS, 60 * NS)), 0).orElseThrow().sources());
    }

    @Test
    void anOldReadingHasBecomeUncertain() {
        long later = 1000 * NS;
        Testimony testimony = Panel.hear(List.of(reading(0, 20 * MS)), later).orElseThrow();
        assertEquals(UTC_NS + later, testimony.utcNs(), 2);
        assertEquals(120 * MS, testimony.uncertaintyNs(), 2);
    }
}
