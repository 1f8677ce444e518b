package dev.grandmaster.holdover.model;

/**
 * One guess at an oscillator. Good and bad ones differ in scale more than in shape, so all figures go with the square root of q2: an
 * OCXO (q2 about 1e-8) has 0.1 ppb a day and 0.03 ppb/K, a TCXO (1e-5) 1 and 8, a rubidium (1e-11) 0.003 and 0.005.
 *
 * @param q2         random walk of the frequency, ppb^2/s
 * @param lag        which of {@link LaggedTemperatures} it feels; -1: none
 * @param drift      of which kind its drift is
 * @param mostAgeing standard deviation that ageing has at most, ppb/s, however restless the oscillator is: that of its class
 */
record Assumption(double q2, int lag, Drift drift, double mostAgeing) {

    private static final double DAY_S = 86_400;
    /** A drift by ageing of this many sqrt(q2) in ppb/s is usual: 0.012 in the OCXO above, 0.004 in the TCXO, 0.011 in the rubidium. */
    private static final double USUAL_DRIFT = 0.01;
    /** Ageing changes by this share of itself in a day, for it slows down with the logarithm of time. */
    private static final double AGEING_WALK = 0.3;
    /** A trend of the surroundings is a hundred times as steep as ageing. */
    private static final double TREND_DRIFT = 1;
    /** The same of the linear coefficient in ppb/K: 300, 2,500 and 1,600, and for a prior the largest. */
    private static final double USUAL_LINEAR = 3000;
    /** And of the quadratic one in ppb/K^2, which the TCXO has: 0.3. */
    private static final double USUAL_QUADRATIC = 100;
    /** Share of a coefficient's prior by which it may wander in a day. */
    private static final double COEFFICIENT_WALK = 0.02;
    /** Warmth that comes and goes unseen, K, one standard deviation: draughts, loads and people beside the board. */
    private static final double UNSEEN_K = 0.2;

    /** Standard deviation of the drift before anything is known, ppb/s. */
    double driftSigma() {
        return drift.goesOn() ? ageingSigma() : TREND_DRIFT * Math.sqrt(q2);
    }

    /** Without a thermometer the warmth of a day looks like ageing, and extrapolating it is worse than nothing. */
    private double ageingSigma() {
        return lag < 0 ? 0 : Math.min(mostAgeing, USUAL_DRIFT * Math.sqrt(restlessness()));
    }

    /** How far the frequency wanders within minutes, ppb^2/s: its walk, and what unseen warmth adds while it is young. */
    double restlessness() {
        return q2 + 2 * unseenSigma() * unseenSigma() / Drift.UNSEEN_S;
    }

    /** Random walk of the drift, (ppb/s)^2/s: ageing changes by a third of itself in a day, a trend by all of it in its time. */
    double q3() {
        double ageing = AGEING_WALK * ageingSigma();
        return drift.goesOn() ? ageing * ageing / DAY_S : q2 / (Drift.TREND_S * Drift.TREND_S);
    }

    /** Standard deviation of the linear temperature coefficient before anything is known, ppb/K. */
    double linearSigma() {
        return lag < 0 ? 0 : USUAL_LINEAR * Math.sqrt(q2);
    }

    /** The same of the quadratic one, ppb/K^2. */
    double quadraticSigma() {
        return lag < 0 ? 0 : USUAL_QUADRATIC * Math.sqrt(q2);
    }

    /** Random walk of the linear coefficient, (ppb/K)^2/s. */
    double linearWalk() {
        return walk(linearSigma());
    }

    /** Random walk of the quadratic coefficient, (ppb/K^2)^2/s. */
    double quadraticWalk() {
        return walk(quadraticSigma());
    }

    private static double walk(double sigma) {
        double aDay = COEFFICIENT_WALK * sigma;
        return aDay * aDay / DAY_S;
    }

    /** Standard deviation of what unseen warmth does to the frequency, ppb, by the usual linear coefficient. */
    double unseenSigma() {
        return drift.isUnseenToo() ? UNSEEN_K * USUAL_LINEAR * Math.sqrt(q2) : 0;
    }

    /**
     * Variance of the phase, ns^2, that noise alone makes within t seconds: walk, drift and unseen warmth. The drift's is q3 t^5/20 for one
     * that lasts, and less for one that dies down.
     */
    double noiseNs2(double t) {
        double drifted = drift.phase(t);
        return q2 * t * t * t / 3 + q3() * t * drifted * drifted / 5 + unseenPhase(t);
    }

    /** What the noise of unseen warmth makes within t seconds, as a variance of the phase, ns^2. */
    double unseenPhase(double t) {
        return unseenSigma() * unseenSigma() * drift.unseenPhase(t);
    }

    /** The same as a covariance of phase and frequency, ns ppb: {@code sigma^2 T (1 - e)^2}. */
    double unseenPhaseFrequency(double t) {
        double come = unseenSigma() * (1 - drift.unseenLeft(t));
        return come * come * Drift.UNSEEN_S;
    }

    /** And as a variance of the frequency, ppb^2: {@code sigma^2 (1 - e^2)}. */
    double unseenFrequency(double t) {
        double left = drift.unseenLeft(t);
        return unseenSigma() * unseenSigma() * (1 - left * left);
    }
}
