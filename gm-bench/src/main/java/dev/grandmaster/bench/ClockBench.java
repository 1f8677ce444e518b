package dev.grandmaster.bench;

import java.util.List;

import dev.grandmaster.bench.clock.ClockGoals;
import dev.grandmaster.bench.clock.Goal;
import dev.grandmaster.bench.clock.Results;

/** The goals of the clock beside what others steer with. */
final class ClockBench {
    private static final int SEEDS = 10;

    private ClockBench() {
    }

    static void run(Report report, List<String> arguments) {
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
}
