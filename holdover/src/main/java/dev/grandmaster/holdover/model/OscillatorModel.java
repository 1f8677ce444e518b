package dev.grandmaster.holdover.model;

/**
 * Learns an oscillator while the clock is locked, and predicts it when the reference is gone. Owner: the discipline machine.
 */
public interface OscillatorModel {

    /**
     * One accepted pulse.
     *
     * @param intervalS   seconds since the pulse observed before
     * @param correctedNs what the corrections really applied to the clock in that interval have moved it by, ns; wanted slews of the phase
     *                    are left out
     * @param residualNs  error of the clock at this pulse, ns, positive ahead, again without wanted slews
     */
    void observe(double intervalS, double correctedNs, double residualNs);

    /** Forgets all observations: the clock was disturbed, they do not join on to what follows. The frequency learnt so far stays as a guess. */
    void forget();

    /** What the frequency is believed to be as long as too little is observed: a correction and its standard deviation, ppb. */
    void guess(double correctionPpb, double sigmaPpb);

    /** The correction, ppb, that keeps the clock's frequency right from now on. */
    double correctionPpb();

    /** One standard deviation of that correction, ppb. */
    double correctionSigmaPpb();

    /**
     * How much the error bound grows.
     *
     * @param ageS seconds since the last observation
     * @return ns, about three standard deviations and the worst case of what is not random
     */
    double growthNs(double ageS);
}
