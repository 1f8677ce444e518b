package dev.grandmaster.bench.clock;

import java.util.SplittableRandom;

import dev.grandmaster.board.Edge;
import dev.grandmaster.discipline.DisciplineSettings;
import dev.grandmaster.discipline.pulse.LeapOracle;
import dev.grandmaster.discipline.pulse.SecondCorrelator;
import dev.grandmaster.discipline.pulse.SecondCorrelator.Named;
import dev.grandmaster.discipline.pulse.SecondCorrelator.Naming;
import dev.grandmaster.time.SecondLabel;
import dev.grandmaster.time.SecondLabel.LabelSource;
import dev.grandmaster.time.SecondLabel.NamedPulse;
import dev.grandmaster.time.TimeScale;

/** Starts of which each is different: delays up to 0.95 s, messages lost and said twice, pulses missing and doubled. */
final class NamingRuns {

    /** A thousand for each seed: ten thousand in all with ten. */
    static final int STARTS = 1000;
    private static final long NS = ClockRig.NS;
    private static final long MS = 1_000_000L;
    /** 2026-11-22 00:00:00 TAI, at monotonic 0. */
    private static final long TAI = 1_795_305_600L;
    private static final int LONGEST_S = 40;

    private NamingRuns() {
    }

    static void starts(Results results, int seed) {
        int named = 0;
        int wrong = 0;
        for (int start = 0; start < STARTS; start++) {
            if (begin(new SplittableRandom((long) seed * STARTS + start)) instanceof Named right) {
                named++;
                wrong += TAI + Math.round(right.edge().monoNs() / (double) NS) == right.taiSeconds() ? 0 : 1;
            }
        }
        results.put("naming.wrong", seed, wrong);
        results.put("naming.named", seed, named / (double) STARTS);
    }

    private static Naming begin(SplittableRandom random) {
        SecondCorrelator correlator = new SecondCorrelator(new LeapOracle(), DisciplineSettings.MADE);
        double baseS = 0.01 + 0.85 * random.nextDouble();
        boolean jittery = random.nextInt(3) == 0;
        boolean both = random.nextBoolean();
        double ppb = 100_000 * (2 * random.nextDouble() - 1);
        long offsetNs = random.nextLong(1_000_000L * NS);
        Naming naming = correlator.poll(0, true);
        for (int second = 0; second < LONGEST_S && !(naming instanceof Named); second++) {
            long monoNs = second * NS + random.nextInt(2_000);
            if (random.nextInt(20) != 0) {
                correlator.onEdge(onClock(monoNs, ppb, offsetNs));
            }
            if (random.nextInt(20) == 0) {
                correlator.onEdge(onClock(monoNs + 1 + random.nextLong(900 * MS), ppb, offsetNs));
            }
            double delayS = jittery ? 0.01 + 0.94 * random.nextDouble() : baseS + 0.09 * random.nextDouble();
            int times = random.nextInt(5) == 0 ? 0 : random.nextInt(5) == 0 ? 2 : 1;
            for (int i = 0; i < times; i++) {
                double lateS = delayS + (i == 0 ? 0 : 2 * random.nextDouble());
                correlator.onLabel(label(second, NamedPulse.PRECEDING, LabelSource.NMEA_RMC, second + lateS));
            }
            if (both) {
                correlator.onLabel(label(second + 1, NamedPulse.FOLLOWING, LabelSource.UBX_TIM_TP, second + delayS));
            }
            naming = correlator.poll(second * NS + 990 * MS, true);
        }
        return naming;
    }

    private static SecondLabel label(int second, NamedPulse pulse, LabelSource source, double atS) {
        return new SecondLabel(TimeScale.GPS, TAI + second - TimeScale.GPS.taiMinusScaleSeconds(), false, pulse, source,
                Double.NaN, Math.round(atS * NS));
    }

    private static Edge onClock(long monoNs, double ppb, long offsetNs) {
        return new Edge(offsetNs + monoNs + Math.round(monoNs * ppb * 1e-9), 0, monoNs);
    }
}
