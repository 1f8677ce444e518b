package dev.grandmaster.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** What the rounds of a measurement gave. On a shared machine the median speaks, and the extremes say how far to trust it. */
final class Figures {
    private final double[] sorted;

    private Figures(double[] sorted) {
        this.sorted = sorted;
    }

    /** At least one figure, in any order. */
    static Figures of(Collection<Double> rounds) {
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("no figures");
        }
        double[] sorted = rounds.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return new Figures(sorted);
    }

    /** The middle one, or the mean of the two in the middle. */
    double median() {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double min() {
        return sorted[0];
    }

    double max() {
        return sorted[sorted.length - 1];
    }

    int rounds() {
        return sorted.length;
    }

    /** This median over that of a baseline measured in the same run. */
    double over(Figures baseline) {
        return median() / baseline.median();
    }

    /** {@code median (min - max)} with so many decimals. */
    String text(int decimals) {
        String number = "%,." + decimals + "f";
        return String.format(Locale.ROOT, number + " (" + number + " - " + number + ")", median(), min(), max());
    }
}
