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
}
