package dev.grandmaster.discipline.pulse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.time.SecondLabel;
import dev.grandmaster.time.SecondLabel.LabelSource;
import dev.grandmaster.time.SecondLabel.NamedPulse;
import dev.grandmaster.time.TimeScale;
import org.junit.jupiter.api.Test;

class SecondAuditTest {

    private static final long NS = 1_000_000_000L;
    private static final long TAI = 1_795_305_600L;

    private final SecondAudit audit = new SecondAudit(new LeapOracle());
    private final CrossTimestamp reading = new CrossTimestamp(TAI * NS, 0, 0, 1);

    private void says(long second, long shift, long delayNs, NamedPulse which) {
        long named = which == NamedPulse.FOLLOWING ? second + 1 : second;
        audit.onLabel(new SecondLabel(TimeScale.GALILEO, TAI - 19 + named + shift, false, which,
                LabelSource.UBX_TIM_TP, 1, second * NS + delayNs), reading);
    }

    @Test
    void fiveSecondsWithTheSameWrongNameAreADispute() {
        for (int second = 0; second < 5; second++) {
            assertFalse(audit.isDisputed());
            says(second, -1, 950_000_000, NamedPulse.PRECEDING);
            says(second, -1, 960_000_000, NamedPulse.PRECEDING);
        }
        assertTrue(audit.isDisputed());
        assertEquals(-1, audit.differenceSeconds());
    }

    @Test
    void aSingleSlipOrANameThatChangesIsNone() {
        for (int second = 0; second < 40; second++) {
            says(second, second % 3, 100_000_000, NamedPulse.FOLLOWING);
            assertFalse(audit.isDisputed());
        }
    }

    @Test
    void fiveRightOnesSettleIt() {
        for (int second = 0; second < 6; second++) {
            says(second, 2, 100_000_000, NamedPulse.FOLLOWING);
        }
        assertTrue(audit.isDisputed());
        for (int second = 6; second < 11; second++) {
            assertTrue(audit.isDisputed());
            says(second, 0, 100_000_000, NamedPulse.PRECEDING);
        }
        assertFalse(audit.isDisputed());
    }
}
