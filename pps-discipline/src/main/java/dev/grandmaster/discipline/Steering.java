package dev.grandmaster.discipline;

import dev.grandmaster.discipline.servo.PhaseSlew;
import dev.grandmaster.discipline.servo.Servo;

/**
 * The one place that sets the clock's frequency: the servo's output, or the model's while there is no reference, and the slew on top. Keeps
 * account of what was really applied.
 */
final class Steering {

    private static final double NS_PER_S = 1e9;
    /** Larger differences between wanted and applied are a limit, not a rounding, ppb. */
    private static final double ROUNDING_PPB = 1;

    private final Servo servo;
    private final double limitPpb;
    private final DisciplineEffects effects;
    final PhaseSlew slew = new PhaseSlew();

    private double basePpb;
    private double carryPpb;
    private double appliedPpb;
    private double movedNs;
    private long sinceMonoNs;
    private boolean failed;
    private boolean begun;

    Steering(Servo servo, double limitPpb, DisciplineEffects effects) {
        this.servo = servo;
        this.limitPpb = limitPpb;
        this.effects = effects;
    }

    /** The servo begins anew from a known frequency. */
    void start(double frequencyPpb, boolean settled) {
        servo.start(frequencyPpb, settled);
        basePpb = frequencyPpb;
    }

    /** One accepted error, without what the slew still has to remove. */
    void onOffset(double offsetNs, double intervalS) {
        basePpb = servo.onOffset(offsetNs, intervalS);
    }

    /** The next pulse did not come: its phase correction has had its second. */
    void coast() {
        basePpb = servo.frequencyPpb();
    }

    /** No reference: keep this frequency. */
    void hold(double ppb) {
        basePpb = ppb;
    }

    double noiseGain() {
        return servo.noiseGain();
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
     * Hands the correction to the clock. What the clock rounds off is carried over to the next call, so that the mean is right.
     *
     * @param maxSlewPpb the largest rate of a slew, ppb
     */
    void apply(long nowMonoNs, double maxSlewPpb) {
        if (begun) {
            movedNs += appliedPpb * ((nowMonoNs - sinceMonoNs) / NS_PER_S);
        }
        begun = true;
        sinceMonoNs = nowMonoNs;
        double slewPpb = slew.advance(nowMonoNs, maxSlewPpb);
        double wantedPpb = Math.clamp(basePpb + slewPpb + carryPpb, -limitPpb, limitPpb);
        double answerPpb = effects.adjustFrequency(wantedPpb);
        failed = Double.isNaN(answerPpb);
        if (!failed) {
            appliedPpb = answerPpb;
            double roundedPpb = wantedPpb - answerPpb;
            carryPpb = Math.abs(roundedPpb) <= ROUNDING_PPB ? roundedPpb : 0;
        }
    }
}
