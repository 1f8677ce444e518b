package dev.grandmaster.holdover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grandmaster.holdover.model.OscillatorBank;
import dev.grandmaster.holdover.model.OscillatorClass;
import org.junit.jupiter.api.Test;

class HoldoverTest {

    private static final long NS = 1_000_000_000L;

    @Test
    void knowsWhenTheLimitIsReached() {
        OscillatorBank model = new OscillatorBank(OscillatorClass.OCXO.prior());
        model.guess(0, 0.01);
        Holdover holdover = new Holdover(model, 100 * NS, 60);
        assertEquals(60, holdover.boundNs(100 * NS));
        double seconds = holdover.secondsUntil(1_000, 200 * NS);
        assertTrue(holdover.boundNs(200 * NS + (long) ((seconds - 1) * NS)) < 1_000);
        assertTrue(holdover.boundNs(200 * NS + (long) ((seconds + 1) * NS)) >= 1_000);
        assertEquals(0, holdover.secondsUntil(1_000, 200 * NS + (long) ((seconds + 1) * NS)));
    }
}
