package dev.grandmaster.holdover.model;

import org.jspecify.annotations.Nullable;

/**
 * Learns an oscillator while the clock is locked, and predicts it when the reference is gone. Owner: the discipline machine. Temperatures
 * in degrees Celsius, NaN for unknown.
 */
public interface OscillatorModel {

    /**
     * One accepted pulse.
     *
     * @param intervalS   seconds since the pulse observed before
     * @param correctedNs what the corrections really applied to the clock in that interval have moved it by, ns; wanted slews of the phase
     *                    are left out
     * @param residualNs  error of the clock at this pulse, ns, positive ahead, again without wanted slews
     * @param celsius     at the oscillator
     */
    void observe(double intervalS, double correctedNs, double residualNs, double celsius);

    /** Time passes without a pulse that can be believed. */
    void coast(double intervalS, double celsius);

    /** Later observations do not join on to those before: the clock was disturbed, or was long without pulses. The oscillator stays known. */
    void forget();

    /**
     * What the frequency is believed to be as long as too little is observed: a correction and its standard deviation, ppb. It holds at the
     * last observation, so the bound grows from there.
     */
    void guess(double correctionPpb, double sigmaPpb);

    /** True as long as the frequency is the one that was guessed: whoever knows it better by now should say so. */
    boolean isGuessing();

    /** Takes up what a former run learnt, as if it had ended this moment; {@link #coast} then lets it age. */
    void restore(OscillatorMemory memory);

    /** The correction, ppb, that keeps the clock's frequency right at this moment. */
    double correctionPpb();

    /** One standard deviation of that correction, ppb. */
    double correctionSigmaPpb();

    /**
     * How much the error bound grows.
     *
     * @param ageS seconds since the last observation, past ones or to come
     * @return ns, three standard deviations, as virtual holdovers have shown them to be
     */
    double growthNs(double ageS);

    /** What is foretold at this moment, to be asked later. */
    Forecast forecast();

    /** When the latest ten seconds of pulses were, their mean in s of the model's time; NaN before there are any. */
    double recentAtS();

    /** How far the mean of those pulses is from what was foretold for that time, ns, positive: they say that the clock is ahead. */
    double surpriseNs(Forecast made);

    /** The error of the clock at the last observation, ns, by what was foretold for that time and by what the corrections did since. */
    double errorNs(Forecast made);

    /** All that is known of the oscillator at this moment. */
    Checkpoint checkpoint();

    /** Unlearns what was observed since then. */
    void resume(Checkpoint checkpoint);

    /** What to keep over a restart; null before there is anything. */
    @Nullable
    OscillatorMemory memory();
}
