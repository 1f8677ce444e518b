package dev.grandmaster.bench;

import java.util.List;
import java.util.stream.IntStream;

import dev.grandmaster.bench.clock.AttackRuns;
import dev.grandmaster.bench.clock.AttackRuns.DragOff;
import dev.grandmaster.bench.clock.ClockGoals;
import dev.grandmaster.bench.clock.Goal;
import dev.grandmaster.bench.clock.Results;
import dev.grandmaster.holdover.model.OscillatorClass;

/** The goals of the clock beside what others steer with. */
final class ClockBench {
    private static final int SEEDS = 10;

    private ClockBench() {
    }

    static void run(Report report, List<String> arguments) {
        if (arguments.contains("drag")) {
            dragOffs(report);
            return;
        }
        int seeds = arguments.isEmpty() ? SEEDS : Integer.parseInt(arguments.getFirst());
        int first = arguments.size() < 2 ? 1 : Integer.parseInt(arguments.get(1));
        report.line("Seeds " + first + " to " + (first + seeds - 1) + ".");
        Results results = ClockGoals.measure(first, seeds);
        report.table(List.of("goal", "measured", "committed", "stretch", "ours", "worst seed", "theirs", "met"));
        long missed = 0;
        for (Goal goal : ClockGoals.all()) {
            report.row(goal.cells(results));
            missed += goal.isMet(results) ? 0 : 1;
        }
        report.line("");
        report.line(missed + " of " + ClockGoals.all().size()
                + " committed figures are not met. *Theirs* is PI without qErr, or"
                + " the regression for TCXO and XO; a ratio has their figure beside it.");
    }

    /** Drag-offs of an hour behind an OCXO of which the clock is told nothing. */
    private static void dragOffs(Report report) {
        report.table(List.of("drag-off, ns/s", "after lock of, h", "found in", "median, s", "largest, s",
                "largest error where found, ns", "where not found, ns"));
        for (double hours : new double[]{6, 22}) {
            for (double nsPerS : new double[]{0.06, 0.1, 0.3, 1, 5, 20}) {
                List<DragOff> all = IntStream.rangeClosed(1, SEEDS)
                        .mapToObj(seed -> AttackRuns.dragOff(seed, OscillatorClass.UNKNOWN, hours, nsPerS)).toList();
                List<DragOff> found = all.stream().filter(each -> Double.isFinite(each.foundS())).toList();
                double[] after = found.stream().mapToDouble(DragOff::foundS).sorted().toArray();
                report.row(List.of(Double.toString(nsPerS), "%.0f".formatted(hours), found.size() + " of " + all.size(),
                        after.length == 0 ? "" : "%.0f".formatted(after[after.length / 2]),
                        after.length == 0 ? "" : "%.0f".formatted(after[after.length - 1]), largest(found),
                        largest(all.stream().filter(each -> !found.contains(each)).toList())));
            }
        }
    }

    private static String largest(List<DragOff> some) {
        return some.isEmpty()
                ? ""
                : "%.0f".formatted(some.stream().mapToDouble(DragOff::largestNs).max().getAsDouble());
    }
}
