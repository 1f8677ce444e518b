package dev.grandmaster.bench.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The goals of the clock, and the runs that measure them. */
public final class ClockGoals {

    /** Runs that share nothing with others. */
    private interface Run {
        void play(Results results, int seed);
    }

    private static final List<Run> RUNS = List.of(LockedRuns::days, LockedRuns::baselines, LockedRuns::outliers,
            LockedRuns::acquisition, HoldoverRuns::days, HoldoverRuns::baselines, HoldoverRuns::unseen,
            AttackRuns::step, AttackRuns::dragOff, ReturnRuns::recovery, ReturnRuns::warmRestart, NamingRuns::starts,
            LeapRuns::scripts);

    private ClockGoals() {
    }

    /**
     * Plays all runs with so many seeds.
     *
     * @throws IllegalStateException when one of them fails
     */
    public static Results measure(int first, int seeds) {
        Results results = new Results(first, seeds);
        try (ExecutorService threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<?>> playing = new ArrayList<>();
            for (int seed = first; seed < first + seeds; seed++) {
                int own = seed;
                for (Run run : RUNS) {
                    playing.add(threads.submit(() -> run.play(results, own)));
                }
            }
            for (Future<?> one : playing) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return results;
    }

    /** All goals, in the order of the table. */
    public static List<Goal> all() {
        List<Goal> goals = new ArrayList<>();
        locked(goals);
        holdover(goals);
        attacked(goals);
        returned(goals);
        named(goals);
        return goals;
    }

    private static Goal ratio(String id, String what, double committed, String theirs, String ours) {
        return Goal.atLeast(id, what, committed, all -> all.rms(theirs) / all.rms(ours)).beside(all -> all.rms(theirs));
    }

    private static void locked(List<Goal> goals) {
        goals.add(Goal.atMost("G1", "OCXO against the reference, ns rms", 1.0, 0.85, all -> all.rms("OCXO.reference"))
                .worst(all -> all.max("OCXO.reference")).beside(all -> all.rms("OCXO.PI")));
        goals.add(ratio("G1", "PI without qErr over ours", 8, "OCXO.PI", "OCXO.reference"));
        goals.add(ratio("G1", "PI with qErr over ours", 5.5, "OCXO.PI+", "OCXO.reference"));
        goals.add(ratio("G1", "regression with qErr over ours", 1.4, "OCXO.line", "OCXO.reference"));
        goals.add(Goal.atMost("G2", "TCXO against the reference, ns rms", 2.5, 2.1, all -> all.rms("TCXO.reference"))
                .worst(all -> all.max("TCXO.reference")).beside(all -> all.rms("TCXO.line")));
        goals.add(Goal.atMost("G2", "XO against the reference, ns rms", 3.9, 3.5, all -> all.rms("XO.reference"))
                .worst(all -> all.max("XO.reference")).beside(all -> all.rms("XO.line")));
        goals.add(ratio("G2", "TCXO: PI without qErr over ours", 3.3, "TCXO.PI", "TCXO.reference"));
        goals.add(ratio("G2", "XO: PI without qErr over ours", 2.1, "XO.PI", "XO.reference"));
        goals.add(Goal.atMost("G3", "OCXO MTIE(100 s), ns, mean of the runs", 6, 3.8, all -> all.mean("OCXO.mtie100"))
                .worst(all -> all.max("OCXO.mtie100")).beside(all -> all.mean("OCXO.PI.mtie100")));
        goals.add(Goal.atMost("G3", "OCXO TDEV(10 s), ns, mean of the runs", 0.15, 0.05,
                all -> all.mean("OCXO.tdev10")).worst(all -> all.max("OCXO.tdev10"))
                .beside(all -> all.mean("OCXO.PI.tdev10")));
        goals.add(Goal.atMost("G3", "OCXO TDEV(100 s), ns, mean of the runs: half the PRTC-B mask", 0.5, 0.43,
                all -> all.mean("OCXO.tdev100")).worst(all -> all.max("OCXO.tdev100"))
                .beside(all -> all.mean("OCXO.PI.tdev100")));
        goals.add(Goal.atMost("G4", "OCXO against UTC, ns rms", 5.7, 5.45, all -> all.rms("OCXO.utc"))
                .worst(all -> all.max("OCXO.utc")).beside(all -> all.rms("OCXO.PI.utc")));
        goals.add(Goal.atMost("G4", "OCXO against UTC, largest, ns, mean of the runs", 15, 13,
                all -> all.mean("OCXO.largest")).worst(all -> all.max("OCXO.largest"))
                .beside(all -> all.mean("OCXO.PI.largest")));
        goals.add(Goal.atMost("G5", "Rb against the reference, same configuration, ns rms", 1.0, 0.85,
                all -> all.rms("RB.reference")).worst(all -> all.max("RB.reference")));
        goals.add(Goal.atMost("G11", "OCXO with 1 % outliers over without, rms", 1.02, 1.0,
                all -> all.rms("OCXO.outliers") / all.rms("OCXO.reference")));
        goals.add(ratio("G11", "PI with 1 % outliers over ours", 60, "OCXO.outliers.PI", "OCXO.outliers"));
        goals.add(Goal.atMost("G14", "10 s after the start, worst oscillator, ns rms", 10, 5,
                all -> Math.max(Math.max(all.rms("XO.start"), all.rms("TCXO.start")),
                        Math.max(all.rms("OCXO.start"), all.rms("RB.start")))));
        goals.add(Goal.atMost("G14", "OCXO (configured) 60 s after the start, ns rms", 2, Double.NaN,
                all -> all.rms("OCXO.minute")));
    }

    private static void holdover(List<Goal> goals) {
        goals.add(hours("G6", "OCXO", 1, 40, 18));
        goals.add(hours("G6", "OCXO", 4, 200, 120));
        goals.add(hours("G6", "OCXO", 24, 3000, 1500));
        goals.add(ratio("G6", "OCXO, 24 h: PI's last output kept over ours", 250, "OCXO.freeze", "OCXO.24h"));
        goals.add(ratio("G6", "OCXO, 24 h: PI's mean of an hour kept over ours", 2.5, "OCXO.mean", "OCXO.24h"));
        goals.add(hours("G7", "RB", 24, 220, 110));
        goals.add(ratio("G7", "Rb, 24 h: PI's last output kept over ours", 3500, "RB.freeze", "RB.24h"));
        goals.add(ratio("G7", "Rb, 24 h: PI's mean of an hour kept over ours", 4, "RB.mean", "RB.24h"));
        goals.add(hours("G8", "TCXO", 24, 100_000, 45_000));
        goals.add(ratio("G8", "TCXO, 24 h: PI's last output kept over ours", 17, "TCXO.freeze", "TCXO.24h"));
        goals.add(ratio("G8", "TCXO, 24 h: PI's mean of an hour kept over ours", 14, "TCXO.mean", "TCXO.24h"));
        goals.add(unseen("OCXO", 4500, 3900));
        goals.add(unseen("RB", 450, 380));
        goals.add(unseen("TCXO", 550_000, 470_000));
        for (String kind : List.of("OCXO", "RB", "TCXO")) {
            goals.add(Goal.atLeast("G10", kind + ": runs whose bound covered every second of class 7 or better", 0.99,
                    all -> all.shareOfZeros(kind + ".uncovered")));
            goals.add(Goal.atLeast("G10", kind + " with unseen warmth: the same", 0.99,
                    all -> all.shareOfZeros(kind + ".unseen.uncovered")));
            for (int hours : new int[]{1, 4, 24}) {
                String at = kind + "." + hours + "h";
                goals.add(Goal.atMost("G10", "%s, %d h: median bound over rms".formatted(kind, hours), 8, 5,
                        all -> all.median(at + ".bound") / all.rms(at)));
            }
        }
        goals.add(Goal.atMost("G10", "seconds beyond the bound while locked, all oscillators", 0, Double.NaN,
                all -> all.sum("XO.uncovered") + all.sum("TCXO.locked.uncovered") + all.sum("OCXO.locked.uncovered")
                        + all.sum("RB.locked.uncovered")));
    }

    private static Goal hours(String id, String kind, int hours, double committed, double stretch) {
        String name = "%s.%dh".formatted(kind, hours);
        return Goal.atMost(id, "%s, %d h of holdover, ns rms".formatted(kind, hours), committed, stretch,
                all -> all.rms(name)).worst(all -> all.farthest(name));
    }

    private static Goal unseen(String kind, double committed, double stretch) {
        String name = kind + ".unseen.24h";
        return Goal.atMost("G9", kind + ", 24 h, with 0.6 K of unseen warmth, ns rms", committed, stretch,
                all -> all.rms(name)).worst(all -> all.farthest(name));
    }

    private static void attacked(List<Goal> goals) {
        goals.add(Goal.atMost("G12", "OCXO, 13.7 us step for 12 h: largest error, ns", 1500, Double.NaN,
                all -> all.max("step.largest")));
        goals.add(Goal.atMost("G12", "class 6 for the last time after, s", 15, Double.NaN,
                all -> all.max("step.class6")));
        goals.add(Goal.atMost("G12", "seconds of class 7 beyond the bound", 0, Double.NaN,
                all -> all.sum("step.uncovered")));
        goals.add(Goal.atMost("G13", "OCXO, drag-off of 0.1 ns/s: found after, s", 300, Double.NaN,
                all -> all.median("drag.found")).worst(all -> all.max("drag.found")));
        goals.add(Goal.atMost("G13", "largest error in the hour, ns", 100, Double.NaN, all -> all.max("drag.largest")));
        goals.add(Goal.atMost("G13", "false alarms in the locked days of all oscillators", 0, Double.NaN,
                all -> all.sum("OCXO.alarms") + all.sum("RB.alarms") + all.sum("TCXO.alarms") + all.sum("XO.alarms")));
    }

    private static void returned(List<Goal> goals) {
        goals.add(Goal.atMost("G15", "TCXO back from 1.5 us: steps", 0, Double.NaN, all -> all.sum("back.steps")));
        goals.add(Goal.atMost("G15", "fastest change within 10 s, ppb", 20, Double.NaN, all -> all.max("back.rate")));
        goals.add(Goal.atMost("G15", "class 6 after, s", 240, 75, all -> all.median("back.class6"))
                .worst(all -> all.max("back.class6")));
        goals.add(Goal.atMost("G15", "beyond zero, ns", 20, Double.NaN, all -> all.median("back.beyond"))
                .worst(all -> all.max("back.beyond")));
        goals.add(Goal.atMost("restart", "OCXO, away for 10 min: against the reference from 40 s on, largest, ns", 10,
                Double.NaN, all -> all.max("restart.largest")));
        goals.add(Goal.atMost("restart", "frequency beside that before, largest, ppb", 3, Double.NaN,
                all -> all.max("restart.frequency")));
    }

    private static void named(List<Goal> goals) {
        goals.add(Goal.atMost("G16", "mislabelled seconds in %,d randomised starts a seed".formatted(NamingRuns.STARTS),
                0, Double.NaN, all -> all.sum("naming.wrong")));
        goals.add(Goal.atLeast("G16", "share of them in which the second was named within 40 s", 0.95,
                all -> all.mean("naming.named")));
        goals.add(Goal.atMost("G17", "days of 2003, 2015, 2016, 2019 and 2021: seconds in which TAI was affected", 0,
                Double.NaN, all -> all.sum("leap.tai")));
        goals.add(Goal.atMost("G17", "the same: seconds in which offset or leap flags were wrong", 0, Double.NaN,
                all -> all.sum("leap.utc")));
    }
}
