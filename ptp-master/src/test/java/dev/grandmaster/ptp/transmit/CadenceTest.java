package dev.grandmaster.ptp.transmit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CadenceTest {
    private static final long BEAT = 7_812_500;

    private final Cadence cadence = new Cadence(-7);

    @Test
    void latenessDoesNotAddUp() {
        cadence.start(1000);
        int beats = 0;
        for (long now = 1000; now < 1000 + 1_000_000_000L; now = cadence.nextMonoNs() + 300_000) {
            assertTrue(cadence.take(now));
            assertFalse(cadence.take(now));
            beats++;
        }
        assertEquals(128, beats);
        assertEquals(1000 + 1_000_000_000L, cadence.nextMonoNs());
    }

    @Test
    void aStallIsNotMadeUpFor() {
        cadence.start(0);
        assertTrue(cadence.take(0));
        assertTrue(cadence.take(10 * BEAT + 5));
        assertFalse(cadence.take(10 * BEAT + 5));
        assertEquals(11 * BEAT, cadence.nextMonoNs());
        assertTrue(cadence.take(12 * BEAT));
        assertEquals(13 * BEAT, cadence.nextMonoNs());
    }

    @Test
    void monotonicTimeMayWrap() {
        long late = Long.MAX_VALUE - 5;
        cadence.start(late);
        assertTrue(cadence.take(late));
        assertFalse(cadence.take(Long.MAX_VALUE));
        assertTrue(cadence.take(late + BEAT));
    }

    @Test
    void intervalsAreExact() {
        assertEquals(1_953_125, Cadence.intervalNs(-9));
        assertEquals(16_000_000_000L, Cadence.intervalNs(4));
        assertThrows(IllegalArgumentException.class, () -> Cadence.intervalNs(-10));
    }

    @Test
    void tokensComeBackWhole() {
        long token = Token.of(Token.PDELAY_RESP, 1023, -1, 0x1FFFF);
        assertTrue(token >= 0);
        assertEquals(Token.PDELAY_RESP, Token.kind(token));
        assertEquals(1023, Token.port(token));
        assertEquals(-1, Token.slot(token));
        assertEquals(0xFFFF, Token.sequenceId(token));
        assertEquals(100_000, Token.slot(Token.of(Token.SYNC, 7, 100_000, 5)));
    }
}
