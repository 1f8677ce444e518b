package dev.grandmaster.discipline.follower;

/**
 * Steers one clock by its offsets from another, about one a second. The offsets are nearly free of noise, so a plain PI controller with
 * high gains does: in {@code f = -integral - KP * offset} with one offset a second the poles lie at 0.5 and 0.6, which forgets an error in
 * some seconds without overshoot. The error that is told is the largest offset of the last seconds with the uncertainty of its reading,
 * not a fit: it may be worse than the truth, never better.
 */
public final class FollowerServo {

    /** Of an offset of 1 ns, ppb. Poles z of z^2 - (2 - KP - KI) z + (1 - KP) = 0. */
    private static final double KP = 0.7;
    private static final double KI = 0.2;
    private static final int SEEN = 8;
    private static final double NS = 1e9;

    /** What is to be done with the clock. */
    public enum Deed {
        /** Nothing yet. */
        NONE,
        /** Step it by {@link #stepNs()}. */
        STEP,
        /** Set its frequency to {@link #frequencyPpb()}. */
        ADJUST
    }

    private enum Phase {
        NEW, MEASURING, TRACKING
    }

    private final double maxPpb;
    private final double stepLimitNs;
    private final double[] errors = new double[SEEN];
    private int seen;
    private Phase phase = Phase.NEW;
    private double integralPpb;
    private double frequencyPpb;
    private double lastOffsetNs;
    private long lastMonoNs;
    private double stepNs;

    /**
     * @param maxPpb      the clock takes at most, ppb
     * @param stepLimitNs larger errors are stepped away
     */
    public FollowerServo(double maxPpb, double stepLimitNs) {
        this.maxPpb = maxPpb;
        this.stepLimitNs = stepLimitNs;
    }

    /** Begins anew with the correction that is in force, ppb. */
    public void restart(double inForcePpb) {
        phase = Phase.NEW;
        integralPpb = Double.isNaN(inForcePpb) ? 0 : inForcePpb;
        frequencyPpb = integralPpb;
        seen = 0;
    }

    /**
     * Takes an offset.
     *
     * @param offsetNs the follower minus the disciplined clock
     * @param windowNs how well that is known
     * @param monoNs   when
     */
    public Deed onOffset(double offsetNs, double windowNs, long monoNs) {
        double elapsedS = (monoNs - lastMonoNs) / NS;
        lastMonoNs = monoNs;
        if (Math.abs(offsetNs) > stepLimitNs) {
            phase = Phase.MEASURING;
            seen = 0;
            stepNs = -offsetNs;
            lastOffsetNs = 0;
            return Deed.STEP;
        }
        if (phase == Phase.NEW) {
            phase = Phase.MEASURING;
            lastOffsetNs = offsetNs;
            return Deed.NONE;
        }
        if (phase == Phase.MEASURING && elapsedS > 0) {
            integralPpb = limited(integralPpb - (offsetNs - lastOffsetNs) / elapsedS);
            phase = Phase.TRACKING;
        }
        integralPpb = limited(integralPpb - KI * offsetNs);
        frequencyPpb = limited(integralPpb - KP * offsetNs);
        errors[seen % SEEN] = Math.abs(offsetNs) + windowNs;
        seen++;
        return Deed.ADJUST;
    }

    private double limited(double ppb) {
        return Math.clamp(ppb, -maxPpb, maxPpb);
    }

    /** To be added to the clock after {@link Deed#STEP}. */
    public double stepNs() {
        return stepNs;
    }

    /** To be set after {@link Deed#ADJUST}. */
    public double frequencyPpb() {
        return frequencyPpb;
    }

    /** The largest error of the last eight seconds; infinite before there are so many. */
    public double errorNs() {
        if (seen < SEEN) {
            return Double.POSITIVE_INFINITY;
        }
        double worst = 0;
        for (double error : errors) {
            worst = Math.max(worst, error);
        }
        return worst;
    }
}
