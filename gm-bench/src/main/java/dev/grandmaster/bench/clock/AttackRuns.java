package dev.grandmaster.bench.clock;

import dev.grandmaster.bench.clock.ClockRig.Setting;
import dev.grandmaster.holdover.model.OscillatorClass;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.state.ClockState;

/** A reference that somebody moves, behind an OCXO. */
public final class AttackRuns {

    private static final double HOUR_S = LockedRuns.HOUR_S;
    private static final double STEP_NS = 13_700;
    private static final double DRAG_NS_PER_S = 0.1;

    private AttackRuns() {
    }

    static void step(Results results, int seed) {
        ClockRig rig = locked(seed, OscillatorClass.OCXO, 24 * HOUR_S);
        double startS = rig.timeS();
        rig.inject(FaultKind.PPS_STEP, 12 * HOUR_S, STEP_NS);
        double[] seen = {0, 0, 0};
        rig.run(12 * HOUR_S, at -> {
            seen[0] = Math.max(seen[0], Math.abs(rig.errorNs()));
            seen[1] = rig.clockClass() < 7 ? at - startS : seen[1];
            seen[2] += rig.clockClass() <= 7 && Math.abs(rig.errorNs()) > rig.state.get().boundNs() ? 1 : 0;
        });
        results.put("step.largest", seed, seen[0]);
        results.put("step.class6", seed, seen[1]);
        results.put("step.uncovered", seed, seen[2]);
    }

    /**
     * What came of an hour of drag-off.
     *
     * @param foundS    seconds until the clock went by itself; infinite where it never did
     * @param largestNs its error in that hour, ns
     */
    public record DragOff(double foundS, double largestNs) {
    }

    static void dragOff(Results results, int seed) {
        DragOff seen = dragOff(seed, OscillatorClass.OCXO, 12, DRAG_NS_PER_S);
        results.put("drag.largest", seed, seen.largestNs);
        results.put("drag.found", seed, seen.foundS);
    }

    /** The same at another rate, ns/s, after other hours of lock, of a clock that is told this much of its oscillator. */
    public static DragOff dragOff(int seed, OscillatorClass told, double lockHours, double nsPerS) {
        ClockRig rig = locked(seed, told, lockHours * HOUR_S);
        double startS = rig.timeS();
        rig.inject(FaultKind.PPS_RAMP, HOUR_S, nsPerS);
        double[] seen = {Double.POSITIVE_INFINITY, 0};
        rig.run(HOUR_S, at -> {
            seen[0] = rig.state.get().clockState() == ClockState.LOCKED ? seen[0] : Math.min(seen[0], at - startS);
            seen[1] = Math.max(seen[1], Math.abs(rig.errorNs()));
        });
        return new DragOff(seen[0], seen[1]);
    }

    private static ClockRig locked(int seed, OscillatorClass told, double seconds) {
        ClockRig rig = new ClockRig(seed, Setting.of(OscillatorKind.OCXO), LockedRuns.settings(told));
        rig.run(seconds);
        return rig;
    }
}
