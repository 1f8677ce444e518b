package dev.grandmaster.ptp.tlv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;

import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.UtcStatus;
import org.junit.jupiter.api.Test;

/** Local times against TAI, and their next jumps, at dates that are known. */
class LocalOffsetTest {
    private static final long NS = 1_000_000_000L;
    private static final UtcStatus UTC_37 = new UtcStatus(37, true, LeapSecondTable.NEVER, LeapSecondTable.NEVER, 0);

    private static long taiNs(String utc) {
        return (Instant.parse(utc).getEpochSecond() + 37) * NS;
    }

    private static LocalOffset at(String zone, String utc) {
        LocalOffset offset = new LocalOffset(ZoneId.of(zone), 10);
        offset.update(taiNs(utc), UTC_37);
        return offset;
    }

    @Test
    void viennaInWinterJumpsInMarch() {
        LocalOffset vienna = at("Europe/Vienna", "2026-11-22T05:00:00Z");
        assertEquals("Vienna", vienna.displayName());
        assertEquals(3600 - 37, vienna.currentOffset());
        assertEquals(3600, vienna.jumpSeconds());
        assertEquals(taiNs("2027-03-28T01:00:00Z") / NS, vienna.nextJumpTaiSeconds());
        assertFalse(vienna.daylightSaving());
        assertTrue(vienna.daylightSavingNext());
    }

    @Test
    void theJumpComesOnItsSecond() {
        LocalOffset york = new LocalOffset(ZoneId.of("America/New_York"), 10);
        long jump = taiNs("2026-11-01T06:00:00Z");
        york.update(jump - 1, UTC_37);
        assertEquals(-4 * 3600 - 37, york.currentOffset());
        assertEquals(-3600, york.jumpSeconds());
        assertEquals(jump / NS, york.nextJumpTaiSeconds());
        york.update(jump, UTC_37);
        assertEquals(-5 * 3600 - 37, york.currentOffset());
        assertEquals(taiNs("2027-03-14T07:00:00Z") / NS, york.nextJumpTaiSeconds());
    }

    @Test
    void aZoneWithoutChangesHasNoNextJump() {
        LocalOffset tokyo = at("Asia/Tokyo", "2026-11-22T05:00:00Z");
        assertEquals(9 * 3600 - 37, tokyo.currentOffset());
        assertEquals(0, tokyo.jumpSeconds());
        assertEquals(0, tokyo.nextJumpTaiSeconds());
    }

    @Test
    void aLeapSecondThatIsNearerIsTheNextJump() {
        long leap = (Instant.parse("2027-01-01T00:00:00Z").getEpochSecond() + 38) * NS;
        UtcStatus announced = new UtcStatus(37, true, LeapSecondTable.NEVER, leap, 1);
        LocalOffset vienna = new LocalOffset(ZoneId.of("Europe/Vienna"), 10);
        vienna.update(taiNs("2026-12-31T20:00:00Z"), announced);
        assertTrue(vienna.leapNext());
        assertEquals(-1, vienna.jumpSeconds());
        assertEquals(leap / NS, vienna.nextJumpTaiSeconds());
        vienna.update(leap, announced);
        assertFalse(vienna.leapNext());
        assertEquals(3600 - 38, vienna.currentOffset());
        assertEquals(Instant.parse("2027-03-28T01:00:00Z").getEpochSecond() + 38, vienna.nextJumpTaiSeconds());
    }

    @Test
    void aClockThatIsSetBackIsFollowed() {
        LocalOffset vienna = at("Europe/Vienna", "2027-06-01T00:00:00Z");
        assertEquals(7200 - 37, vienna.currentOffset());
        vienna.update(taiNs("2026-11-22T05:00:00Z"), UTC_37);
        assertEquals(3600 - 37, vienna.currentOffset());
    }

    @Test
    void aLongNameIsShortened() {
        assertEquals("Los_Angele", at("America/Los_Angeles", "2026-11-22T05:00:00Z").displayName());
        assertEquals("UTC", at("UTC", "2026-11-22T05:00:00Z").displayName());
    }
}
