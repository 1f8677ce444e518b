package dev.grandmaster.bench.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.bench.clock.ClockRig.Setting;
import dev.grandmaster.discipline.DisciplineSettings;
import dev.grandmaster.holdover.model.OscillatorClass;
import dev.grandmaster.holdover.quality.QualityPolicy;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.state.ClockState;
import dev.grandmaster.state.GrandmasterState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The bound of a clock that was locked for seconds or for less than a minute, from the last pulse that was believed on: it grows without a
 * leap, covers the error, and is what the class is decided by.
 */
class BoundSimTest {

    private static final int SEEDS = 10;
    private static final double SPEC_NS = 1000;
    /** What the class of a crystal lets it do in a second, warmth and a frequency that is hardly measured together, ns. */
    private static final double FASTEST_NS_PER_S = 300;
    /** The same after two or three pulses of 8 ns, the frequency from which is known to 10 ppb or so, ns. */
    private static final double HARDLY_LOCKED_NS_PER_S = 400;
    private static final int FIRST_SECONDS = 10;
    /** While it is locked the bound stands still from pulse to pulse, and makes up for that when one is missing, s. */
    private static final double UNNOTICED_S = 1.2;

    @Test
    void silenceLetsTheBoundGrowWithoutALeap() {
        play(FaultKind.SILENCE);
    }

    @Test
    void lossOfTheSkyLetsTheBoundGrowWithoutALeap() {
        play(FaultKind.SIGNAL_LOSS);
    }

    /** The oscillator's model has seen nothing by then: what the loop has made of the pulses has to do. */
    @Test
    void aLockOfSecondsIsEnoughForABoundWithoutALeap() {
        for (OscillatorKind kind : OscillatorKind.values()) {
            for (int seed = 1; seed <= SEEDS; seed++) {
                ClockRig loop = new ClockRig(seed, Setting.of(kind), hasty(LockedRuns.classOf(kind)));
                for (int second = 0; loop.state.get().clockState() != ClockState.LOCKED; second++) {
                    assertTrue(second < 30, kind + ", seed " + seed);
                    loop.run(1);
                }
                loop.run(1 + seed % FIRST_SECONDS);
                String run = "%s, seed %d".formatted(kind, seed);
                assertTrue(loop.state.get().secondsUntil() > 1, run + ": " + loop.state.get());
                loop.inject(FaultKind.SILENCE, 60, 0);
                grows(loop, HARDLY_LOCKED_NS_PER_S, run, () -> {
                });
            }
        }
    }

    /** Seeds in which a day without pulses went worse than the day of virtual holdovers before it, and was beyond the bound once. */
    @ParameterizedTest
    @ValueSource(ints = {189, 218, 333})
    void aDayWorseThanTheOneBeforeIsWithinTheBound(int seed) {
        Results results = new Results(seed, 1);
        HoldoverRuns.days(results, seed);
        assertEquals(0, results.sum("OCXO.uncovered"));
        assertEquals(0, results.sum("RB.uncovered"));
        assertEquals(0, results.sum("TCXO.uncovered"));
    }

    private static DisciplineSettings hasty(OscillatorClass oscillator) {
        DisciplineSettings defaults = DisciplineSettings.defaults(oscillator.prior(), QualityPolicy.DEFAULT);
        return defaults.with(new DisciplineSettings.Steering(200, 1000, 1))
                .with(new DisciplineSettings.HoldoverRules(0, SPEC_NS, defaults.holdover().returnSeconds(), 86_400));
    }

    private static void play(FaultKind fault) {
        DisciplineSettings defaults = DisciplineSettings.defaults(OscillatorClass.XO.prior(), QualityPolicy.DEFAULT);
        DisciplineSettings settings = defaults
                .with(new DisciplineSettings.HoldoverRules(5, SPEC_NS, defaults.holdover().returnSeconds(), 86_400));
        for (int seed = 1; seed <= SEEDS; seed++) {
            ClockRig loop = new ClockRig(seed, Setting.of(OscillatorKind.XO), settings);
            loop.run(30 + 2 * seed);
            assertEquals(ClockState.LOCKED, loop.state.get().clockState(), "seed " + seed);
            loop.inject(fault, 60, 0);
            watch(loop, fault + ", seed " + seed);
        }
    }

    private static void watch(ClockRig loop, String run) {
        List<Integer> classes = new ArrayList<>(List.of(loop.clockClass()));
        double[] left = {0};
        grows(loop, FASTEST_NS_PER_S, run, () -> {
            if (loop.clockClass() != classes.getLast()) {
                classes.add(loop.clockClass());
                left[0] = loop.clockClass() == 52 ? loop.timeS() - left[0] : loop.timeS();
            }
        });
        assertEquals(List.of(6, 7, 52), classes.subList(0, 3), run);
        assertTrue(left[0] >= 3, "%s: clockClass 7 for %.1f s only".formatted(run, left[0]));
    }

    /** A minute without a reference, seen after every cycle. */
    private static void grows(ClockRig loop, double fastestNsPerS, String run, Runnable eachCycle) {
        double[] before = {loop.timeS(), loop.state.get().boundNs()};
        loop.run(59, at -> {
        }, () -> {
            GrandmasterState state = loop.state.get();
            String moment = "%s: at %.1f s %s, bound %.0f ns, error %.0f ns".formatted(run, loop.timeS(),
                    state.clockState(), state.boundNs(), loop.errorNs());
            if (state.clockState() != ClockState.FREE_RUN) {
                double passedS = loop.timeS() - before[0] + (state.clockState() == ClockState.LOCKED ? UNNOTICED_S : 0);
                assertTrue(state.boundNs() - before[1] <= fastestNsPerS * passedS, moment + ", before " + before[1]);
                assertTrue(Math.abs(loop.errorNs()) <= state.boundNs(), moment);
                assertEquals(state.clockState() == ClockState.HOLDOVER_OUT_OF_SPEC, state.boundNs() > SPEC_NS, moment);
            }
            eachCycle.run();
            before[0] = loop.timeS();
            before[1] = state.boundNs();
        });
    }
}
