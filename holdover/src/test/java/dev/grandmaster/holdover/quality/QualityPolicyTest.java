package dev.grandmaster.holdover.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import dev.grandmaster.holdover.quality.QualityPolicy.FrequencyCategory;
import dev.grandmaster.holdover.quality.QualityPolicy.QualityLevel;
import dev.grandmaster.quality.ClockAccuracy;
import dev.grandmaster.quality.TimeSource;
import dev.grandmaster.state.ClockState;
import dev.grandmaster.state.GrandmasterState.Announced;
import dev.grandmaster.time.UtcStatus;
import org.junit.jupiter.api.Test;

class QualityPolicyTest {

    private static final UtcStatus UTC = UtcStatus.unknown(37);

    private static Announced of(QualityPolicy policy, ClockState state, double boundNs, int before) {
        return policy.announce(state, boundNs, 1_000, before, UTC);
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

    private static List<Integer> classes(QualityPolicy policy) {
        return List.of(of(policy, ClockState.LOCKED, 40, 248).quality().clockClass(),
                of(policy, ClockState.HOLDOVER, 700, 6).quality().clockClass(),
                of(policy, ClockState.HOLDOVER_OUT_OF_SPEC, 3_000, 7).quality().clockClass(),
                of(policy, ClockState.FREE_RUN, 20_000, 52).quality().clockClass());
    }

    @Test
    void eachProfileHasItsLadder() {
        assertEquals(List.of(6, 7, 52, 248), classes(QualityPolicy.DEFAULT));
        assertEquals(List.of(6, 7, 187, 248), classes(QualityPolicy.ALTERNATIVE_B));
        assertEquals(List.of(6, 7, 140, 248), classes(QualityPolicy.telecom(FrequencyCategory.CATEGORY_1, false)));
        assertEquals(List.of(6, 7, 150, 248), classes(QualityPolicy.telecom(FrequencyCategory.CATEGORY_2, false)));
        assertEquals(List.of(6, 7, 160, 248), classes(QualityPolicy.telecom(FrequencyCategory.CATEGORY_3, false)));
        assertEquals(List.of(6, 7, 248, 248), classes(QualityPolicy.telecom(FrequencyCategory.NONE, false)));
        assertEquals(List.of(84, 90, 110, 110),
                classes(QualityPolicy.frequency(QualityLevel.QL_PRC, QualityLevel.QL_SSU_A)));
    }

    @Test
    void oneProfileRetellsWhatAnotherSaidAndIsNeverBetter() {
        List<QualityPolicy> all = List.of(QualityPolicy.DEFAULT, QualityPolicy.ALTERNATIVE_B,
                QualityPolicy.telecom(FrequencyCategory.CATEGORY_2, false),
                QualityPolicy.telecom(FrequencyCategory.NONE, true),
                QualityPolicy.frequency(QualityLevel.QL_PRS, QualityLevel.QL_ST2));
        for (QualityPolicy spoken : all) {
            for (QualityPolicy wanted : all) {
                for (ClockState state : ClockState.values()) {
                    Announced told = of(spoken, state, 2_000, spoken.outOfSpecClass());
                    Announced retold = wanted.retell(told, spoken);
                    Announced direct = of(wanted, state, 2_000, wanted.outOfSpecClass());
                    String which = spoken + " -> " + wanted + " " + state;
                    boolean merged = spoken.outOfSpecClass() == spoken.lostClass();
                    if (!merged) {
                        assertEquals(direct.quality().clockClass(), retold.quality().clockClass(), which);
                    }
                    assertTrue(retold.quality().clockClass() >= direct.quality().clockClass(), which);
                    assertTrue(retold.quality().clockAccuracy().compareTo(direct.quality().clockAccuracy()) >= 0,
                            which);
                    assertTrue(direct.timeTraceable() || !retold.timeTraceable(), which);
                    assertEquals(told.utc(), retold.utc(), which);
                }
            }
        }
    }

    @Test
    void telecomTellsAccuracyInHoldoverWhereAsked() {
        QualityPolicy asked = QualityPolicy.telecom(FrequencyCategory.CATEGORY_1, true);
        assertEquals(ClockAccuracy.WITHIN_1_US, of(asked, ClockState.HOLDOVER, 700, 6).quality().clockAccuracy());
        assertEquals(ClockAccuracy.WITHIN_10_US,
                of(asked, ClockState.HOLDOVER_OUT_OF_SPEC, 3_000, 6).quality().clockAccuracy());
    }

    @Test
    void telecomSaysNoAccuracyInHoldover() {
        Announced holdover = of(QualityPolicy.telecom(FrequencyCategory.NONE, false), ClockState.HOLDOVER, 700, 6);
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
