package dev.grandmaster.ptp.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;

import dev.grandmaster.ptp.wire.Announce;
import dev.grandmaster.ptp.wire.DelayReq;
import dev.grandmaster.ptp.wire.Header;
import dev.grandmaster.ptp.wire.Management;
import org.junit.jupiter.api.Test;

class ReplayGuardTest {
    private static final long SECOND = 1_000_000_000L;

    private final ReplayGuard guard = new ReplayGuard();
    private long now = -5 * SECOND;

    private boolean isNew(long clock, int sequence) {
        return guard.isNew(from(new DelayReq().begin(MemorySegment.ofArray(new byte[44]), 0, 1), clock, sequence), true,
                now);
    }

    private static Header from(Header message, long clock, int sequence) {
        message.sourcePortIdentity(clock, 1);
        message.sequenceId(sequence);
        return message;
    }

    @Test
    void whatWasHeardBeforeIsNotHeardAgain() {
        assertTrue(isNew(7, 100));
        assertFalse(isNew(7, 100));
        assertTrue(isNew(7, 101));
        assertFalse(isNew(7, 100));
        assertTrue(isNew(7, 105), "some were lost");
        assertFalse(isNew(7, 103), "and one that comes late is lost too");
        assertTrue(isNew(8, 100), "another sender");
    }

    @Test
    void sequencesGoRoundAndBeginAnew() {
        assertTrue(isNew(7, 65_534));
        assertTrue(isNew(7, 65_535));
        assertTrue(isNew(7, 0));
        assertFalse(isNew(7, 65_535));
        assertTrue(isNew(7, 20_000));
        now += 9 * SECOND;
        assertFalse(isNew(7, 1));
        now += 2 * SECOND;
        assertTrue(isNew(7, 1), "started anew, after ten silent seconds");
        assertTrue(isNew(7, 2));
    }

    @Test
    void typesDomainsAndWaysCountForThemselves() {
        assertTrue(isNew(7, 100));
        Header announce = from(new Announce().begin(MemorySegment.ofArray(new byte[64]), 0, 1), 7, 100);
        assertTrue(guard.isNew(announce, true, now));
        assertTrue(guard.isNew(announce, false, now), "unicast");
        announce.domainNumber(1);
        assertTrue(guard.isNew(announce, true, now));
        assertFalse(guard.isNew(announce, true, now));
        Header management = from(new Management().begin(MemorySegment.ofArray(new byte[54]), 0, 1), 7, 0);
        assertTrue(guard.isNew(management, true, now));
        assertTrue(guard.isNew(management, true, now), "each run of a management client counts from 0");
    }

    @Test
    void moreSendersThanPlacesAreAllHeard() {
        int heard = 0;
        for (int clock = 0; clock < 300_000; clock++) {
            heard += isNew(clock * 0x9E37_79B9L + 1, 5) ? 1 : 0;
        }
        assertEquals(300_000, heard);
        assertFalse(isNew(299_999 * 0x9E37_79B9L + 1, 5), "the last one is known");
    }
}
