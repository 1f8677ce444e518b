package dev.grandmaster.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class UtcStatusTest {

    private static final long NS = 1_000_000_000L;
    private static final long LEAP = 1_483_228_837L * NS;
    private static final long TWELVE_HOURS = 12 * 3600 * NS;

    private final UtcStatus inserted = new UtcStatus(36, true, LeapSecondTable.NEVER, LEAP, 1);

    @Test
    void flagIsSetForTwelveHoursAndGoesWithTheChange() {
        assertFalse(inserted.leap61At(LEAP - TWELVE_HOURS - 1));
        assertTrue(inserted.leap61At(LEAP - TWELVE_HOURS));
        assertTrue(inserted.leap61At(LEAP - 1));
        assertFalse(inserted.leap61At(LEAP));
        assertFalse(inserted.leap59At(LEAP - 1));
        assertEquals(36, inserted.offsetAt(LEAP - 1));
        assertEquals(37, inserted.offsetAt(LEAP));
    }

    @Test
    void deletedSecondUsesTheOtherFlag() {
        UtcStatus deleted = new UtcStatus(37, true, LeapSecondTable.NEVER, LEAP, -1);
        assertTrue(deleted.leap59At(LEAP - 1));
        assertFalse(deleted.leap61At(LEAP - 1));
        assertEquals(36, deleted.offsetAt(LEAP));
    }

    @Test
    void validityEndsByItselfAndTakesTheFlagAlong() {
        UtcStatus ending = new UtcStatus(36, true, LEAP - 1000, LEAP, 1);
        assertTrue(ending.validAt(LEAP - 1001));
        assertTrue(ending.leap61At(LEAP - 1001));
        assertFalse(ending.validAt(LEAP - 1000));
        assertFalse(ending.leap61At(LEAP - 1000));
    }

    @Test
    void unknownIsNotValid() {
        assertFalse(UtcStatus.unknown(37).validAt(0));
        assertEquals(37, UtcStatus.unknown(37).offsetAt(Long.MAX_VALUE - 1));
    }

    @Test
    void aLeapHasBothInstantAndChange() {
        assertThrows(IllegalArgumentException.class, () -> new UtcStatus(37, true, 0, LEAP, 0));
        assertThrows(IllegalArgumentException.class, () -> new UtcStatus(37, true, 0, LeapSecondTable.NEVER, 1));
    }
}
