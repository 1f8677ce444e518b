package dev.grandmaster.bench.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grandmaster.bench.clock.ClockRig.Setting;
import dev.grandmaster.holdover.model.OscillatorClass;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.state.ClockState;
import org.junit.jupiter.api.Test;

/** The first pulses of a start, from which the frequency is taken, may be the bad ones. */
class AcquisitionSimTest {

    private static final int SEEDS = 40;
    private static final double START_S = 300;

    /** Every hundredth pulse is late by 0.1 to 10 us. */
    @Test
    void withAFewBadPulsesEveryStartEndsInALockWithinItsBound() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            locks(seed);
        }
    }

    /** Found among unseen seeds: a frequency wrong by 1.5 ppm, pulses that never stayed anywhere, and a day without lock. */
    @Test
    void theStartThatNeverEndedEnds() {
        locks(207);
    }

    private static void locks(int seed) {
        ClockRig rig = rig(seed, 0.01);
        rig.run(START_S, at -> assertTrue(
                rig.clockClass() > 7 || Math.abs(rig.errorNs()) <= rig.state.get().boundNs(),
                () -> told(seed, at, rig)));
        assertEquals(ClockState.LOCKED, rig.state.get().clockState(), "seed " + seed);
        assertTrue(Math.abs(rig.errorNs()) < 100, () -> told(seed, START_S, rig));
    }

    /** Every tenth: more than the bound is made for, but nothing is claimed by a frequency that the bad ones made, and nothing is given up. */
    @Test
    void withManyBadPulsesNoWrongFrequencyIsLockedTo() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            int own = seed;
            ClockRig rig = rig(seed, 0.1);
            rig.run(START_S, at -> assertTrue(rig.clockClass() > 7 || Math.abs(rig.errorNs()) < 1000,
                    () -> told(own, at, rig)));
            assertNotEquals(ClockState.FREE_RUN, rig.state.get().clockState(), "seed " + seed);
        }
    }

    private static ClockRig rig(int seed, double bad) {
        Setting clean = Setting.of(OscillatorKind.OCXO);
        return new ClockRig(seed, clean.with(clean.pulse().withOutlierFraction(bad)),
                LockedRuns.settings(OscillatorClass.UNKNOWN));
    }

    private static String told(int seed, double at, ClockRig rig) {
        return "seed %d, %.0f s: error %.1f ns, bound %.1f ns".formatted(seed, at, rig.errorNs(),
                rig.state.get().boundNs());
    }
}
