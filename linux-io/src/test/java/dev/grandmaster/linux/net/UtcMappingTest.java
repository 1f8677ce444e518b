package dev.grandmaster.linux.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.grandmaster.board.RealtimeMapping;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.UtcStatus;
import org.junit.jupiter.api.Test;

class UtcMappingTest {

    private static final long S = 1_000_000_000L;
    /** 2027-01-01 00:00:00 UTC */
    private static final long MIDNIGHT_UTC_NS = 1_798_761_600L * S;

    private final UtcMapping mapping = new UtcMapping();

    @Test
    void nothingIsKnownBeforeItIsTold() {
        assertEquals(RealtimeMapping.NONE, mapping.toClockNs(MIDNIGHT_UTC_NS));
    }

    @Test
    void addsTheOffset() {
        mapping.follow(new UtcStatus(37, true, LeapSecondTable.NEVER, LeapSecondTable.NEVER, 0));
        assertEquals(MIDNIGHT_UTC_NS + 37 * S + 5, mapping.toClockNs(MIDNIGHT_UTC_NS + 5));
    }

    @Test
    void theSecondThatComesTwiceHasNoMeaning() {
        mapping.follow(new UtcStatus(37, true, LeapSecondTable.NEVER, MIDNIGHT_UTC_NS + 38 * S, 1));
        assertEquals(MIDNIGHT_UTC_NS - S - 1 + 37 * S, mapping.toClockNs(MIDNIGHT_UTC_NS - S - 1));
        assertEquals(RealtimeMapping.NONE, mapping.toClockNs(MIDNIGHT_UTC_NS - S));
        assertEquals(RealtimeMapping.NONE, mapping.toClockNs(MIDNIGHT_UTC_NS - 1));
        assertEquals(RealtimeMapping.NONE, mapping.toClockNs(MIDNIGHT_UTC_NS + 4_000_000),
                "the tick that sets back is late");
        assertEquals(MIDNIGHT_UTC_NS + S + 38 * S, mapping.toClockNs(MIDNIGHT_UTC_NS + S));
    }

    @Test
    void aDeletedSecondLeavesNoDoubt() {
        mapping.follow(new UtcStatus(37, true, LeapSecondTable.NEVER, MIDNIGHT_UTC_NS + 36 * S, -1));
        assertEquals(MIDNIGHT_UTC_NS - S - 1 + 37 * S, mapping.toClockNs(MIDNIGHT_UTC_NS - S - 1));
        assertEquals(MIDNIGHT_UTC_NS + 36 * S, mapping.toClockNs(MIDNIGHT_UTC_NS));
    }
}
