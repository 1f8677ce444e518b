package dev.grandmaster.holdover.model;

import java.util.Arrays;

/**
 * The thermometer as oscillators of different inertia feel it: first-order lags of its reading, {@code T' = (T - T_lag) / lag}, and the
 * integrals over time of their deviation and of its square, which are what a temperature coefficient does to the phase.
 *
 * <p>Which lag an oscillator has is learnt. The deviation counts from the first temperature that was read.
 */
final class LaggedTemperatures {

    /** From a crystal on the board (with the sensor's own lag taken off) to a heavy oven, s; twice the one before. */
    private static final double[] LAGS_S = {15, 30, 60, 120, 240, 480, 960, 1920};
    static final int COUNT = LAGS_S.length;
    /** Over how long the spread of the temperature is watched, s. */
    private static final double SPREAD_MEMORY_S = 86_400;
    /** Spread of the temperature over hours, K, before it was watched: a room with air conditioning. */
    private static final double USUAL_SPREAD_K = 2;

    private final double[] deviationK = new double[COUNT];
    private final double[] sumKs = new double[COUNT];
    private final double[] sumK2s = new double[COUNT];
    private final double[] keep = new double[COUNT];
    private double keptS = Double.NaN;
    private boolean known;
    private double referenceC = Double.NaN;
    private double lastC;
    private double watchedS;
    private double meanK;
    private double spreadK2 = USUAL_SPREAD_K * USUAL_SPREAD_K;

    /** Lets time pass at a temperature, degrees Celsius; NaN: unknown, the last one stays. */
    void pass(double seconds, double celsius) {
        if (Double.isFinite(celsius)) {
            if (!known) {
                known = true;
                referenceC = Double.isNaN(referenceC) ? celsius : referenceC;
                // Whatever its lag, it has had the time to feel this.
                Arrays.fill(deviationK, celsius - referenceC);
            }
            lastC = celsius;
        }
        if (!known || seconds <= 0) {
            return;
        }
        if (seconds != keptS) {
            keptS = seconds;
            for (int i = 0; i < COUNT; i++) {
                keep[i] = Math.exp(-seconds / LAGS_S[i]);
            }
        }
        double targetK = lastC - referenceC;
        for (int i = 0; i < COUNT; i++) {
            // The exact solution for a constant temperature, and its integrals.
            double behindK = deviationK[i] - targetK;
            double passed = LAGS_S[i] * (1 - keep[i]);
            sumKs[i] += targetK * seconds + behindK * passed;
            sumK2s[i] += targetK * targetK * seconds + 2 * targetK * behindK * passed
                    + behindK * behindK * passed * (1 + keep[i]) / 2;
            deviationK[i] = targetK + behindK * keep[i];
        }
        watchedS = Math.min(watchedS + seconds, SPREAD_MEMORY_S);
        double weight = Math.min(1, seconds / Math.max(watchedS, 600));
        meanK += weight * (targetK - meanK);
        spreadK2 += Math.min(1, seconds / SPREAD_MEMORY_S) * ((targetK - meanK) * (targetK - meanK) - spreadK2);
    }

    /** True once a temperature was read. */
    boolean isKnown() {
        return known;
    }

    /** The lagged temperature now, K above the reference. */
    double deviationK(int lag) {
        return deviationK[lag];
    }

    /** Its integral since the beginning, K s. */
    double sumKs(int lag) {
        return sumKs[lag];
    }

    /** The integral of its square, K^2 s. */
    double sumK2s(int lag) {
        return sumK2s[lag];
    }

    /** How far the temperature strays within a day, one standard deviation, K. */
    double spreadK() {
        return Math.sqrt(spreadK2);
    }

    double lagS(int lag) {
        return LAGS_S[lag];
    }

    /** The temperature that deviations count from, degrees Celsius; NaN before one was read. */
    double referenceC() {
        return referenceC;
    }

    /** Takes up the reference of a former run. */
    void refer(double celsius) {
        if (!known) {
            referenceC = celsius;
        }
    }
}
