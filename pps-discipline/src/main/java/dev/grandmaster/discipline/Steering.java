package dev.grandmaster.discipline;

import dev.grandmaster.discipline.servo.FilterBank;
import dev.grandmaster.discipline.servo.PhaseSlew;

/**
 * The one place that sets the clock's frequency: the filters' output, or the model's while there is no reference, and the slew on top. Keeps
 * account of what was really applied.
 */
final class Steering {

    private static final double NS_PER_S = 1e9;
    /** Larger differences between wanted and applied are a limit, not a rounding, ppb. */
    private static final double ROUNDING_PPB = 1;
    /** What was rounded off is given back in this time: the usual one between two calls. */
    private static final double GIVE_BACK_S = 1;

    private final FilterBank filters;
    private final double limitPpb;
    private final DisciplineEffects effects;
    final PhaseSlew slew = new PhaseSlew();

    private double basePpb;
    private double lostNs;
    private double roundedPpb;
    private double appliedPpb;
    private double movedNs;
    private long sinceMonoNs;
    private boolean failed;
    private boolean begun;

    Steering(FilterBank filters, double limitPpb, DisciplineEffects effects) {
        this.filters = filters;
        this.limitPpb = limitPpb;
        this.effects = effects;
    }

    /** The filters begin anew from a phase, ns, and a frequency, ppb, each with its standard deviation. */
    void start(double phaseNs, double phaseSigmaNs, double frequencyPpb, double sigmaPpb) {
        filters.start(phaseNs, phaseSigmaNs, frequencyPpb, sigmaPpb);
        basePpb = frequencyPpb;
    }

    /** One accepted error, without what the slew still has to remove; the arguments are those of the filters. */
    void onOffset(double offsetNs, double movedNs, double intervalS, double noiseNs) {
        filters.onOffset(offsetNs, movedNs, intervalS, noiseNs);
        basePpb = filters.correctionPpb();
    }

    /** The next pulse did not come: its phase correction has had its second. */
    void coast() {
        basePpb = filters.frequencyPpb();
    }

    /** No reference: keep this frequency. */
    void hold(double ppb) {
        basePpb = ppb;
    }

    double appliedPpb() {
        return appliedPpb;
    }

    /** True while the clock does not take corrections. */
    boolean isFailed() {
        return failed;
    }

    /** What the corrections have moved the clock by until a monotonic instant, without slews, ns. */
    double correctedNs(long monoNs) {
        return movedNs + appliedPpb * ((monoNs - sinceMonoNs) / NS_PER_S) - slew.movedNs(monoNs);
    }

    /**
     * Hands the correction to the clock. What the clock rounds off is summed up and given back, so that the mean is right however coarse its
     * steps are (2^-16 ppm in Linux): a first-order delta-sigma modulator.
     *
     * @param maxSlewPpb the largest rate of a slew, ppb
     */
    void apply(long nowMonoNs, double maxSlewPpb) {
        if (begun) {
            double passedS = (nowMonoNs - sinceMonoNs) / NS_PER_S;
            movedNs += appliedPpb * passedS;
            lostNs = Math.clamp(lostNs + roundedPpb * passedS, -ROUNDING_PPB, ROUNDING_PPB);
        }
        begun = true;
        sinceMonoNs = nowMonoNs;
        double meantPpb = basePpb + slew.advance(nowMonoNs, maxSlewPpb);
        double wantedPpb = Math.clamp(meantPpb + lostNs / GIVE_BACK_S, -limitPpb, limitPpb);
        double answerPpb = effects.adjustFrequency(wantedPpb);
        failed = Double.isNaN(answerPpb);
        if (!failed) {
            appliedPpb = answerPpb;
            roundedPpb = Math.abs(wantedPpb - answerPpb) <= ROUNDING_PPB ? meantPpb - answerPpb : 0;
        }
    }
}
