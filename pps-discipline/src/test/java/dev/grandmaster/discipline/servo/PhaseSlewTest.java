package dev.grandmaster.discipline.servo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PhaseSlewTest {

    private static final long NS = 1_000_000_000L;

    @Test
    void removesAnErrorWithinTheLimitAndWithoutOvershoot() {
        PhaseSlew slew = new PhaseSlew();
        slew.add(20_000);
        double errorNs = 20_000;
        double ratePpb = 0;
        for (long second = 0; second < 130; second++) {
            errorNs += ratePpb;
            ratePpb = slew.advance(second * NS, 200);
            assertTrue(Math.abs(ratePpb) <= 200);
            assertEquals(errorNs, slew.pendingNs(second * NS), 0.6);
            assertTrue(errorNs >= 0, "overshoot " + errorNs);
        }
        assertTrue(slew.isDone());
        assertEquals(0, errorNs, 0.6);
        assertEquals(-20_000, slew.movedNs(130 * NS), 0.6);
    }

    @Test
    void aClockThatIsBehindRunsFaster() {
        PhaseSlew slew = new PhaseSlew();
        slew.add(-500);
        assertEquals(20, slew.advance(0, 20));
        assertEquals(-490, slew.pendingNs(NS / 2), 1e-9);
    }
}
