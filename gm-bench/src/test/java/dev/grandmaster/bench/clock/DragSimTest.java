package dev.grandmaster.bench.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grandmaster.bench.clock.ClockRig.Setting;
import dev.grandmaster.discipline.DisciplineSettings;
import dev.grandmaster.holdover.model.OscillatorClass;
import dev.grandmaster.holdover.quality.QualityPolicy;
import dev.grandmaster.quality.Doubt;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.state.ClockState;
import org.junit.jupiter.api.Test;

/** A reference that somebody moves while an OCXO is locked to it, slowly and fast, and the way back. At once: {@link CommittedGoalsSimTest}. */
class DragSimTest {

    private static final int SEEDS = 5;
    private static final double HOUR_S = 3600;

    @Test
    void slowDragOffIsFoundUndoneAndLatched() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            ClockRig loop = locked(seed, 8 * HOUR_S);
            double foundS = drag(loop, seed, 0.1, 100);
            assertTrue(foundS <= 300, "seed " + seed + ": found after " + foundS);
            assertTrue(loop.reference.get().verdict().doubts().contains(Doubt.REFERENCE_DRAGGED), "seed " + seed);
            // The pulses are back at once, and believed again when they have stayed.
            loop.run(600);
            assertEquals(ClockState.HOLDOVER, loop.state.get().clockState(), "seed " + seed);
            loop.run(600);
            assertEquals(ClockState.LOCKED, loop.state.get().clockState(), "seed " + seed);
        }
    }

    @Test
    void fastDragOffIsFoundInSeconds() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            double foundS = drag(locked(seed, 4 * HOUR_S), seed, 5, 100);
            assertTrue(foundS <= 20, "seed " + seed + ": found after " + foundS);
        }
    }

    private static ClockRig locked(int seed, double seconds) {
        ClockRig loop = new ClockRig(seed, Setting.of(OscillatorKind.OCXO),
                DisciplineSettings.defaults(OscillatorClass.OCXO.prior(), QualityPolicy.DEFAULT));
        loop.run(60);
        loop.run(seconds, at -> assertEquals(ClockState.LOCKED, loop.state.get().clockState(), "seed " + seed));
        return loop;
    }

    /** An hour of it; answers with the seconds until the clock went by itself. */
    private static double drag(ClockRig loop, int seed, double nsPerS, double mostNs) {
        double startS = loop.timeS();
        double[] foundS = {Double.POSITIVE_INFINITY};
        loop.inject(FaultKind.PPS_RAMP, HOUR_S, nsPerS);
        loop.run(HOUR_S, at -> {
            boolean alone = loop.state.get().clockState() != ClockState.LOCKED;
            foundS[0] = alone ? Math.min(foundS[0], at - startS) : foundS[0];
            String moment = "seed %d, %.0f s: error %.1f ns".formatted(seed, at - startS, loop.errorNs());
            assertTrue(Math.abs(loop.errorNs()) <= mostNs, moment);
            assertTrue(Math.abs(loop.errorNs()) <= loop.state.get().announcedAt(loop.time.nowNs()).quality()
                    .clockAccuracy().limitNs(), moment);
        });
        return foundS[0];
    }
}
