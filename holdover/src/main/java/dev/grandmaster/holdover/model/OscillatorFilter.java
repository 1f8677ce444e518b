package dev.grandmaster.holdover.model;

/**
 * A Kalman filter of one oscillator without corrections. The state is
 *
 * <pre>
 *     x = [ phi ns, f ppb, d ppb/s, k1 ppb/K, k2 ppb/K^2, w ppb ]
 *     phi' = f + k1 dT + k2 dT^2
 *     f'   = d - w / T_u + white noise of density q2 and the noise of w
 *     d'   = -d / T_d + white noise of density q3
 *     w'   = -w / T_u + white noise of density 2 sigma_u^2 / T_u
 * </pre>
 *
 * with dT the temperature that the oscillator feels, T_d the time in which a drift dies down, and w the part of f that goes away by itself:
 * what warmth does that reaches the oscillator and no thermometer. Between two blocks of pulses the phase moves by
 * {@code dt f + g d + I1 k1 + I2 k2 - h w}, where g is the twofold integral of exp(-t/T_d) (dt^2/2 for one that lasts), h that of
 * exp(-t/T_u) / T_u, and I1 and I2 are the integrals of dT and dT^2. Noise in the exact discrete form (Van Loan), for the drift that of one
 * that lasts, which a block cannot tell.
 */
final class OscillatorFilter {

    static final int STATES = 6;
    static final int PHASE = 0;
    static final int FREQUENCY = 1;
    static final int DRIFT = 2;
    static final int LINEAR = 3;
    static final int QUADRATIC = 4;
    static final int UNSEEN = 5;

    /** Variance of a block's mean phase, ns^2. Only its ratio to q2 matters to what is estimated; the scale is measured afterwards. */
    static final double BLOCK_VARIANCE = 1;

    /** What the filter assumes of its oscillator. */
    final Assumption assumption;

    private final double[] x = new double[STATES];
    private final double[][] p = new double[STATES][STATES];
    private final double[] column = new double[STATES];

    OscillatorFilter(Assumption assumption) {
        this.assumption = assumption;
        set(DRIFT, 0, assumption.driftSigma());
        set(LINEAR, 0, assumption.linearSigma());
        set(QUADRATIC, 0, assumption.quadraticSigma());
        set(UNSEEN, 0, assumption.unseenSigma());
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
        double[] phaseRow = assumption.drift().row(dt, i1, i2);
        double gFrequency = assumption.drift().frequency(dt);
        double left = assumption.drift().left(dt);
        double unseenLeft = assumption.drift().unseenLeft(dt);
        transit(x, phaseRow, gFrequency, left, unseenLeft);
        // F P F': F on each row of the symmetric P, transposed, and again.
        for (double[] row : p) {
            transit(row, phaseRow, gFrequency, left, unseenLeft);
        }
        for (int j = 0; j < STATES; j++) {
            for (int i = 0; i < STATES; i++) {
                column[i] = p[i][j];
            }
            transit(column, phaseRow, gFrequency, left, unseenLeft);
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
        p[LINEAR][LINEAR] += assumption.linearWalk() * dt;
        p[QUADRATIC][QUADRATIC] += assumption.quadraticWalk() * dt;
        if (assumption.drift().isUnseenToo()) {
            // The same noise in w and in f, of which it is a part.
            double phaseAndFrequency = assumption.unseenPhaseFrequency(dt);
            double frequency = assumption.unseenFrequency(dt);
            p[PHASE][PHASE] += assumption.unseenPhase(dt);
            add(PHASE, FREQUENCY, phaseAndFrequency);
            add(PHASE, UNSEEN, phaseAndFrequency);
            p[FREQUENCY][FREQUENCY] += frequency;
            add(FREQUENCY, UNSEEN, frequency);
            p[UNSEEN][UNSEEN] += frequency;
        }
    }

    /** F times a vector. */
    private static void transit(double[] v, double[] phaseRow, double gFrequency, double left, double unseenLeft) {
        double phase = 0;
        for (int i = 0; i < STATES; i++) {
            phase += phaseRow[i] * v[i];
        }
        v[PHASE] = phase;
        v[FREQUENCY] += gFrequency * v[DRIFT] - (1 - unseenLeft) * v[UNSEEN];
        v[DRIFT] *= left;
        v[UNSEEN] *= unseenLeft;
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
