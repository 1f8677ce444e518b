package dev.grandmaster.ptp.dataset;

import static dev.grandmaster.ptp.dataset.Clocks.SECOND;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grandmaster.ptp.wire.Announce;
import org.junit.jupiter.api.Test;

class ForeignMastersTest {
    private static final long A = 0xA0;
    private static final long B = 0xB0;

    /** Announce interval 2 s, timeout after 3 of them. */
    private final ForeignMasters masters = new ForeignMasters(0x11, 1, 1, 3);

    @Test
    void oneMessageIsNotEnough() {
        masters.onAnnounce(Others.grandmaster(A, 6), 0);
        assertNull(masters.best(0));
        masters.onAnnounce(Others.grandmaster(A, 6), 2 * SECOND);
        assertNotNull(masters.best(2 * SECOND));
    }

    @Test
    void twoMessagesFarApartAreNotEnough() {
        masters.onAnnounce(Others.grandmaster(A, 6), 0);
        masters.onAnnounce(Others.grandmaster(A, 6), 8 * SECOND + 1);
        assertNull(masters.best(8 * SECOND + 1));
        masters.onAnnounce(Others.grandmaster(A, 6), 16 * SECOND + 1);
        assertNotNull(masters.best(16 * SECOND + 1));
    }

    @Test
    void theBestIsForgottenWhenItsTimeoutPasses() {
        hear(Others.grandmaster(A, 6), 0);
        hear(Others.grandmaster(B, 7), 1);
        assertEquals(A, best(SECOND));
        assertEquals(2 * SECOND + 6 * SECOND, masters.nextExpiryMonoNs(2 * SECOND, Long.MAX_VALUE));
        masters.onAnnounce(Others.grandmaster(B, 7), 6 * SECOND);
        assertEquals(A, best(8 * SECOND - 1));
        assertEquals(B, best(8 * SECOND));
        assertNull(masters.best(12 * SECOND));
    }

    @Test
    void aSlowSenderIsWaitedForAtItsOwnPace() {
        Announce slow = Others.grandmaster(A, 6);
        slow.logMessageInterval(4);
        masters.onAnnounce(slow, 0);
        masters.onAnnounce(slow, 16 * SECOND);
        assertNotNull(masters.best(16 * SECOND + 47 * SECOND));
        assertNull(masters.best(16 * SECOND + 48 * SECOND));
        slow.logMessageInterval(5);
        masters.onAnnounce(slow, 80 * SECOND);
        masters.onAnnounce(slow, 112 * SECOND);
        assertNull(masters.best(112 * SECOND), "beyond 16 s its own pace does not count");
    }

    @Test
    void tooManyStepsNeverCount() {
        Announce far = Others.grandmaster(A, 6);
        far.stepsRemoved(255);
        hear(far, 0);
        assertNull(masters.best(2 * SECOND));
        far.stepsRemoved(254);
        hear(far, 4 * SECOND);
        assertNotNull(masters.best(6 * SECOND));
    }

    @Test
    void aFullTableKeepsTheKnownAndRefusesTheNew() {
        for (long clock = 1; clock <= 16; clock++) {
            hear(Others.grandmaster(clock, 100), 0);
        }
        assertFalse(masters.onAnnounce(Others.grandmaster(A, 6), 2 * SECOND));
        assertEquals(1, best(2 * SECOND));
        assertTrue(masters.onAnnounce(Others.grandmaster(A, 6), 11 * SECOND), "the old ones are silent by now");
    }

    @Test
    void aFloodOfOneTimersDoesNotKeepAGrandmasterOut() {
        for (long clock = 1; clock <= 1000; clock++) {
            masters.onAnnounce(Others.grandmaster(clock, 6), clock);
        }
        masters.onAnnounce(Others.grandmaster(A, 6), 2000);
        masters.onAnnounce(Others.grandmaster(A, 6), 2001);
        assertEquals(A, best(2001));
    }

    private long best(long nowMonoNs) {
        return requireNonNull(masters.best(nowMonoNs)).grandmasterIdentity();
    }

    private void hear(Announce message, long fromMonoNs) {
        masters.onAnnounce(message, fromMonoNs);
        masters.onAnnounce(message, fromMonoNs + 2 * SECOND);
    }
}
