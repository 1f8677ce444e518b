package dev.grandmaster.bench.clock;

import dev.grandmaster.bench.clock.ClockRig.Setting;
import dev.grandmaster.holdover.model.OscillatorClass;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.sim.world.FaultKind;

/** The pulses come back after a holdover, the service after a stop. */
final class ReturnRuns {

    private static final double HOUR_S = LockedRuns.HOUR_S;
    /** So far the clock shall have gone, ns; a TCXO does within hours. */
    private static final double AWAY_NS = 1500;
    private static final double LONGEST_S = 24 * HOUR_S;
    private static final int WINDOW_S = 10;

    private ReturnRuns() {
    }

    static void recovery(Results results, int seed) {
        ClockRig rig = new ClockRig(seed, Setting.of(OscillatorKind.TCXO),
                HoldoverRuns.settings(OscillatorKind.TCXO, 100_000));
        rig.run(12 * HOUR_S);
        rig.inject(FaultKind.SIGNAL_LOSS, 2 * LONGEST_S, 0);
        for (double passedS = 0; passedS < LONGEST_S && Math.abs(rig.errorNs()) < AWAY_NS; passedS++) {
            rig.run(1);
        }
        rig.clear(FaultKind.SIGNAL_LOSS);
        double startS = rig.timeS();
        double sign = Math.signum(rig.errorNs());
        long stepsBefore = rig.reference.get().steps();
        double[] lastNs = new double[WINDOW_S];
        double[] seen = {0, Double.POSITIVE_INFINITY, 0};
        int[] count = {0};
        rig.run(900, at -> {
            double errorNs = rig.errorNs();
            int slot = count[0]++ % WINDOW_S;
            seen[0] = count[0] > WINDOW_S ? Math.max(seen[0], Math.abs(errorNs - lastNs[slot]) / WINDOW_S) : 0;
            lastNs[slot] = errorNs;
            seen[1] = rig.clockClass() == 6 ? Math.min(seen[1], at - startS) : seen[1];
            seen[2] = Math.max(seen[2], -sign * errorNs);
        });
        results.put("back.rate", seed, seen[0]);
        results.put("back.class6", seed, seen[1]);
        results.put("back.beyond", seed, seen[2]);
        results.put("back.steps", seed, (double) (rig.reference.get().steps() - stepsBefore));
    }

    static void warmRestart(Results results, int seed) {
        ClockRig rig = new ClockRig(seed, Setting.of(OscillatorKind.OCXO), LockedRuns.settings(OscillatorClass.OCXO));
        rig.run(12 * HOUR_S);
        double beforePpb = rig.state.get().frequencyPpb();
        rig.restart(600);
        double startS = rig.timeS();
        double[] seen = {0, 0};
        rig.run(300, at -> {
            if (at - startS > 40) {
                seen[0] = Math.max(seen[0], Math.abs(rig.againstReceiverNs()));
                seen[1] = Math.max(seen[1], Math.abs(rig.state.get().frequencyPpb() - beforePpb));
            }
        });
        results.put("restart.largest", seed, seen[0]);
        results.put("restart.frequency", seed, seen[1]);
    }
}
