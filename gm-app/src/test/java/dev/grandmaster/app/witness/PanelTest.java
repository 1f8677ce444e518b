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

    /** Halves are rounded. */
    private static void assertNear(long expectedNs, long actualNs) {
        assertTrue(Math.abs(actualNs - expectedNs) <= 2, actualNs + ", expected " + expectedNs);
    }

    @Test
    void nobodyIsNoTestimony() {
        assertTrue(Panel.hear(List.of(), 0).isEmpty());
    }

    @Test
    void oneIsBelieved() {
        Testimony testimony = Panel.hear(List.of(reading(5 * MS, 20 * MS)), 0).orElseThrow();
        assertEquals(1, testimony.sources());
        assertNear(UTC_NS + 5 * MS, testimony.utcNs());
        assertNear(20 * MS, testimony.uncertaintyNs());
    }

    @Test
    void theCommonPartOfTheMajorityCounts() {
        Testimony testimony = Panel
                .hear(List.of(reading(0, 20 * MS), reading(10 * MS, 20 * MS), reading(3 * NS, 20 * MS)), 0)
                .orElseThrow();
        assertEquals(2, testimony.sources());
        assertNear(UTC_NS + 5 * MS, testimony.utcNs());
        assertNear(15 * MS, testimony.uncertaintyNs());
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
        assertNear(UTC_NS + later, testimony.utcNs());
        assertNear(120 * MS, testimony.uncertaintyNs());
    }
}
