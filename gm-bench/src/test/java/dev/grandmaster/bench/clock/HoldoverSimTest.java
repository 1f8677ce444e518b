package dev.grandmaster.bench.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import dev.grandmaster.bench.clock.ClockRig.Setting;
import dev.grandmaster.discipline.DisciplineSettings;
import dev.grandmaster.holdover.model.OscillatorClass;
import dev.grandmaster.holdover.quality.QualityPolicy;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.state.ClockState;
import org.junit.jupiter.api.Test;

/** A day of lock, then a day without pulses, on the simulated board: the error of the clock and whether the bound covered it. */
class HoldoverSimTest {

    private static final int SEEDS = 10;
    private static final double DAY_S = 86_400;
    private static final double[] AFTER_S = {3600, 14_400, DAY_S};

    /** Errors and bounds of all seeds after 1, 4 and 24 hours, ns. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
    private record Outcome(double[][] errorNs, double[][] boundNs, int uncovered) {

        double rmsNs(int horizon) {
            return Math.sqrt(Arrays.stream(errorNs[horizon]).map(error -> error * error).average().orElse(Double.NaN));
        }

        double medianBoundNs(int horizon) {
            double[] sorted = boundNs[horizon].clone();
            Arrays.sort(sorted);
            return sorted[sorted.length / 2];
        }

        String text() {
            StringBuilder text = new StringBuilder("rms, median bound, ns:");
            for (int horizon = 0; horizon < AFTER_S.length; horizon++) {
                text.append(" [%.0f, %.0f]".formatted(rmsNs(horizon), medianBoundNs(horizon)));
            }
            return text.append(" seconds beyond the bound: ").append(uncovered).toString();
        }
    }

    @Test
    void ocxoStaysWithinMicrosecondsForADay() {
        Outcome outcome = play(OscillatorKind.OCXO, OscillatorClass.OCXO, 3e6);
        assertTrue(outcome.rmsNs(0) <= 40 && outcome.rmsNs(1) <= 200 && outcome.rmsNs(2) <= 3000, outcome.text());
        assertHonest(outcome);
    }

    @Test
    void rubidiumStaysWithinAFractionOfAMicrosecond() {
        Outcome outcome = play(OscillatorKind.RB, OscillatorClass.RB, 3e6);
        assertTrue(outcome.rmsNs(2) <= 220, outcome.text());
        assertHonest(outcome);
    }

    @Test
    void tcxoStaysWithinAHundredMicroseconds() {
        Outcome outcome = play(OscillatorKind.TCXO, OscillatorClass.TCXO, 3e6);
        assertTrue(outcome.rmsNs(2) <= 100_000, outcome.text());
        assertHonest(outcome);
    }

    private static void assertHonest(Outcome outcome) {
        assertEquals(0, outcome.uncovered(), outcome.text());
        for (int horizon = 0; horizon < AFTER_S.length; horizon++) {
            assertTrue(outcome.medianBoundNs(horizon) <= 8 * outcome.rmsNs(horizon), outcome.text());
        }
    }

    private static Outcome play(OscillatorKind kind, OscillatorClass configured, double specNs) {
        double[][] errorNs = new double[AFTER_S.length][SEEDS];
        double[][] boundNs = new double[AFTER_S.length][SEEDS];
        int[] uncovered = {0};
        DisciplineSettings defaults = DisciplineSettings.defaults(configured.prior(), QualityPolicy.DEFAULT);
        DisciplineSettings.HoldoverRules rules = defaults.holdover();
        // A specification as wide as the day needs, so that the bound is told to its end.
        DisciplineSettings settings = defaults.with(new DisciplineSettings.HoldoverRules(rules.minLockSeconds(),
                specNs, rules.returnSeconds(), rules.requalifySeconds()));
        for (int seed = 1; seed <= SEEDS; seed++) {
            ClockRig loop = new ClockRig(seed, Setting.of(kind), settings);
            loop.run(DAY_S);
            loop.inject(FaultKind.SIGNAL_LOSS, 2 * DAY_S, 0);
            double passedS = 0;
            for (int horizon = 0; horizon < AFTER_S.length; horizon++) {
                loop.run(AFTER_S[horizon] - passedS, at -> {
                    boolean promised = loop.clockClass() <= 7;
                    uncovered[0] += promised && Math.abs(loop.errorNs()) > loop.state.get().boundNs() ? 1 : 0;
                });
                passedS = AFTER_S[horizon];
                errorNs[horizon][seed - 1] = loop.errorNs();
                boundNs[horizon][seed - 1] = loop.state.get().boundNs();
            }
            assertEquals(ClockState.HOLDOVER, loop.state.get().clockState(), "seed " + seed);
        }
        return new Outcome(errorNs, boundNs, uncovered[0]);
    }
}
