package dev.grandmaster.holdover.model;

import java.util.ArrayList;
import java.util.List;

/**
 * What a bank foretells from one block of pulses on: a mixture of its filters, of which mean and variance are asked.
 *
 * <p>Immutable; the course of the temperature since is looked up in {@link LaggedTemperatures}.
 */
final class Outlook {

    /** Filters that weigh less say nothing that counts. */
    private static final double LEAST_WEIGHT = 1e-3;
    /** Rooms need about an hour to move away from the temperature of this moment by their spread: the integral has half of that, s. */
    private static final double STRAYING_S = 2 * 3600;
    private static final int N = OscillatorFilter.STATES;

    private final double atS;
    private final Warmth warmth;
    private final Part[] parts;
    private final List<Shape> shapes = new ArrayList<>();

    /** The temperatures at a moment; never changed once made. */
    static final class Warmth {
        private final double[] deviationK;
        private final double[] sumKs;
        private final double[] sumK2s;

        /**
         * One value for each lag.
         *
         * @param deviationK lagged, above the reference
         * @param sumKs      their integrals, K s
         * @param sumK2s     and those of their squares, K^2 s
         */
        Warmth(double[] deviationK, double[] sumKs, double[] sumK2s) {
            this.deviationK = deviationK;
            this.sumKs = sumKs;
            this.sumK2s = sumK2s;
        }

        /** Nothing yet. */
        static Warmth none() {
            int n = LaggedTemperatures.COUNT;
            return new Warmth(new double[n], new double[n], new double[n]);
        }

        double deviationK(int lag) {
            return deviationK[lag];
        }

        double sumKs(int lag) {
            return sumKs[lag];
        }

        double sumK2s(int lag) {
            return sumK2s[lag];
        }
    }

    /** Filters of one shape have the same row of the measurement. */
    private record Shape(int lag, Drift drift) {
    }

    /** One filter as it was. */
    private static final class Part {
        final Assumption assumption;
        final int shape;
        final double weight;
        final double[] x = new double[N];
        final double[] p = new double[N * N];
        private final double q2;
        private final double q3;
        private final double unseenVariance;

        Part(OscillatorFilter filter, int shape, double weight) {
            this.assumption = filter.assumption;
            this.shape = shape;
            this.weight = weight;
            this.q2 = assumption.q2();
            this.q3 = assumption.q3();
            this.unseenVariance = assumption.unseenSigma() * assumption.unseenSigma();
            for (int i = 0; i < N; i++) {
                x[i] = filter.state(i);
                for (int j = 0; j < N; j++) {
                    p[i * N + j] = filter.covariance(i, j);
                }
            }
        }

        /** h x with the row h of the measurement t seconds later: what the phase will be. */
        double phaseNs(double[] h) {
            double sum = 0;
            for (int i = 0; i < N; i++) {
                sum += h[i] * x[i];
            }
            return sum;
        }

        /** h P h': how uncertain the state makes the phase. */
        double varianceNs2(double[] h) {
            double sum = 0;
            for (int i = 0; i < N; i++) {
                double half = h[i] * p[i * N + i] / 2;
                for (int j = 0; j < i; j++) {
                    half += h[j] * p[i * N + j];
                }
                sum += 2 * h[i] * half;
            }
            return sum;
        }

        /** {@link Assumption#noiseNs2}, of what it has in common with others of its shape. */
        double noiseNs2(double t, double drifted, double unseen) {
            return q2 * t * t * t / 3 + q3 * t * drifted * drifted / 5 + unseenVariance * unseen;
        }
    }

    /** @param weights of the filters, together 1 */
    Outlook(double atS, OscillatorFilter[] filters, double[] weights, Warmth warmth) {
        this.atS = atS;
        this.warmth = warmth;
        int count = 0;
        double sum = 0;
        for (double weight : weights) {
            if (weight >= LEAST_WEIGHT) {
                count++;
                sum += weight;
            }
        }
        parts = new Part[count];
        for (int k = filters.length - 1; k >= 0; k--) {
            if (weights[k] >= LEAST_WEIGHT) {
                parts[--count] = new Part(filters[k], shape(filters[k].assumption), weights[k] / sum);
            }
        }
    }

    private int shape(Assumption assumption) {
        Shape shape = new Shape(assumption.lag(), assumption.drift());
        int known = shapes.indexOf(shape);
        if (known < 0) {
            shapes.add(shape);
        }
        return known < 0 ? shapes.size() - 1 : known;
    }

    /** When it was made, s. */
    double atS() {
        return atS;
    }

    /** The temperatures of that moment. */
    Warmth warmth() {
        return warmth;
    }

    /** Each shape's row of the measurement at t seconds after the moment: up to {@code now} the temperature is known, then it stays. */
    private double[][] rows(double t, double nowS, LaggedTemperatures now) {
        double aheadS = atS + t - nowS;
        double[][] rows = new double[shapes.size()][];
        for (int k = 0; k < rows.length; k++) {
            Shape shape = shapes.get(k);
            int lag = shape.lag;
            if (lag < 0) {
                rows[k] = shape.drift.row(t, 0, 0);
            } else {
                double warmK = now.deviationK(lag);
                rows[k] = shape.drift.row(t, now.sumKs(lag) - warmth.sumKs(lag) + warmK * aheadS,
                        now.sumK2s(lag) - warmth.sumK2s(lag) + warmK * warmK * aheadS);
            }
        }
        return rows;
    }

    /** The phase without corrections, ns, at t seconds after this moment. */
    double phaseNs(double t, double nowS, LaggedTemperatures now) {
        double[][] rows = rows(t, nowS, now);
        double mean = 0;
        for (Part part : parts) {
            mean += part.weight * part.phaseNs(rows[part.shape]);
        }
        return mean;
    }

    /** The frequency without corrections, ppb, at the time and the temperatures given. */
    double frequencyPpb(double nowS, LaggedTemperatures now) {
        double mean = 0;
        for (Part part : parts) {
            mean += part.weight * frequencyPpb(part, nowS - atS, now);
        }
        return mean;
    }

    private static double frequencyPpb(Part part, double t, LaggedTemperatures now) {
        double[] x = part.x;
        double ppb = x[OscillatorFilter.FREQUENCY] + part.assumption.drift().frequency(t) * x[OscillatorFilter.DRIFT]
                - (1 - part.assumption.drift().unseenLeft(t)) * x[OscillatorFilter.UNSEEN];
        int lag = part.assumption.lag();
        if (lag >= 0) {
            double warmK = now.deviationK(lag);
            ppb += warmK * (x[OscillatorFilter.LINEAR] + warmK * x[OscillatorFilter.QUADRATIC]);
        }
        return ppb;
    }

    /** Variance of the frequency now, ppb^2, drift and walk since left out. */
    double frequencyVariance(double nowS, LaggedTemperatures now) {
        double mean = frequencyPpb(nowS, now);
        double variance = 0;
        for (Part part : parts) {
            double away = frequencyPpb(part, nowS - atS, now) - mean;
            int lag = part.assumption.lag();
            double warmK = lag < 0 ? 0 : now.deviationK(lag);
            double[] h = {0, 1, 0, warmK, warmK * warmK, 0};
            variance += part.weight * (part.varianceNs2(h) + away * away);
        }
        return variance;
    }

    /**
     * The variance of the phase, ns^2, at t seconds after this moment. Up to {@code nowS} the course of the temperature is known;
     * afterwards it is expected to stay, give or take its spread.
     */
    double varianceNs2(double t, double nowS, LaggedTemperatures now) {
        double aheadS = Math.max(0, atS + t - nowS);
        double strayKs = now.isKnown() ? now.spreadK() * aheadS * aheadS / (aheadS + STRAYING_S) : 0;
        double mean = 0;
        double square = 0;
        double variance = 0;
        double[][] rows = rows(t, nowS, now);
        double[] unseen = new double[rows.length];
        for (int k = 0; k < unseen.length; k++) {
            unseen[k] = shapes.get(k).drift.unseenPhase(t);
        }
        double originNs = parts[0].phaseNs(rows[parts[0].shape]);
        for (Part part : parts) {
            double[] h = rows[part.shape];
            double phaseNs = part.phaseNs(h) - originNs;
            mean += part.weight * phaseNs;
            square += part.weight * phaseNs * phaseNs;
            int k1 = OscillatorFilter.LINEAR;
            double noiseNs2 = part.noiseNs2(t, h[OscillatorFilter.DRIFT], unseen[part.shape]);
            variance += part.weight
                    * (part.varianceNs2(h) + noiseNs2 + strayKs * strayKs * part.p[k1 * N + k1]);
        }
        return Math.max(0, variance + square - mean * mean);
    }

    /** The filter that weighs most: its assumption. */
    Assumption likeliest() {
        return heaviest().assumption;
    }

    /** Its state. */
    double state(int i) {
        return heaviest().x[i];
    }

    /** Its covariance. */
    double covariance(int i, int j) {
        return heaviest().p[i * N + j];
    }

    private Part heaviest() {
        Part best = parts[0];
        for (Part part : parts) {
            best = part.weight > best.weight ? part : best;
        }
        return best;
    }
}
