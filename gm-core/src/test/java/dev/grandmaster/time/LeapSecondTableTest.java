package dev.grandmaster.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import dev.grandmaster.time.LeapSecondTable.Entry;
import org.junit.jupiter.api.Test;

class LeapSecondTableTest {

    private static final long NS = 1_000_000_000L;
    /** 2015-07-01 and 2017-01-01, 00:00:00 UTC. */
    private static final long JULY_2015 = 1_435_708_800L;
    private static final long JANUARY_2017 = 1_483_228_800L;

    private final LeapSecondTable table = new LeapSecondTable("test",
            List.of(new Entry(1_341_100_800L, 35), new Entry(JULY_2015, 36), new Entry(JANUARY_2017, 37)),
            1_800_000_000L * NS);

    @Test
    void distanceChangesOnTheTaiSecondAfterTheLeapSecond() {
        long firstOf2017 = (JANUARY_2017 + 37) * NS;
        assertEquals(36, table.taiMinusUtcAt(firstOf2017 - 1));
        assertEquals(37, table.taiMinusUtcAt(firstOf2017));
    }

    @Test
    void theLeapSecondHasItsOwnTaiSecond() {
        assertEquals((JANUARY_2017 + 35) * NS, table.toTaiNs(JANUARY_2017 - 1, false));
        assertEquals((JANUARY_2017 + 36) * NS, table.toTaiNs(JANUARY_2017, true));
        assertEquals((JANUARY_2017 + 37) * NS, table.toTaiNs(JANUARY_2017, false));
    }

    @Test
    void utcSecondsComeBack() {
        for (long utc = JULY_2015 - 3; utc < JULY_2015 + 3; utc++) {
            assertEquals(utc, table.toUtcSeconds(table.toTaiNs(utc, false)));
        }
        assertEquals(JULY_2015, table.toUtcSeconds(table.toTaiNs(JULY_2015, true)));
    }

    @Test
    void knowsTheNextChange() {
        Entry next = table.nextAfter((JULY_2015 + 36) * NS);
        assertEquals(new Entry(JANUARY_2017, 37), next);
        assertNull(table.nextAfter((JANUARY_2017 + 37) * NS));
    }

    @Test
    void expiresOnTime() {
        assertTrue(table.covers(1_800_000_000L * NS - 1));
        assertFalse(table.covers(1_800_000_000L * NS));
    }

    @Test
    void refusesEntriesThatDoNotFollowEachOther() {
        assertThrows(IllegalArgumentException.class, () -> new LeapSecondTable("x", List.of(), 0));
        assertThrows(IllegalArgumentException.class,
                () -> new LeapSecondTable("x", List.of(new Entry(5, 10), new Entry(5, 11)), 0));
        assertThrows(IllegalArgumentException.class,
                () -> new LeapSecondTable("x", List.of(new Entry(5, 10), new Entry(6, 12)), 0));
    }
}
