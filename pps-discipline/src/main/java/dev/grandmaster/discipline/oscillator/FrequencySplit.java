package dev.grandmaster.discipline.oscillator;

/**
 * Splits a wanted correction between the converter, which holds it by itself in holdover, and the clock's digital correction, which is quick and
 * fine. The digital part bleeds into the converter so slowly that its steps and the error of its slope are nothing beside the servo.
 */
final class FrequencySplit {

    /** The digital part bleeds away with this time constant, s: slower than every loop. */
    private static final double BLEED_S = 1000;
    /** The converter stays within this part of its range at both ends; the rest is done digitally. */
    static final double MARGIN = 0.1;
    private static final double NS = 1e9;

    private final TuningCurve curve;
    private double target;
    private int code;
    private boolean begun;
    private long lastMonoNs;

    FrequencySplit(TuningCurve curve) {
        this.curve = curve;
        this.code = curve.middle();
        this.target = code;
    }

    /**
     * Takes a wanted correction. The first one is made by the converter at once: nobody follows the clock yet.
     *
     * @param wantedPpb in all
     * @return what the digital part has to be, ppb
     */
    double split(double wantedPpb, long nowMonoNs) {
        if (!begun) {
            begun = true;
            target = limited(curve.codeFor(wantedPpb));
        } else {
            double share = Math.clamp((nowMonoNs - lastMonoNs) / NS / BLEED_S, 0, 1);
            double apart = curve.codeFor(wantedPpb) - curve.codeFor(coarsePpb());
            target = limited(target + share * apart);
        }
        lastMonoNs = nowMonoNs;
        if (Math.abs(target - code) >= 1) {
            code = (int) Math.round(target);
        }
        return wantedPpb - coarsePpb();
    }

    /** The converter did not take the code: it still makes this one. */
    void stays(int formerCode) {
        code = formerCode;
        target = formerCode;
    }

    int code() {
        return code;
    }

    double coarsePpb() {
        return curve.correctionPpb(code);
    }

    /** Whether the converter is as far as it may go. */
    boolean isAtEnd() {
        return code <= lowest() || code >= highest();
    }

    private double limited(double wanted) {
        return Math.clamp(wanted, lowest(), highest());
    }

    private double lowest() {
        return Math.ceil(MARGIN * (curve.steps() - 1));
    }

    private double highest() {
        return Math.floor((1 - MARGIN) * (curve.steps() - 1));
    }
}
