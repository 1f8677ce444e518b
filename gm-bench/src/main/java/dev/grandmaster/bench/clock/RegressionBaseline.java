package dev.grandmaster.bench.clock;

/**
 * Linear regression as linuxptp's linreg describes it: lines through the last 4, 8, 16, 32 and 64 points of the phase that the clock would
 * have had without corrections; the longest whose running mean of the one-step prediction error is within 5 % of the best steers.
 */
final class RegressionBaseline implements Baseline {

    private static final int[] WINDOWS = {4, 8, 16, 32, 64};
    /** In how many seconds the phase error is to be gone, for each window. */
    private static final double[] PULL_S = {1, 1, 1, 2, 3};
    private static final int LARGEST = 64;
    private static final double SMOOTHING = 0.02;
    private static final int AVERAGED_AT_FIRST = 10;
    private static final double AS_GOOD = 1.05;

    private final double[] freePhaseNs = new double[LARGEST];
    private final double[] errorNs = new double[WINDOWS.length];
    private final int[] errors = new int[WINDOWS.length];
    private final double[] slopePpb = new double[WINDOWS.length];
    private final double[] interceptNs = new double[WINDOWS.length];
    private int count;
    private double correctedNs;

    @Override
    public double onSample(long offsetNs, double appliedPpb) {
        correctedNs += appliedPpb;
        double freeNs = offsetNs - correctedNs;
        for (int w = 0; w < WINDOWS.length && WINDOWS[w] <= count; w++) {
            double missNs = Math.abs(interceptNs[w] + slopePpb[w] - freeNs);
            errors[w]++;
            double weight = errors[w] <= AVERAGED_AT_FIRST ? 1.0 / errors[w] : SMOOTHING;
            errorNs[w] += weight * (missNs - errorNs[w]);
        }
        freePhaseNs[count % LARGEST] = freeNs;
        count++;
        int chosen = 0;
        double best = Double.POSITIVE_INFINITY;
        for (int w = 0; w < WINDOWS.length && WINDOWS[w] <= count; w++) {
            fit(w);
            if (errors[w] > 0 && errorNs[w] < best * AS_GOOD) {
                chosen = w;
                best = Math.min(best, errorNs[w]);
            }
        }
        if (count < WINDOWS[0]) {
            return 0;
        }
        double phaseNs = interceptNs[chosen] + correctedNs;
        return -(slopePpb[chosen] + phaseNs / PULL_S[chosen]);
    }

    /** A straight line through the last points; the newest is at 0. */
    private void fit(int w) {
        int n = WINDOWS[w];
        double meanT = -(n - 1) / 2.0;
        double meanX = 0;
        for (int i = 0; i < n; i++) {
            meanX += freePhaseNs[Math.floorMod(count - 1 - i, LARGEST)] / n;
        }
        double sumTX = 0;
        double sumTT = 0;
        for (int i = 0; i < n; i++) {
            double t = -i - meanT;
            sumTX += t * (freePhaseNs[Math.floorMod(count - 1 - i, LARGEST)] - meanX);
            sumTT += t * t;
        }
        slopePpb[w] = sumTX / sumTT;
        interceptNs[w] = meanX - slopePpb[w] * meanT;
    }
}
