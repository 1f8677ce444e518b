package dev.grandmaster.holdover.model;

/** What the frequency's drift is due to, and so how long it lasts. */
enum Drift {
    /** Goes on. */
    AGEING(Double.POSITIVE_INFINITY, false),
    /** Goes on, beside warmth that comes and goes and no thermometer sees. */
    AGEING_UNSEEN_WARMTH(Double.POSITIVE_INFINITY, true),
    /** An oscillator that settles after it was switched on: within a working day. */
    SETTLING(1.5 * Drift.TREND_S, false),
    /** Surroundings that change as a day does, and turn. */
    TURNING(Drift.TREND_S, false);

    /** A trend becomes another one within this time, s: a sixth of a day, in which the sine of a day turns from steep to flat. */
    static final double TREND_S = 14_400;
    /** Unseen warmth goes away within this time, s, as people and loads do; twice as long makes no difference that could be measured in a day. */
    static final double UNSEEN_S = 7200;

    private final double lastsS;
    private final boolean unseenToo;

    Drift(double lastsS, boolean unseenToo) {
        this.lastsS = lastsS;
        this.unseenToo = unseenToo;
    }

    /** True for ageing, false for what dies down. */
    boolean goesOn() {
        return lastsS == Double.POSITIVE_INFINITY;
    }

    /** True where unseen warmth is expected as well. */
    boolean isUnseenToo() {
        return unseenToo;
    }

    /** What is left of a drift after t seconds, as a share. */
    double left(double t) {
        return goesOn() ? 1 : Math.exp(-t / lastsS);
    }

    /** What a drift of 1 ppb/s has changed the frequency by after t seconds, ppb. */
    double frequency(double t) {
        return goesOn() ? t : -lastsS * Math.expm1(-t / lastsS);
    }

    /** And the phase, ns. */
    double phase(double t) {
        return goesOn() ? t * t / 2 : lastsS * (t + lastsS * Math.expm1(-t / lastsS));
    }

    /** What is left of an effect of unseen warmth after t seconds, as a share: e = exp(-t/T). */
    double unseenLeft(double t) {
        return unseenToo ? Math.exp(-t / UNSEEN_S) : 1;
    }

    /**
     * What the noise of unseen warmth, which is zero at first, makes within t seconds: the variance of the phase, ns^2, for 1 ppb^2, that of
     * an integrated Ornstein-Uhlenbeck process, {@code T^2 (2t/T - 3 + 4e - e^2)}.
     */
    double unseenPhase(double t) {
        double left = unseenLeft(t);
        return unseenToo ? UNSEEN_S * UNSEEN_S * (2 * t / UNSEEN_S - 3 + 4 * left - left * left) : 0;
    }

    /**
     * The row of the measurement t seconds later: what one unit of each state adds to the phase by then, ns.
     *
     * @param i1 how far the integral of the temperature has grown meanwhile, K s
     * @param i2 and that of its square, K^2 s
     */
    double[] row(double t, double i1, double i2) {
        double gone = unseenToo ? t + UNSEEN_S * Math.expm1(-t / UNSEEN_S) : 0;
        return new double[]{1, t, phase(t), i1, i2, -gone};
    }
}
