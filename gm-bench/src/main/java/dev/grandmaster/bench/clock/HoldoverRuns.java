package dev.grandmaster.bench.clock;

import dev.grandmaster.bench.clock.ClockRig.Setting;
import dev.grandmaster.discipline.DisciplineSettings;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.sim.world.TemperatureSpec;

/** A day of lock, then a day without pulses; the oscillator's class is configured. */
final class HoldoverRuns {

    private static final double DAY_S = 86_400;
    private static final double HOUR_S = 3600;
    private static final int[] AFTER_HOURS = {1, 4, 24};
    /** A specification as wide as the day needs, so that the bound is told to its end, ns. */
    private static final double SPEC_NS = 3e6;
    private static final OscillatorKind[] KINDS = {OscillatorKind.OCXO, OscillatorKind.RB, OscillatorKind.TCXO};

    private HoldoverRuns() {
    }

    static DisciplineSettings settings(OscillatorKind kind, double specNs) {
        DisciplineSettings defaults = LockedRuns.settings(LockedRuns.classOf(kind));
        DisciplineSettings.HoldoverRules rules = defaults.holdover();
        return defaults.with(new DisciplineSettings.HoldoverRules(rules.minLockSeconds(), specNs,
                rules.returnSeconds(), rules.requalifySeconds()));
    }

    static void days(Results results, int seed) {
        for (OscillatorKind kind : KINDS) {
            play(results, seed, kind, Setting.of(kind), kind.name());
        }
    }

    static void unseen(Results results, int seed) {
        for (OscillatorKind kind : KINDS) {
            play(results, seed, kind, Setting.of(kind).in(TemperatureSpec.PARTLY_UNSEEN), kind.name() + ".unseen");
        }
    }

    private static void play(Results results, int seed, OscillatorKind kind, Setting setting, String name) {
        ClockRig rig = new ClockRig(seed, setting, settings(kind, SPEC_NS));
        rig.run(DAY_S);
        rig.inject(FaultKind.SIGNAL_LOSS, 2 * DAY_S, 0);
        int[] uncovered = {0};
        double passedS = 0;
        for (int hours : AFTER_HOURS) {
            rig.run(hours * HOUR_S - passedS, at -> uncovered[0] += rig.clockClass() <= 7
                    && Math.abs(rig.errorNs()) > rig.state.get().boundNs() ? 1 : 0);
            passedS = hours * HOUR_S;
            results.put("%s.%dh".formatted(name, hours), seed, rig.errorNs());
            results.put("%s.%dh.bound".formatted(name, hours), seed, rig.state.get().boundNs());
        }
        results.put(name + ".uncovered", seed, uncovered[0]);
    }

    /** The PI controller without qErr, kept at its last output, or at its mean of the last hour. */
    static void baselines(Results results, int seed) {
        for (OscillatorKind kind : KINDS) {
            BaselineRig rig = new BaselineRig(seed, Setting.of(kind).withoutQErr(), new PiBaseline());
            double[] sum = {0, 0};
            rig.run(DAY_S, at -> {
                if (at > DAY_S - HOUR_S) {
                    sum[0] += rig.appliedPpb();
                    sum[1]++;
                }
            });
            double lastPpb = rig.appliedPpb();
            rig.freeze(DAY_S);
            double frozenNs = rig.errorNs();
            results.put(kind.name() + ".freeze", seed, frozenNs);
            results.put(kind.name() + ".mean", seed, frozenNs + (sum[0] / sum[1] - lastPpb) * DAY_S);
        }
    }
}
