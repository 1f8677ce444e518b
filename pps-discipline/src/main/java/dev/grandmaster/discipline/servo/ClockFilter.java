package dev.grandmaster.discipline.servo;

/**
 * A Kalman filter of one clock: its phase error phi (ns, positive ahead), the frequency error f that its oscillator has without corrections
 * (ppb = ns/s) and the drift d of that (ppb/s).
 *
 * <p>Between pulses phi moves by {@code f dt + d dt^2 / 2} and by what the corrections really did, which is known exactly and therefore adds
 * no uncertainty. The noise are random walks of the phase, the frequency and the drift with variances q1, q2 and q3 per second, in the
 * exact discrete form (Van Loan):
 *
 * <pre>
 *     F = | 1 dt dt^2/2 |     Q = | q1 dt + q2 dt^3/3 + q3 dt^5/20   q2 dt^2/2 + q3 dt^4/8   q3 dt^3/6 |
 *         | 0 1  dt     |         | .                                q2 dt + q3 dt^3/3       q3 dt^2/2 |
 *         | 0 0  1      |         | .                                .                       q3 dt     |
 * </pre>
 *
 * <p>A pulse z of variance R corrects by {@code r = z - phi, S = P00 + R, K = P h' / S, x += K r, P -= K S K'}, with h = (1 0 0).
 *
 * <p>In the steady state at 1 Hz it is a PI loop with {@code omega = (q2/R)^(1/4)} rad/s; unlike a loop it starts as fast as the noise R of
 * the pulses allows and says how far off it may be.
 */
final class ClockFilter {

    /** Random walk of the phase, ns^2/s. */
    private final double q1;
    /** Random walk of the frequency, ppb^2/s. */
    final double q2;
    /** Random walk of the drift, (ppb/s)^2/s. */
    private final double q3;

    private double phaseNs;
    private double frequencyPpb;
    private double driftPpbPerS;
    // The covariance, symmetric: 0 phase, 1 frequency, 2 drift.
    private double p00;
    private double p01;
    private double p02;
    private double p11;
    private double p12;
    private double p22;

    ClockFilter(double q1, double q2, double q3) {
        this.q1 = q1;
        this.q2 = q2;
        this.q3 = q3;
    }

    /** Begins with independent guesses and their standard deviations, ns, ppb, ppb/s; no drift is known. */
    void start(double phase, double phaseSigma, double frequency, double frequencySigma, double driftSigma) {
        phaseNs = phase;
        frequencyPpb = frequency;
        driftPpbPerS = 0;
        p00 = phaseSigma * phaseSigma;
        p11 = frequencySigma * frequencySigma;
        p22 = driftSigma * driftSigma;
        p01 = 0;
        p02 = 0;
        p12 = 0;
    }

    /** Lets time pass in which the corrections moved the clock by so many ns. */
    void predict(double dt, double movedNs) {
        phaseNs = phaseAfter(dt, movedNs);
        frequencyPpb += dt * driftPpbPerS;
        double dt2 = dt * dt;
        double dt3 = dt2 * dt;
        p00 = phaseVarianceAfter(dt);
        p01 += dt * (p11 + p02) + dt2 * 1.5 * p12 + dt3 / 2 * p22 + q2 * dt2 / 2 + q3 * dt2 * dt2 / 8;
        p02 += dt * p12 + dt2 / 2 * p22 + q3 * dt3 / 6;
        p11 += 2 * dt * p12 + dt2 * p22 + q2 * dt + q3 * dt3 / 3;
        p12 += dt * p22 + q3 * dt2 / 2;
        p22 += q3 * dt;
    }

    /** Takes a measured phase error with the variance r, ns^2. */
    void update(double measuredNs, double r) {
        double innovationNs = measuredNs - phaseNs;
        double s = p00 + r;
        double k0 = p00 / s;
        double k1 = p01 / s;
        double k2 = p02 / s;
        phaseNs += k0 * innovationNs;
        frequencyPpb += k1 * innovationNs;
        driftPpbPerS += k2 * innovationNs;
        // P - K S K', the last row first so that each line still sees the old phase row.
        p22 -= k2 * p02;
        p12 -= k1 * p02;
        p11 -= k1 * p01;
        p02 *= r / s;
        p01 *= r / s;
        p00 *= r / s;
    }

    double phaseNs() {
        return phaseNs;
    }

    double phaseVariance() {
        return p00;
    }

    double frequencyPpb() {
        return frequencyPpb;
    }

    double frequencyVariance() {
        return p11;
    }

    double driftPpbPerS() {
        return driftPpbPerS;
    }

    /** The phase to be expected some seconds ahead, ns. */
    double phaseAfter(double dt, double movedNs) {
        return phaseNs + movedNs + dt * (frequencyPpb + dt / 2 * driftPpbPerS);
    }

    /** The variance of that expectation, ns^2. */
    double phaseVarianceAfter(double dt) {
        double dt2 = dt * dt;
        double dt3 = dt2 * dt;
        return p00 + 2 * dt * p01 + dt2 * (p11 + p02) + dt3 * p12 + dt2 * dt2 / 4 * p22
                + q1 * dt + q2 * dt3 / 3 + q3 * dt2 * dt3 / 20;
    }
}
