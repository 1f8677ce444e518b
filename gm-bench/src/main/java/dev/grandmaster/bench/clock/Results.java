package dev.grandmaster.bench.clock;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/** What all seeds gave, a figure of each under one name. */
public final class Results {

    private final Map<String, double[]> figures = new TreeMap<>();
    private final int first;
    private final int seeds;

    /** @param first of so many seeds, each one more than the one before */
    Results(int first, int seeds) {
        this.first = first;
        this.seeds = seeds;
    }

    public int seeds() {
        return seeds;
    }

    synchronized void put(String name, int seed, double figure) {
        double[] all = figures.computeIfAbsent(name, unknown -> nothing());
        all[seed - first] = figure;
    }

    private double[] nothing() {
        double[] all = new double[seeds];
        Arrays.fill(all, Double.NaN);
        return all;
    }

    private double[] of(String name) {
        double[] all = figures.get(name);
        if (all == null) {
            throw new IllegalArgumentException("nobody measured " + name);
        }
        return all;
    }

    private double mean(String name, DoubleUnaryOperator of) {
        return Arrays.stream(of(name)).map(of).average().orElse(Double.NaN);
    }

    double mean(String name) {
        return mean(name, figure -> figure);
    }

    double rms(String name) {
        return Math.sqrt(mean(name, figure -> figure * figure));
    }

    /** The largest; NaN where one is missing. */
    double max(String name) {
        return Arrays.stream(of(name)).reduce(Double.NEGATIVE_INFINITY, Math::max);
    }

    /** The largest magnitude. */
    double farthest(String name) {
        return Arrays.stream(of(name)).map(Math::abs).reduce(0, Math::max);
    }

    double sum(String name) {
        return Arrays.stream(of(name)).sum();
    }

    double median(String name) {
        double[] sorted = of(name).clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Of how many seeds the figure is zero, as a share. */
    double shareOfZeros(String name) {
        return mean(name, figure -> figure == 0 ? 1 : 0);
    }
}
