package dev.grandmaster.bench.clock;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import org.jspecify.annotations.Nullable;

/**
 * One line of the goals.
 *
 * @param id        as in the list of goals, G1 to G17
 * @param what      is measured, with its unit
 * @param atLeast   more is better
 * @param committed has to hold
 * @param stretch   is attempted; NaN: nothing beyond
 * @param ours      our figure
 * @param worst     that of the worst seed, or null
 * @param baseline  that of another's servo in the same run, or null
 */
public record Goal(String id, String what, boolean atLeast, double committed, double stretch,
        ToDoubleFunction<Results> ours, @Nullable ToDoubleFunction<Results> worst,
        @Nullable ToDoubleFunction<Results> baseline) {

    static Goal atMost(String id, String what, double committed, double stretch, ToDoubleFunction<Results> ours) {
        return new Goal(id, what, false, committed, stretch, ours, null, null);
    }

    static Goal atLeast(String id, String what, double committed, ToDoubleFunction<Results> ours) {
        return new Goal(id, what, true, committed, Double.NaN, ours, null, null);
    }

    Goal worst(ToDoubleFunction<Results> figure) {
        return new Goal(id, what, atLeast, committed, stretch, ours, figure, baseline);
    }

    Goal beside(ToDoubleFunction<Results> figure) {
        return new Goal(id, what, atLeast, committed, stretch, ours, worst, figure);
    }

    /** True where the committed figure is met. */
    public boolean isMet(Results results) {
        return holds(ours.applyAsDouble(results), committed);
    }

    private boolean holds(double figure, double limit) {
        return atLeast ? figure >= limit : figure <= limit;
    }

    /** In the order of the table: goal, measured, committed, stretch, ours, worst, baseline, met. */
    public List<String> cells(Results results) {
        double figure = ours.applyAsDouble(results);
        String met = holds(figure, committed) ? holds(figure, stretch) ? "stretch" : "yes" : "**no**";
        String sign = atLeast ? ">= " : "<= ";
        return List.of(id, what, sign + text(committed), Double.isNaN(stretch) ? "" : sign + text(stretch),
                text(figure), worst == null ? "" : text(worst.applyAsDouble(results)),
                baseline == null ? "" : text(baseline.applyAsDouble(results)), met);
    }

    private static String text(double figure) {
        double size = Math.abs(figure);
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", figure);
    }
}
