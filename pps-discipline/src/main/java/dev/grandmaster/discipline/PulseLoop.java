package dev.grandmaster.discipline;

import dev.grandmaster.discipline.servo.FilterBank;
import dev.grandmaster.discipline.servo.PulseNoise;

/** The closed loop: from pulses that are believed to the frequency, to what is known of the oscillator, and to how far off the clock may be. */
final class PulseLoop {

    private static final long NS = 1_000_000_000L;
    /** A pulse that is due by now and has not come is missing. */
    private static final long MISSING_NS = NS + NS / 10;
    /** Scatter of the pulses before it is measured, and what the oscillators' loop times are meant for, ns. */
    private static final double USUAL_NOISE_NS = 8;
    /** The error counts as small below this, or below three sigma of the pulses, ns. */
    private static final double SMALL_NS = 100;
    static final double SIGMAS = 3;

    final OscillatorWatch oscillator;
    final Steering steering;
    private final FilterBank filters;
    private final PulseNoise noise = new PulseNoise();
    private final DragGuard guard;
    private final double stampUncertaintyNs;

    private boolean joined;
    private long used;
    private long lastSecond;
    private double lastCorrectedNs;
    private long lastMonoNs;
    private boolean small;
    private long smallSinceMonoNs;

    PulseLoop(OscillatorWatch oscillator, double loopS, double maxFrequencyPpb, double stampUncertaintyNs,
            DisciplineEffects effects) {
        this.oscillator = oscillator;
        this.stampUncertaintyNs = stampUncertaintyNs;
        this.guard = new DragGuard(oscillator.model);
        this.filters = new FilterBank(loopS, USUAL_NOISE_NS, maxFrequencyPpb);
        this.steering = new Steering(filters, maxFrequencyPpb, effects);
        noise.start(Math.max(USUAL_NOISE_NS, stampUncertaintyNs));
    }

    /** Begins with a frequency from elsewhere, ppb, and its standard deviation. */
    void start(double correctionPpb, double sigmaPpb) {
        steering.start(0, noise.sigmaNs(), correctionPpb, sigmaPpb);
    }

    /** Pulses are followed from here on; the first joins on to nothing. */
    void begin(long nowMonoNs, double errorNs, double frequencySigmaPpb) {
        oscillator.model.forget();
        steering.start(errorNs, Math.max(Math.abs(errorNs), noise.gateNs()), oscillator.model.correctionPpb(),
                frequencySigmaPpb);
        guard.restart();
        joined = false;
        small = false;
        lastMonoNs = nowMonoNs;
    }

    /** Pulses are no longer followed. */
    void end() {
        joined = false;
        guard.restart();
    }

    /** False for a second that was had. */
    boolean isNew(long second) {
        return !joined || second > lastSecond;
    }

    /** True for a pulse that is not where the filters expect it. */
    boolean isOutlier(long second, long monoNs, double residualNs) {
        return joined && filters.isOutlier(residualNs, steering.correctedNs(monoNs) - lastCorrectedNs,
                (double) (second - lastSecond), noise.sigmaNs());
    }

    /** Takes a pulse that is believed: the error of the clock, ns, without what a slew has still to remove. */
    void onPulse(long second, long monoNs, double residualNs) {
        // The first one joins on to nothing: no time has passed for the filters.
        double intervalS = joined ? second - lastSecond : 0;
        double correctedNs = steering.correctedNs(monoNs);
        double movedNs = joined ? correctedNs - lastCorrectedNs : 0;
        oscillator.observe(monoNs, intervalS, movedNs, residualNs);
        noise.onOffset(residualNs);
        steering.onOffset(residualNs, movedNs, intervalS, noise.sigmaNs());
        if (oscillator.model.isGuessing()) {
            // Its own first frequency takes it two blocks of pulses; the filters have theirs from the second pulse on.
            oscillator.model.guess(filters.frequencyPpb(), filters.frequencySigmaPpb());
        }
        guard.onPulse();
        used++;
        joined = true;
        lastSecond = second;
        lastCorrectedNs = correctedNs;
        lastMonoNs = monoNs;
    }

    boolean isDragged() {
        return guard.back() != null;
    }

    /**
     * Unlearns what a reference that has moved may have taught, and leaves the error of the clock that it may have caused to the slew.
     */
    void goBack() {
        DragGuard.Way way = isDragged() ? guard.back() : guard.backFromStep();
        if (way != null) {
            oscillator.model.resume(way.checkpoint());
            steering.slew.add(way.errorNs());
            filters.start(0, filters.phaseSigmaNs(), oscillator.model.correctionPpb(), filters.frequencySigmaPpb());
        }
        end();
    }

    /** How far the pulses are noticeably from what was foretold, ns; 0: they are not. */
    double disagreementNs() {
        return guard.disagreementNs();
    }

    long used() {
        return used;
    }

    /** Since the last pulse that was believed, or the beginning, monotonic ns. */
    long ageNs(long nowMonoNs) {
        return nowMonoNs - lastMonoNs;
    }

    long lastMonoNs() {
        return lastMonoNs;
    }

    boolean isMissing(long nowMonoNs) {
        return ageNs(nowMonoNs) > MISSING_NS;
    }

    double noiseNs() {
        return noise.sigmaNs();
    }

    /** Neighbouring pulses are not farther apart, ns. */
    double gateNs() {
        return noise.gateNs();
    }

    /** A pulse was not where the filters expect it: before a lock either may be wrong, and it has to be seen which. */
    void unsettle() {
        small = false;
    }

    /** True when the error has been small for so long, s, by pulses that came and were believed. */
    boolean isSettled(long nowMonoNs, double forS) {
        double limitNs = Math.max(SMALL_NS, SIGMAS * noise.sigmaNs());
        boolean smallNow = joined && !isMissing(nowMonoNs)
                && Math.abs(steering.slew.pendingNs(nowMonoNs)) + Math.abs(filters.phaseNs()) <= limitNs;
        if (smallNow && !small) {
            smallSinceMonoNs = nowMonoNs;
        }
        small = smallNow;
        return small && nowMonoNs - smallSinceMonoNs >= forS * NS;
    }

    /** The error of the clock as the filters see it, ns, without what a slew has still to remove. */
    double phaseNs() {
        return filters.phaseNs();
    }

    /**
     * The bound at the last pulse without what the slew has still to remove, ns: calibration, the stamps, the loop's error and its
     * uncertainty, and what speaks for a reference that is being dragged away.
     */
    double boundAtPulseNs(double calibrationNs) {
        return calibrationNs + stampUncertaintyNs + Math.abs(filters.phaseNs()) + SIGMAS * filters.phaseSigmaNs()
                + guard.disagreementNs();
    }

    /** The same now: it grows where a pulse is missing. */
    double boundNs(long nowMonoNs, double calibrationNs) {
        double grownNs = isMissing(nowMonoNs) ? oscillator.model.growthNs(ageNs(nowMonoNs) / (double) NS) : 0;
        return boundAtPulseNs(calibrationNs) + grownNs;
    }

    /** How far the frequency may have gone since the last pulse that was believed, one sigma, ppb: how fast the bound grows by now. */
    double wanderedPpb(long nowMonoNs) {
        double ageS = ageNs(nowMonoNs) / (double) NS;
        return (oscillator.model.growthNs(ageS) - oscillator.model.growthNs(ageS - 1)) / SIGMAS;
    }
}
