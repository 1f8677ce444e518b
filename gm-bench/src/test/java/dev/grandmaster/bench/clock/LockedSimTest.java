package dev.grandmaster.bench.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.LongToDoubleFunction;
import java.util.function.Supplier;

import dev.grandmaster.bench.clock.ClockRig.Setting;
import dev.grandmaster.discipline.DisciplineSettings;
import dev.grandmaster.discipline.stability.Stability;
import dev.grandmaster.holdover.model.OscillatorClass;
import dev.grandmaster.holdover.quality.QualityPolicy;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.state.ClockState;
import org.junit.jupiter.api.Test;

/**
 * The locked clock on the simulated board, side by side with what others do: same seeds, same oscillators, same pulses. The figures are
 * errors against where the receiver believes the second to be, for its wander against UTC nobody behind one receiver can see. One
 * configuration for every oscillator. Hours 2 to 6, so that a build stays short; docs/discipline.md has the figures of whole days, which are
 * a little rougher.
 */
class LockedSimTest {

    private static final long SEEDS = 10;
    private static final double LEARNING_S = 2 * 3600;
    private static final double LONG_S = 6 * 3600;
    private static final DisciplineSettings UNKNOWN_OSCILLATOR = DisciplineSettings
            .defaults(OscillatorClass.UNKNOWN.prior(), QualityPolicy.DEFAULT);

    @Test
    void ocxoIsFarQuieterThanItsPulses() {
        Setting setting = Setting.of(OscillatorKind.OCXO);
        double oursNs = ours(setting);
        assertTrue(oursNs <= 1.0, "rms " + oursNs);
        double plainNs = theirs(setting.withoutQErr(), PiBaseline::new);
        assertTrue(plainNs / oursNs >= 8, "PI without qErr %.2f, ours %.2f".formatted(plainNs, oursNs));
        double correctedNs = theirs(setting, PiBaseline::new);
        assertTrue(correctedNs / oursNs >= 5.5, "PI with qErr %.2f, ours %.2f".formatted(correctedNs, oursNs));
        double lineNs = theirs(setting, RegressionBaseline::new);
        assertTrue(lineNs / oursNs >= 1.4, "regression %.2f, ours %.2f".formatted(lineNs, oursNs));
    }

    @Test
    void tcxoAndCrystalAreFollowedAsFastAsTheyWander() {
        double tcxoNs = ours(Setting.of(OscillatorKind.TCXO));
        assertTrue(tcxoNs <= 2.5, "TCXO rms " + tcxoNs);
        double crystalNs = ours(Setting.of(OscillatorKind.XO));
        assertTrue(crystalNs <= 3.9, "XO rms " + crystalNs);
        double plainNs = theirs(Setting.of(OscillatorKind.XO).withoutQErr(), PiBaseline::new);
        assertTrue(plainNs / tcxoNs >= 3.3 && plainNs / crystalNs >= 2.1,
                "PI %.2f, TCXO %.2f, XO %.2f".formatted(plainNs, tcxoNs, crystalNs));
    }

    @Test
    void rubidiumNeedsNoOtherConfiguration() {
        double rmsNs = ours(Setting.of(OscillatorKind.RB));
        assertTrue(rmsNs <= 1.0, "rms " + rmsNs);
    }

    @Test
    void ocxoIsInsideTheMasksOfAPrimaryReferenceClock() {
        double mtieNs = 0;
        double tdev10Ns = 0;
        double tdev100Ns = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            double[] errorNs = errors(seed, Setting.of(OscillatorKind.OCXO));
            mtieNs = Math.max(mtieNs, Stability.maximumTimeIntervalErrorNs(errorNs, 100));
            tdev10Ns = Math.max(tdev10Ns, Stability.timeDeviationNs(errorNs, 10));
            tdev100Ns += Stability.timeDeviationNs(errorNs, 100) / SEEDS;
        }
        // G.8272 PRTC-B: MTIE 0.275 tau + 25 ns up to 54.5 s, then 40 ns; TDEV 1 ns up to 100 s.
        assertTrue(mtieNs <= 6, "MTIE(100 s) " + mtieNs);
        assertTrue(tdev10Ns <= 0.15, "TDEV(10 s) " + tdev10Ns);
        // The wander of the received time is most of it; no filter removes that.
        assertTrue(tdev100Ns <= 0.5, "mean TDEV(100 s) " + tdev100Ns);
    }

    @Test
    void outliersDoNothing() {
        Setting clean = Setting.of(OscillatorKind.OCXO);
        Setting spoilt = clean.with(clean.pulse().withOutlierFraction(0.01));
        double cleanNs = ours(clean);
        double spoiltNs = ours(spoilt);
        assertTrue(spoiltNs <= 1.02 * cleanNs, "clean %.3f, with outliers %.3f".formatted(cleanNs, spoiltNs));
        double theirsNs = theirs(spoilt, PiBaseline::new);
        assertTrue(theirsNs >= 60 * spoiltNs, "PI with outliers " + theirsNs);
    }

    @Test
    void acquiresWithinSeconds() {
        for (OscillatorKind kind : OscillatorKind.values()) {
            double rmsNs = rms(kind, UNKNOWN_OSCILLATOR, 10, 20);
            assertTrue(rmsNs <= 10, kind + " from 10 s on: " + rmsNs);
        }
        // Too soon to have found out what is soldered: here it is configured.
        DisciplineSettings ocxo = DisciplineSettings.defaults(OscillatorClass.OCXO.prior(), QualityPolicy.DEFAULT);
        double rmsNs = rms(OscillatorKind.OCXO, ocxo, 60, 80);
        assertTrue(rmsNs <= 2, "OCXO from 60 s on: " + rmsNs);
    }

    /** The rms over all seeds between two times after the start, ns. */
    private static double rms(OscillatorKind kind, DisciplineSettings settings, double fromS, double toS) {
        double[] sum = {0, 0};
        for (long seed = 1; seed <= 4 * SEEDS; seed++) {
            ClockRig loop = new ClockRig(seed, Setting.of(kind), settings);
            loop.run(fromS);
            loop.run(toS - fromS, at -> {
                sum[0] += loop.againstReceiverNs() * loop.againstReceiverNs();
                sum[1]++;
            });
        }
        return Math.sqrt(sum[0] / sum[1]);
    }

    private static double[] errors(long seed, Setting setting) {
        ClockRig loop = new ClockRig(seed, setting, UNKNOWN_OSCILLATOR);
        loop.run(LEARNING_S);
        double[] errorNs = new double[(int) (LONG_S - LEARNING_S)];
        int[] count = {0};
        loop.run(errorNs.length, at -> {
            errorNs[count[0]++] = loop.errorNs();
            assertEquals(ClockState.LOCKED, loop.state.get().clockState(), "seed " + seed + " at " + at);
            assertTrue(Math.abs(loop.errorNs()) <= loop.state.get().boundNs(), "seed " + seed + ": the bound lies");
        });
        return errorNs;
    }

    private static double ours(Setting setting) {
        return overSeeds(seed -> {
            ClockRig loop = new ClockRig(seed, setting, UNKNOWN_OSCILLATOR);
            double[] sum = {0, 0};
            loop.run(LEARNING_S);
            loop.run(LONG_S - LEARNING_S, at -> {
                sum[0] += loop.againstReceiverNs() * loop.againstReceiverNs();
                sum[1]++;
            });
            return sum[0] / sum[1];
        });
    }

    private static double theirs(Setting setting, Supplier<Baseline> servo) {
        return overSeeds(seed -> {
            BaselineRig loop = new BaselineRig(seed, setting, servo.get());
            double[] sum = {0, 0};
            loop.run(LONG_S, at -> {
                if (at > LEARNING_S) {
                    sum[0] += loop.againstReceiverNs() * loop.againstReceiverNs();
                    sum[1]++;
                }
            });
            return sum[0] / sum[1];
        });
    }

    /** The rms over the fixed seeds, from the mean square of each. */
    private static double overSeeds(LongToDoubleFunction meanSquare) {
        double sum = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            sum += meanSquare.applyAsDouble(seed);
        }
        return Math.sqrt(sum / SEEDS);
    }
}
