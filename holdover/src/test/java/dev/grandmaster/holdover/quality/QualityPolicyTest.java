package dev.grandmaster.holdover.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grandmaster.quality.ClockAccuracy;
import dev.grandmaster.quality.TimeSource;
import dev.grandmaster.state.ClockState;
import dev.grandmaster.state.GrandmasterState.Announced;
import dev.grandmaster.time.UtcStatus;
import org.junit.jupiter.api.Test;

class QualityPolicyTest {

    private static final UtcStatus UTC = UtcStatus.unknown(37);

    private static Announced of(QualityPolicy policy, ClockState state, double boundNs, int before) {
        return policy.announce(state, boundNs, 1_000, true, before, UTC);
    }

    @Test
    void defaultProfileGoesDownTheLadder() {
        Announced locked = of(QualityPolicy.DEFAULT, ClockState.LOCKED, 40, 248);
        assertEquals(6, locked.quality().clockClass());
        assertEquals(ClockAccuracy.WITHIN_100_NS, locked.quality().clockAccuracy());
        assertEquals(0x4E5D, locked.quality().offsetScaledLogVariance());
        assertEquals(TimeSource.GNSS, locked.timeSource());
        assertTrue(locked.timeTraceable());
        Announced holdover = of(QualityPolicy.DEFAULT, ClockState.HOLDOVER, 700, 6);
        assertEquals(7, holdover.quality().clockClass());
        assertEquals(ClockAccuracy.WITHIN_1_US, holdover.quality().clockAccuracy());
        assertEquals(0xFFFF, holdover.quality().offsetScaledLogVariance());
        assertEquals(TimeSource.INTERNAL_OSCILLATOR, holdover.timeSource());
        Announced out = of(QualityPolicy.DEFAULT, ClockState.HOLDOVER_OUT_OF_SPEC, 3_000, 7);
        assertEquals(52, out.quality().clockClass());
        assertEquals(ClockAccuracy.WITHIN_10_US, out.quality().clockAccuracy());
        assertFalse(out.timeTraceable());
        Announced lost = of(QualityPolicy.DEFAULT, ClockState.FREE_RUN, 11_000, 52);
        assertEquals(248, lost.quality().clockClass());
        assertEquals(ClockAccuracy.UNKNOWN, lost.quality().clockAccuracy());
    }

    @Test
    void recoveryIsNoBetterThanWhatWasBefore() {
        assertEquals(7, of(QualityPolicy.DEFAULT, ClockState.RECOVERING, 500, 7).quality().clockClass());
        assertEquals(52, of(QualityPolicy.DEFAULT, ClockState.RECOVERING, 500, 52).quality().clockClass());
        assertEquals(52, of(QualityPolicy.DEFAULT, ClockState.RECOVERING, 20_000, 7).quality().clockClass());
    }

    @Test
    void telecomSaysNoAccuracyInHoldover() {
        Announced holdover = of(QualityPolicy.G_8275_1, ClockState.HOLDOVER, 700, 6);
        assertEquals(7, holdover.quality().clockClass());
        assertEquals(ClockAccuracy.UNKNOWN, holdover.quality().clockAccuracy());
    }

    @Test
    void unattendedClockPromisesNothing() {
        Announced alone = QualityPolicy.DEFAULT.unattended(of(QualityPolicy.DEFAULT, ClockState.LOCKED, 40, 248));
        assertEquals(52, alone.quality().clockClass());
        assertEquals(ClockAccuracy.UNKNOWN, alone.quality().clockAccuracy());
        assertFalse(alone.timeTraceable());
        assertEquals(248, QualityPolicy.DEFAULT
                .unattended(of(QualityPolicy.DEFAULT, ClockState.FREE_RUN, 40, 6)).quality().clockClass());
    }

    @Test
    void accuracyGetsBetterOnlyAfterTenSeconds() {
        QualityLatch latch = new QualityLatch();
        long second = 1_000_000_000L;
        assertEquals(ClockAccuracy.WITHIN_100_NS, accuracy(latch, 50, 0));
        assertEquals(ClockAccuracy.WITHIN_250_NS, accuracy(latch, 150, second));
        assertEquals(ClockAccuracy.WITHIN_250_NS, accuracy(latch, 50, 2 * second));
        assertEquals(ClockAccuracy.WITHIN_250_NS, accuracy(latch, 150, 8 * second));
        assertEquals(ClockAccuracy.WITHIN_250_NS, accuracy(latch, 50, 13 * second));
        assertEquals(ClockAccuracy.WITHIN_250_NS, accuracy(latch, 50, 22 * second));
        assertEquals(ClockAccuracy.WITHIN_100_NS, accuracy(latch, 50, 23 * second));
    }

    private static ClockAccuracy accuracy(QualityLatch latch, double boundNs, long nowMonoNs) {
        return latch.settle(of(QualityPolicy.DEFAULT, ClockState.LOCKED, boundNs, 6), nowMonoNs).quality()
                .clockAccuracy();
    }
}
