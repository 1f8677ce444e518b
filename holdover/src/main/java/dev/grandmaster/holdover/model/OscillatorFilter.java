package dev.grandmaster.holdover.model;

/**
 * A Kalman filter of one oscillator without corrections. The state is
 *
 * <pre>
 *     x = [ phi ns, f ppb, d ppb/s, k1 ppb/K, k2 ppb/K^2 ]
 *     phi' = f + k1 dT + k2 dT^2,   f' = d + white noise of density q2,   d' = -d / T + white noise of density q3
 * </pre>
 *
 * with dT the temperature that the oscillator feels and T the time in which a drift dies down. Between two blocks of pulses the phase moves
 * by {@code dt f + g d + I1 k1 + I2 k2}, where g is the twofold integral of exp(-t/T) (dt^2/2 for one that lasts), and I1 and I2 are the
 * integrals of dT and dT^2. Noise in the exact discrete form (Van Loan), for the drift that of one that lasts, which a block cannot tell.
 */
final class OscillatorFilter {

    static final int STATES = 5;
    static final int PHASE = 0;
    static final int FREQUENCY = 1;
    static final int DRIFT = 2;
    static final int LINEAR = 3;
    static final int QUADRATIC = 4;

    /** Variance of a block's mean phase, ns^2. Only its ratio to q2 matters to what is estimated; the scale is measured afterwards. */
    static final double BLOCK_VARIANCE = 1;
    private static final double DAY_S = 86_400;
    /** A trend becomes another one within this time, s. */
    private static final double TREND_S = 14_400;

    /** What a drift is due to, and so how long it lasts. */
    enum Drift {
        /** Goes on. */
        AGEING(Double.POSITIVE_INFINITY),
        /** An oscillator that settles after it was switched on. */
        SETTLING(1.5 * TREND_S),
        /** Surroundings that change as a day does, and turn. */
        TURNING(TREND_S);

        private final double lastsS;

        Drift(double lastsS) {
            this.lastsS = lastsS;
        }

        /** What is left of a drift after t seconds, as a share. */
        double left(double t) {
            return lastsS == Double.POSITIVE_INFINITY ? 1 : Math.exp(-t / lastsS);
        }

        /** What a drift of 1 ppb/s has changed the frequency by after t seconds, ppb. */
        double frequency(double t) {
            return lastsS == Double.POSITIVE_INFINITY ? t : -lastsS * Math.expm1(-t / lastsS);
        }

        /** And the phase, ns. */
        double phase(double t) {
            return lastsS == Double.POSITIVE_INFINITY ? t * t / 2 : lastsS * (t + lastsS * Math.expm1(-t / lastsS));
        }
    }

    /** What the filter assumes of its oscillator. */
    final Assumption assumption;

    private final double[] x = new double[STATES];
    private final double[][] p = new double[STATES][STATES];
    private final double[] column = new double[STATES];

    /**
     * One guess at an oscillator. Good and bad ones differ in scale more than in shape, so all figures go with the square root of q2: an
     * OCXO (q2 about 1e-8) has 0.1 ppb a day and 0.03 ppb/K, a TCXO (1e-5) 1 and 8, a rubidium (1e-11) 0.003 and 0.005.
     *
     * @param q2    random walk of the frequency, ppb^2/s
     * @param lag   which of {@link LaggedTemperatures} it feels; -1: none
     * @param drift of which kind its drift is
     */
    record Assumption(double q2, int lag, Drift drift) {

        /** A drift by ageing of this many sqrt(q2) in ppb/s is usual. */
        private static final double USUAL_DRIFT = 0.01;
        private static final double TREND_DRIFT = 1;
        private static final double USUAL_LINEAR = 3000;
        private static final double USUAL_QUADRATIC = 100;
        /** Share of a coefficient's prior by which it may wander in a day. */
        private static final double COEFFICIENT_WALK = 0.02;

        double driftSigma() {
            return (drift == Drift.AGEING ? ageing() : TREND_DRIFT) * Math.sqrt(q2);
        }

        /** Random walk of the drift, (ppb/s)^2/s: ageing changes by a third of itself in a day, a trend by all of it in its time. */
        double q3() {
            double ageing = 0.3 * ageing() * Math.sqrt(q2);
            return drift == Drift.AGEING ? ageing * ageing / DAY_S : q2 / (TREND_S * TREND_S);
        }

        /** Without a thermometer the warmth of a day looks like ageing, and extrapolating it is worse than nothing. */
        private double ageing() {
            return lag < 0 ? 0 : USUAL_DRIFT;
        }

        double linearSigma() {
            return lag < 0 ? 0 : USUAL_LINEAR * Math.sqrt(q2);
        }

        double quadraticSigma() {
            return lag < 0 ? 0 : USUAL_QUADRATIC * Math.sqrt(q2);
        }
    }

    OscillatorFilter(Assumption assumption) {
        this.assumption = assumption;
        set(DRIFT, 0, assumption.driftSigma());
        set(LINEAR, 0, assumption.linearSigma());
        set(QUADRATIC, 0, assumption.quadraticSigma());
    }

    /** Sets one state and its standard deviation; what was known of it together with the others is gone. */
    void set(int state, double value, double sigma) {
        x[state] = value;
        for (int i = 0; i < STATES; i++) {
            p[state][i] = 0;
            p[i][state] = 0;
        }
        p[state][state] = sigma * sigma;
    }

    /** Lets dt seconds pass in which the integrals of dT and dT^2 grew by i1, K s, and i2, K^2 s. */
    void predict(double dt, double i1, double i2) {
        double gPhase = assumption.drift().phase(dt);
        double gFrequency = assumption.drift().frequency(dt);
        double left = assumption.drift().left(dt);
        transit(x, dt, gPhase, gFrequency, left, i1, i2);
        // F P F': F on each row of the symmetric P, transposed, and again.
        for (double[] row : p) {
            transit(row, dt, gPhase, gFrequency, left, i1, i2);
        }
        for (int j = 0; j < STATES; j++) {
            for (int i = 0; i < STATES; i++) {
                column[i] = p[i][j];
            }
            transit(column, dt, gPhase, gFrequency, left, i1, i2);
            for (int i = 0; i < STATES; i++) {
                p[i][j] = column[i];
            }
        }
        double q2 = assumption.q2();
        double q3 = assumption.q3();
        double dt2 = dt * dt;
        double dt3 = dt2 * dt;
        p[PHASE][PHASE] += q2 * dt3 / 3 + q3 * dt2 * dt3 / 20;
        add(PHASE, FREQUENCY, q2 * dt2 / 2 + q3 * dt2 * dt2 / 8);
        add(PHASE, DRIFT, q3 * dt3 / 6);
        p[FREQUENCY][FREQUENCY] += q2 * dt + q3 * dt3 / 3;
        add(FREQUENCY, DRIFT, q3 * dt2 / 2);
        p[DRIFT][DRIFT] += q3 * dt;
        double linearWalk = Assumption.COEFFICIENT_WALK * assumption.linearSigma();
        double quadraticWalk = Assumption.COEFFICIENT_WALK * assumption.quadraticSigma();
        p[LINEAR][LINEAR] += linearWalk * linearWalk * dt / DAY_S;
        p[QUADRATIC][QUADRATIC] += quadraticWalk * quadraticWalk * dt / DAY_S;
    }

    /** F times a vector. */
    private static void transit(double[] v, double dt, double gPhase, double gFrequency, double left, double i1,
            double i2) {
        v[PHASE] += dt * v[FREQUENCY] + gPhase * v[DRIFT] + i1 * v[LINEAR] + i2 * v[QUADRATIC];
        v[FREQUENCY] += gFrequency * v[DRIFT];
        v[DRIFT] *= left;
    }

    private void add(int i, int j, double variance) {
        p[i][j] += variance;
        p[j][i] += variance;
    }

    /** Takes the measured phase of a block, ns, and its variance, ns^2; returns how far it was from the expectation, ns. */
    double update(double measuredNs, double r) {
        double innovationNs = measuredNs - x[PHASE];
        double s = p[PHASE][PHASE] + r;
        double[] phaseRow = p[PHASE].clone();
        for (int i = 0; i < STATES; i++) {
            x[i] += phaseRow[i] / s * innovationNs;
            for (int j = 0; j < STATES; j++) {
                p[i][j] -= phaseRow[i] * phaseRow[j] / s;
            }
        }
        return innovationNs;
    }

    /** State and covariance, to be taken up by {@link #load}. */
    double[] save() {
        double[] saved = new double[STATES + STATES * STATES];
        System.arraycopy(x, 0, saved, 0, STATES);
        for (int i = 0; i < STATES; i++) {
            System.arraycopy(p[i], 0, saved, STATES + i * STATES, STATES);
        }
        return saved;
    }

    /** Goes back to what {@link #save} gave. */
    void load(double[] saved) {
        System.arraycopy(saved, 0, x, 0, STATES);
        for (int i = 0; i < STATES; i++) {
            System.arraycopy(saved, STATES + i * STATES, p[i], 0, STATES);
        }
    }

    double state(int i) {
        return x[i];
    }

    double covariance(int i, int j) {
        return p[i][j];
    }
}
