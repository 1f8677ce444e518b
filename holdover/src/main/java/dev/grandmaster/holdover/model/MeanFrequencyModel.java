package dev.grandmaster.holdover.model;

/**
 * The simplest honest model: the frequency of the near future is the mean of the near past.
 *
 * <p>The mean is the slope of a straight line through the phase that the oscillator would have had without corrections (residual minus
 * what was corrected). The last output of a servo would be a bad choice: it carries the noise of the last pulse. No drift is fitted: over
 * a few hours the daily temperature looks like one, and extrapolating it is worse than a mean.
 */
public final class MeanFrequencyModel implements OscillatorModel {

    /** Slow errors of the pulses (hanging bridges, wander of the received time) that no averaging removes, ns. */
    private static final double SLOW_NOISE_NS = 10;
    /** How far the air may be from its mean over the averaging time at the moment the reference goes, K. */
    private static final double PRESENT_K = 0.5;
    /** How fast the air may move away from there, K/s: twice the steepest of a day with 5 K from low to high. */
    private static final double MOVE_K_PER_S = 1.5 / 3600;
    /** How far it may go, K: a day with 5 K from low to high, and weather. */
    private static final double FARTHEST_K = 5.5;
    private static final double SIGMAS = 3;
    private static final double DAY_S = 86_400;

    private final OscillatorPrior prior;
    private final double[] timeS;
    private final double[] freePhaseNs;
    private int next;
    private int count;
    private double sinceFirstS;
    private double correctedNs;
    private double guessedCorrectionPpb;
    private double guessedSigmaPpb;

    public MeanFrequencyModel(OscillatorPrior prior) {
        this.prior = prior;
        int size = (int) Math.max(8, prior.averagingS());
        this.timeS = new double[size];
        this.freePhaseNs = new double[size];
    }

    @Override
    public void observe(double intervalS, double movedNs, double residualNs) {
        sinceFirstS += intervalS;
        correctedNs += movedNs;
        timeS[next] = sinceFirstS;
        freePhaseNs[next] = residualNs - correctedNs;
        next = (next + 1) % timeS.length;
        count = Math.min(count + 1, timeS.length);
    }

    @Override
    public void forget() {
        if (count > 2) {
            guess(correctionPpb(), correctionSigmaPpb());
        }
        count = 0;
        next = 0;
        sinceFirstS = 0;
        correctedNs = 0;
    }

    @Override
    public void guess(double correctionPpb, double sigmaPpb) {
        guessedCorrectionPpb = correctionPpb;
        guessedSigmaPpb = sigmaPpb;
    }

    @Override
    public double correctionPpb() {
        if (count < 3) {
            return guessedCorrectionPpb;
        }
        int newest = (next + timeS.length - 1) % timeS.length;
        double t0 = timeS[newest];
        double x0 = freePhaseNs[newest];
        double sumT = 0;
        double sumX = 0;
        double sumTT = 0;
        double sumTX = 0;
        for (int i = 0; i < count; i++) {
            // Relative to the newest, so that the sums stay small however long the clock has run.
            double t = timeS[i] - t0;
            double x = freePhaseNs[i] - x0;
            sumT += t;
            sumX += x;
            sumTT += t * t;
            sumTX += t * x;
        }
        double slopePpb = (count * sumTX - sumT * sumX) / (count * sumTT - sumT * sumT);
        return -slopePpb;
    }

    @Override
    public double correctionSigmaPpb() {
        if (count < 3) {
            return guessedSigmaPpb;
        }
        int oldest = count < timeS.length ? 0 : next;
        double spanS = timeS[(next + timeS.length - 1) % timeS.length] - timeS[oldest];
        // Slope of a line through n points with white noise: sigma sqrt(12) / n^1.5, here with the slow noise for sigma, since that
        // part does not become smaller with more points; then what the oscillator itself does to a mean.
        return Math.hypot(SLOW_NOISE_NS * Math.sqrt(12) / spanS / Math.sqrt(Math.min(count, 12)),
                Math.hypot(prior.flickerPpb(), Math.sqrt(prior.walkPpb2PerS() * spanS / 3)));
    }

    @Override
    public double growthNs(double ageS) {
        double t = Math.max(0, ageS);
        double sigmaPpb = correctionSigmaPpb();
        double variance = sigmaPpb * sigmaPpb * t * t
                + prior.whiteNs2PerS() * t
                + prior.walkPpb2PerS() * t * t * t / 3
                + prior.flickerPpb() * prior.flickerPpb() * t * t / Math.log(2);
        return SIGMAS * Math.sqrt(variance)
                + prior.temperaturePpbPerK() * warmthKs(t)
                + prior.ageingPpbPerDay() / DAY_S * t * t / 2;
    }

    /** The integral of the largest temperature deviation, K s. */
    private static double warmthKs(double t) {
        double movingS = Math.min(t, FARTHEST_K / MOVE_K_PER_S);
        return PRESENT_K * t + MOVE_K_PER_S * movingS * movingS / 2 + FARTHEST_K * (t - movingS);
    }
}
