package dev.grandmaster.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.grandmaster.discipline.DisciplineSettings.HoldoverRules;
import dev.grandmaster.event.GmEvent;
import dev.grandmaster.holdover.model.OscillatorClass;
import dev.grandmaster.holdover.quality.QualityPolicy;
import dev.grandmaster.quality.ClockAccuracy;
import dev.grandmaster.state.ClockState;
import org.junit.jupiter.api.Test;

/** The loop closed over the least physics: what a client of the clock would see. */
class DisciplineLoopTest {

    /** 2026-11-22 00:00:00 TAI. */
    private static final long START = 1_795_305_600L;
    private static final DisciplineSettings DEFAULTS = DisciplineSettings
            .defaults(OscillatorClass.TCXO.prior(), QualityPolicy.DEFAULT);

    private static DisciplineSettings shortened(double minLockS, double specNs) {
        return DEFAULTS.with(new HoldoverRules(minLockS, specNs, 10, 60));
    }

    private static Bench locked(DisciplineSettings settings, double seconds) {
        Bench bench = new Bench(1, START, 730, settings, null);
        bench.run(seconds);
        assertEquals(ClockState.LOCKED, bench.clockState());
        return bench;
    }

    @Test
    void acquiresFromNothingWithTwoStepsAtMostAndIsServedOnlyThen() {
        Bench bench = new Bench(1, START, 730);
        List<Double> whileServed = new ArrayList<>();
        bench.run(40, () -> {
            if (bench.now().served()) {
                whileServed.add(Math.abs(bench.errorNs()));
            } else {
                assertEquals(248, bench.clockClass());
            }
        });
        assertTrue(bench.steps.size() <= 2, "steps " + bench.steps);
        assertTrue(whileServed.stream().allMatch(error -> error < 5_000), "errors while served " + whileServed);
        assertEquals(ClockState.LOCKED, bench.clockState());
        assertEquals(6, bench.clockClass());
        assertEquals(ClockAccuracy.WITHIN_100_NS, bench.now().announced().quality().clockAccuracy());
        assertTrue(bench.events.stream().anyMatch(event -> event instanceof GmEvent.SecondNamed));
    }

    @Test
    void holdsTheErrorFarBelowTheNoiseOfThePulses() {
        Bench bench = locked(DEFAULTS, 300);
        List<Double> squares = new ArrayList<>();
        bench.run(600, () -> squares.add(bench.errorNs() * bench.errorNs()));
        double rmsNs = Math.sqrt(squares.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
        assertTrue(rmsNs < 3, "rms " + rmsNs);
        assertTrue(bench.now().boundNs() < 100, "bound " + bench.now().boundNs());
    }

    @Test
    void sawtoothIsTakenOutWithTheRightSign() {
        Bench with = locked(DEFAULTS, 60);
        with.qErrAmplitudeNs = 40;
        with.pulseNoiseNs = 0.1;
        with.run(300);
        List<Double> errors = new ArrayList<>();
        with.run(300, () -> errors.add(Math.abs(with.errorNs())));
        double mostNs = errors.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        assertTrue(mostNs < 5, "largest error " + mostNs);
    }

    @Test
    void sawtoothThatIsSaidTheWrongWayRoundIsFoundOut() {
        Bench bench = locked(DEFAULTS, 60);
        bench.qErrAmplitudeNs = 40;
        bench.qErrSign = -1;
        bench.pulseNoiseNs = 0.1;
        bench.run(900);
        assertTrue(bench.events.stream().anyMatch(event -> event.text().contains("sign -1")));
        double[] mostNs = {0};
        bench.run(300, () -> mostNs[0] = Math.max(mostNs[0], Math.abs(bench.errorNs())));
        assertTrue(mostNs[0] < 5, "largest error " + mostNs[0]);
    }

    @Test
    void losesThePulsesAndComesBackWithoutAStep() {
        Bench bench = locked(shortened(20, 300), 120);
        int steps = bench.steps.size();
        bench.pulses = false;
        Set<Integer> classes = new LinkedHashSet<>();
        double lostAt = bench.timeS();
        double[] holdoverAt = {0};
        bench.run(1500, () -> {
            classes.add(bench.clockClass());
            if (holdoverAt[0] == 0 && bench.clockState() == ClockState.HOLDOVER) {
                holdoverAt[0] = bench.timeS();
            }
            assertTrue(Math.abs(bench.errorNs()) <= bench.now().boundNs(), "the bound lies");
            assertTrue(bench.now().served());
        });
        assertEquals(List.of(6, 7, 52, 248), List.copyOf(classes));
        assertTrue(holdoverAt[0] - lostAt <= 3.5, "holdover after " + (holdoverAt[0] - lostAt));
        bench.pulses = true;
        bench.run(600);
        assertEquals(ClockState.LOCKED, bench.clockState());
        assertEquals(6, bench.clockClass());
        assertEquals(steps, bench.steps.size());
        assertTrue(Math.abs(bench.errorNs()) < 30, "error " + bench.errorNs());
    }

    @Test
    void silentReceiverIsHoldoverAlthoughPulsesGoOn() {
        Bench bench = locked(shortened(20, 1000), 120);
        bench.talking = false;
        bench.run(6);
        assertEquals(ClockState.HOLDOVER, bench.clockState());
        bench.talking = true;
        bench.run(60);
        assertEquals(ClockState.LOCKED, bench.clockState());
    }

    @Test
    void cableDelayMovesTheClockTheRightWaySlowly() {
        Bench late = new Bench(2, START, 730, DEFAULTS, null);
        late.cableNs = 20_000;
        late.run(120);
        assertEquals(-20_000, late.errorNs(), 50, "an uncompensated cable makes the clock late");
        late.configure(DEFAULTS.with(DEFAULTS.antenna().withCableDelayNs(20_000)));
        double[] before = {late.errorNs()};
        double[] at = {late.timeS()};
        late.run(180, () -> {
            double passedS = late.timeS() - at[0];
            assertTrue(Math.abs(late.errorNs() - before[0]) <= 250 * passedS + 5, "not a slew");
            assertTrue(Math.abs(late.errorNs()) <= late.now().boundNs(), "the bound lies");
            assertEquals(ClockState.LOCKED, late.clockState());
            before[0] = late.errorNs();
            at[0] = late.timeS();
        });
        assertEquals(0, late.errorNs(), 30);
        assertTrue(late.now().boundNs() < 100, "bound " + late.now().boundNs());
    }

    @Test
    void pulseThatStepsIsNotFollowedUntilItHasStayed() {
        Bench bench = locked(shortened(20, 100_000), 120);
        bench.pulseStepNs = 20_000;
        bench.run(20, () -> assertTrue(Math.abs(bench.errorNs()) < 100, "followed: " + bench.errorNs()));
        assertEquals(ClockState.HOLDOVER, bench.clockState());
        assertTrue(bench.events.stream().anyMatch(event -> event.text().contains("REFERENCE_STEP")));
        bench.run(300);
        assertEquals(ClockState.LOCKED, bench.clockState());
        assertEquals(-20_000, bench.errorNs(), 100, "the pulse is late, the clock follows it");
    }

    @Test
    void pulseThatStepsBackIsWelcomeAtOnce() {
        Bench bench = locked(DEFAULTS.with(new HoldoverRules(20, 1000, 10, 86_400)), 120);
        bench.pulseStepNs = 13_700;
        bench.run(200, () -> assertTrue(Math.abs(bench.errorNs()) < 200, "followed: " + bench.errorNs()));
        bench.pulseStepNs = 0;
        bench.run(60);
        assertEquals(ClockState.LOCKED, bench.clockState());
        assertEquals(6, bench.clockClass());
    }

    @Test
    void missingAndDoubledPulsesDoNothing() {
        Bench bench = locked(DEFAULTS, 120);
        for (int i = 0; i < 30; i++) {
            bench.pulses = false;
            bench.run(1, () -> assertEquals(ClockState.LOCKED, bench.clockState()));
            bench.pulses = true;
            bench.extraPulseNs = i % 2 == 0 ? 1_000_000 : 300_000_000;
            bench.run(2, () -> assertEquals(ClockState.LOCKED, bench.clockState()));
            bench.extraPulseNs = 0;
            bench.run(4, () -> assertTrue(Math.abs(bench.errorNs()) < 30, "error " + bench.errorNs()));
        }
    }

    @Test
    void receiverThatChangesItsMindIsDoubtedNotFollowed() {
        Bench bench = locked(shortened(20, 1000), 120);
        bench.labelShift = 1;
        bench.run(30, () -> assertTrue(Math.abs(bench.errorNs()) < 200, "followed"));
        assertEquals(ClockState.HOLDOVER, bench.clockState());
        assertTrue(bench.events.stream().anyMatch(event -> event.text().contains("SECOND_AMBIGUOUS")));
        bench.labelShift = 0;
        bench.run(60);
        assertEquals(ClockState.LOCKED, bench.clockState());
    }

    @Test
    void clockThatCannotBeReadOrSteeredIsNoClassSix() {
        Bench bench = locked(shortened(20, 1000), 120);
        bench.readable = false;
        bench.run(1.2);
        assertEquals(248, bench.clockClass());
        bench.readable = true;
        bench.run(60);
        assertEquals(6, bench.clockClass());
        bench.steerable = false;
        bench.run(1.2);
        assertEquals(248, bench.clockClass());
        bench.steerable = true;
        bench.run(60);
        assertEquals(6, bench.clockClass());
        assertTrue(bench.now().served());
    }

    @Test
    void somebodyElsesStepIsNoticedAtOnceAndUndone() {
        Bench bench = locked(shortened(20, 1000), 120);
        bench.foreignStep(3_600 * Bench.NS);
        bench.run(1.2);
        assertEquals(248, bench.clockClass());
        assertTrue(bench.now().served());
        bench.run(60);
        assertEquals(ClockState.LOCKED, bench.clockState());
        assertEquals(6, bench.clockClass());
        assertEquals(0, bench.errorNs(), 50);
    }

    @Test
    void tooShortALockTeachesNothingToHoldOverWith() {
        Bench bench = locked(DEFAULTS, 60);
        bench.pulses = false;
        bench.run(5);
        assertEquals(ClockState.FREE_RUN, bench.clockState());
        assertEquals(248, bench.clockClass());
        bench.pulses = true;
        bench.run(120);
        assertEquals(ClockState.LOCKED, bench.clockState());
    }

    @Test
    void anAgentThatStopsIsNotBelievedForLong() {
        Bench bench = locked(DEFAULTS, 60);
        assertEquals(6, bench.clockClass());
        assertEquals(52, bench.now().announcedAt(bench.nowMonoNs() + 4 * Bench.NS).quality().clockClass());
        assertFalse(bench.now().announcedAt(bench.nowMonoNs() + 4 * Bench.NS).timeTraceable());
    }

    @Test
    void warmRestartNeedsNoStepAndNoTransient() {
        Bench first = locked(shortened(20, 1000), 300);
        first.agent.onStop();
        DisciplineMemory memory = first.memory.get().orElseThrow();
        assertEquals(-730, memory.correctionPpb(), 1);
        Bench second = new Bench(3, START, 730, DEFAULTS, memory);
        second.foreignStep(START * Bench.NS + 300);
        second.run(40, () -> {
            assertTrue(Math.abs(second.errorNs()) < 320, "error " + second.errorNs());
            assertTrue(second.now().monoNs() == Bench.MONO_START_NS
                    || Math.abs(second.now().frequencyPpb() + 730) < 210, "frequency " + second.now().frequencyPpb());
        });
        assertEquals(List.of(), second.steps);
        assertTrue(Math.abs(second.errorNs()) < 10, "error " + second.errorNs());
        assertEquals(ClockState.LOCKED, second.clockState());
    }

    @Test
    void theLastLockIsKept() {
        Bench bench = locked(shortened(20, 1000), 300);
        bench.run(20);
        long lockedTaiNs = bench.memory.get().orElseThrow().lockedTaiNs();
        assertTrue(lockedTaiNs > (START + 20) * Bench.NS, "locked " + lockedTaiNs);
        bench.pulses = false;
        bench.run(400);
        bench.agent.onStop();
        DisciplineMemory memory = bench.memory.get().orElseThrow();
        assertTrue(memory.lockedTaiNs() - lockedTaiNs < 100 * Bench.NS, "holdover is no lock");
        Bench second = new Bench(3, START, 730, DEFAULTS, memory);
        second.run(60);
        second.agent.onStop();
        assertEquals(memory.lockedTaiNs(), second.memory.get().orElseThrow().lockedTaiNs(),
                "too short a lock adds nothing");
    }

    @Test
    void aCrystalThatHasDriftedFarComesBack() {
        DisciplineSettings crystal = DisciplineSettings.defaults(OscillatorClass.XO.prior(), QualityPolicy.DEFAULT)
                .with(new HoldoverRules(20, 1000, 10, 86_400));
        Bench bench = new Bench(4, START, 730, crystal, null);
        bench.run(200);
        bench.pulses = false;
        bench.oscillatorPpb = second -> 730 + Math.min(600, (second - 200) * 0.5);
        bench.run(1800, () -> assertTrue(Math.abs(bench.errorNs()) <= bench.now().boundNs()
                || bench.clockClass() == 248, "the bound lies: " + bench.errorNs() + " " + bench.now().boundNs()));
        assertEquals(ClockState.FREE_RUN, bench.clockState());
        bench.pulses = true;
        // 700 us at 200 ppb.
        bench.run(4_500);
        assertEquals(ClockState.LOCKED, bench.clockState());
        assertTrue(bench.steps.size() <= 2, "steps " + bench.steps);
    }

    @Test
    void aStallIsSurvived() {
        Bench bench = locked(shortened(20, 1000), 120);
        bench.stall(40);
        assertEquals(52, bench.clockClass());
        bench.run(30, () -> assertTrue(Math.abs(bench.errorNs()) < 500, "error " + bench.errorNs()));
        assertEquals(6, bench.clockClass());
    }

    @Test
    void aReceiverThatInsistsIsFollowedOnceNothingIsClaimed() {
        Bench bench = locked(DEFAULTS, 60);
        int steps = bench.steps.size();
        bench.labelShift = 1;
        double[] steppedAt = {0};
        bench.run(120, () -> {
            if (bench.steps.size() > steps && steppedAt[0] == 0) {
                steppedAt[0] = bench.timeS();
            }
            assertTrue(bench.now().served());
            assertTrue(steppedAt[0] != 0 || bench.clockClass() == 248 || Math.abs(bench.errorNs()) < 100);
        });
        assertTrue(steppedAt[0] > 60 + DEFAULTS.holdover().returnSeconds(), "stepped at " + steppedAt[0]);
        assertEquals(1e9, bench.errorNs(), 1_000);
        assertEquals(ClockState.LOCKED, bench.clockState());
    }
}
