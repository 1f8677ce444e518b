package dev.grandmaster.discipline.servo;

/**
 * Proportional and integral, critically damped: kp = 2/tau and ki = 1/tau^2 with the loop time tau in s, so that the gains follow from the
 * interval between pulses. Tau begins short and grows with the time that the loop has run, as the uncertainty of the frequency shrinks,
 * up to the time that suits the oscillator.
 *
 * <p>The integrator stands still while the output is limited (anti-windup).
 */
public final class PiServo implements Servo {

    /** At one pulse a second kp = 1 and ki = 1/4: both poles well inside the unit circle, settled after some ten pulses. */
    private static final double FASTEST_S = 2;
    /** A loop that starts settled has nothing to catch, only to adapt. */
    private static final double SETTLED_S = 8;
    /** Tau is the time that the loop has run divided by this: transients of one tau are gone before the next. */
    private static final double GROWTH = 5;

    private final double slowestS;
    private final double limitPpb;
    private double integralPpb;
    private double ranS;
    private double tauS = FASTEST_S;

    /**
     * @param slowestS the loop time that suits the oscillator, s
     * @param limitPpb what the clock can be steered by at most, ppb
     */
    public PiServo(double slowestS, double limitPpb) {
        this.slowestS = Math.max(slowestS, FASTEST_S);
        this.limitPpb = limitPpb;
    }

    @Override
    public void start(double frequencyPpb, boolean settled) {
        integralPpb = Math.clamp(frequencyPpb, -limitPpb, limitPpb);
        ranS = settled ? SETTLED_S * GROWTH : 0;
        tauS = loopTimeS(1);
    }

    @Override
    public double onOffset(double offsetNs, double intervalS) {
        ranS += intervalS;
        tauS = loopTimeS(intervalS);
        double proportionalPpb = -2 / tauS * offsetNs;
        double stepPpb = -offsetNs * intervalS / (tauS * tauS);
        double wantedPpb = integralPpb + stepPpb + proportionalPpb;
        double outputPpb = Math.clamp(wantedPpb, -limitPpb, limitPpb);
        if (outputPpb == wantedPpb) {
            integralPpb += stepPpb;
        }
        return outputPpb;
    }

    @Override
    public double frequencyPpb() {
        return integralPpb;
    }

    @Override
    public double noiseGain() {
        return Math.min(1, 2 / tauS);
    }

    /** Never shorter than two intervals: a loop that is faster than its pulses rings. */
    private double loopTimeS(double intervalS) {
        return Math.max(FASTEST_S * Math.max(1, intervalS), Math.min(ranS / GROWTH, slowestS));
    }
}
