package dev.grandmaster.discipline.stability;

/**
 * Stability of a record of phases x, ns, taken every tau0 seconds without gaps. A measure at tau = m tau0 is NaN where the record is too short
 * for it.
 *
 * <p>Source: NIST Special Publication 1065, clauses 5.2.4 (overlapping Allan), 5.2.6 (time deviation); ITU-T G.810 annex II (MTIE, TDEV).
 */
public final class Stability {

    private Stability() {
    }

    /**
     * Overlapping Allan deviation, dimensionless times 1e9 (ppb): {@code AVAR = sum (x[i+2m] - 2 x[i+m] + x[i])^2 / (2 tau^2 (N - 2m))}.
     *
     * @param tau0S seconds between neighbours
     * @param m     averaging factor, 1 or more
     */
    public static double allanDeviationPpb(double[] phaseNs, double tau0S, int m) {
        int terms = phaseNs.length - 2 * m;
        if (m < 1 || terms < 1) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = 0; i < terms; i++) {
            double second = phaseNs[i + 2 * m] - 2 * phaseNs[i + m] + phaseNs[i];
            sum += second * second;
        }
        double tauS = m * tau0S;
        return Math.sqrt(sum / (2.0 * terms)) / tauS;
    }

    /**
     * Time deviation, ns: {@code TVAR = sum_j (sum_{i=j}^{j+m-1} (x[i+2m] - 2 x[i+m] + x[i]))^2 / (6 m^2 (N - 3m + 1))}.
     *
     * @param m averaging factor, 1 or more
     */
    public static double timeDeviationNs(double[] phaseNs, int m) {
        int terms = phaseNs.length - 3 * m + 1;
        if (m < 1 || terms < 1) {
            return Double.NaN;
        }
        double inner = 0;
        for (int i = 0; i < m; i++) {
            inner += phaseNs[i + 2 * m] - 2 * phaseNs[i + m] + phaseNs[i];
        }
        double sum = inner * inner;
        for (int j = 1; j < terms; j++) {
            // The window moves on by one: the same sum with one term more and one less.
            inner += phaseNs[j + 3 * m - 1] - 3 * phaseNs[j + 2 * m - 1] + 3 * phaseNs[j + m - 1] - phaseNs[j - 1];
            sum += inner * inner;
        }
        return Math.sqrt(sum / (6.0 * m * m * terms));
    }

    /**
     * Maximum time interval error, ns: the largest peak to peak in any window of m intervals.
     *
     * @param m intervals in the window, 1 or more
     */
    public static double maximumTimeIntervalErrorNs(double[] phaseNs, int m) {
        if (m < 1 || phaseNs.length <= m) {
            return Double.NaN;
        }
        MonotonicQueue highest = new MonotonicQueue(phaseNs, 1);
        MonotonicQueue lowest = new MonotonicQueue(phaseNs, -1);
        double most = 0;
        for (int i = 0; i < phaseNs.length; i++) {
            double peakToPeak = highest.advance(i, m) - lowest.advance(i, m);
            if (i >= m) {
                most = Math.max(most, peakToPeak);
            }
        }
        return most;
    }

    /** The extreme of a moving window in constant time: candidates in order, each better than all after it. */
    private static final class MonotonicQueue {

        private final double[] values;
        private final int sign;
        private final int[] candidates;
        private int first;
        private int end;

        MonotonicQueue(double[] values, int sign) {
            this.values = values;
            this.sign = sign;
            this.candidates = new int[values.length];
        }

        double advance(int newest, int window) {
            while (end > first && sign * values[candidates[end - 1]] <= sign * values[newest]) {
                end--;
            }
            candidates[end++] = newest;
            if (candidates[first] < newest - window) {
                first++;
            }
            return values[candidates[first]];
        }
    }
}
