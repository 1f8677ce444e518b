package dev.grandmaster.bench.clock;

import java.util.Arrays;
import java.util.function.Supplier;

import dev.grandmaster.bench.clock.ClockRig.Setting;
import dev.grandmaster.discipline.DisciplineSettings;
import dev.grandmaster.discipline.stability.Stability;
import dev.grandmaster.holdover.model.OscillatorClass;
import dev.grandmaster.holdover.quality.QualityPolicy;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.state.ClockState;

/** Days of lock: hours 2 to 24. One configuration for all oscillators, the one of a board that says nothing of its own. */
final class LockedRuns {

    static final double HOUR_S = 3600;
    private static final double LEARNING_S = 2 * HOUR_S;
    private static final double DAY_S = 24 * HOUR_S;

    private LockedRuns() {
    }

    static DisciplineSettings settings(OscillatorClass kind) {
        return DisciplineSettings.defaults(kind.prior(), QualityPolicy.DEFAULT);
    }

    static OscillatorClass classOf(OscillatorKind kind) {
        return OscillatorClass.valueOf(kind.name());
    }

    static void days(Results results, int seed) {
        for (OscillatorKind kind : OscillatorKind.values()) {
            ClockRig rig = new ClockRig(seed, Setting.of(kind), settings(OscillatorClass.UNKNOWN));
            rig.run(LEARNING_S);
            Errors errors = new Errors();
            int[] wrong = {0, 0};
            rig.run(DAY_S - LEARNING_S, at -> {
                errors.add(rig.againstReceiverNs(), rig.errorNs());
                wrong[0] += Math.abs(rig.errorNs()) > rig.state.get().boundNs() ? 1 : 0;
                wrong[1] += rig.state.get().clockState() == ClockState.LOCKED ? 0 : 1;
            });
            String name = kind.name();
            errors.tell(results, name, seed);
            results.put(name + ".reference", seed, errors.referenceRmsNs());
            results.put(name + (kind == OscillatorKind.XO ? "" : ".locked") + ".uncovered", seed, wrong[0]);
            results.put(name + ".alarms", seed, wrong[1]);
        }
    }

    static void baselines(Results results, int seed) {
        for (OscillatorKind kind : new OscillatorKind[]{OscillatorKind.XO, OscillatorKind.TCXO, OscillatorKind.OCXO}) {
            Setting setting = Setting.of(kind);
            Errors plain = theirs(seed, setting.withoutQErr(), PiBaseline::new);
            plain.tell(results, kind.name() + ".PI", seed);
            results.put(kind.name() + ".PI", seed, plain.referenceRmsNs());
            results.put(kind.name() + ".PI+", seed, theirs(seed, setting, PiBaseline::new).referenceRmsNs());
            results.put(kind.name() + ".line", seed, theirs(seed, setting, RegressionBaseline::new).referenceRmsNs());
        }
    }

    static void outliers(Results results, int seed) {
        Setting clean = Setting.of(OscillatorKind.OCXO);
        Setting spoilt = clean.with(clean.pulse().withOutlierFraction(0.01));
        ClockRig rig = new ClockRig(seed, spoilt, settings(OscillatorClass.UNKNOWN));
        rig.run(LEARNING_S);
        Errors errors = new Errors();
        rig.run(DAY_S - LEARNING_S, at -> errors.add(rig.againstReceiverNs(), rig.errorNs()));
        results.put("OCXO.outliers", seed, errors.referenceRmsNs());
        results.put("OCXO.outliers.PI", seed, theirs(seed, spoilt, PiBaseline::new).referenceRmsNs());
    }

    static void acquisition(Results results, int seed) {
        for (OscillatorKind kind : OscillatorKind.values()) {
            results.put(kind.name() + ".start", seed,
                    from(10, new ClockRig(seed, Setting.of(kind), settings(OscillatorClass.UNKNOWN))));
        }
        results.put("OCXO.minute", seed,
                from(60, new ClockRig(seed, Setting.of(OscillatorKind.OCXO), settings(OscillatorClass.OCXO))));
    }

    /** The rms of twenty seconds. */
    private static double from(double startS, ClockRig rig) {
        Errors errors = new Errors();
        rig.run(startS);
        rig.run(20, at -> errors.add(rig.againstReceiverNs(), rig.errorNs()));
        return errors.referenceRmsNs();
    }

    private static Errors theirs(int seed, Setting setting, Supplier<Baseline> servo) {
        BaselineRig rig = new BaselineRig(seed, setting, servo.get());
        Errors errors = new Errors();
        rig.run(DAY_S, at -> {
            if (at > LEARNING_S) {
                errors.add(rig.againstReceiverNs(), rig.errorNs());
            }
        });
        return errors;
    }

    /** A series of errors, one a second. */
    private static final class Errors {
        private double[] utcNs = new double[1024];
        private int count;
        private double referenceNs2;

        void add(double againstReferenceNs, double againstUtcNs) {
            if (count == utcNs.length) {
                utcNs = Arrays.copyOf(utcNs, 2 * count);
            }
            utcNs[count++] = againstUtcNs;
            referenceNs2 += againstReferenceNs * againstReferenceNs;
        }

        double referenceRmsNs() {
            return Math.sqrt(referenceNs2 / count);
        }

        void tell(Results results, String name, int seed) {
            double[] series = Arrays.copyOf(utcNs, count);
            results.put(name + ".utc", seed,
                    Math.sqrt(Arrays.stream(series).map(error -> error * error).average().orElse(Double.NaN)));
            results.put(name + ".largest", seed, Arrays.stream(series).map(Math::abs).max().orElse(Double.NaN));
            results.put(name + ".mtie100", seed, Stability.maximumTimeIntervalErrorNs(series, 100));
            results.put(name + ".tdev10", seed, Stability.timeDeviationNs(series, 10));
            results.put(name + ".tdev100", seed, Stability.timeDeviationNs(series, 100));
        }
    }
}
