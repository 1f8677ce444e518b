package dev.grandmaster.discipline.servo;

/**
 * Computes a frequency correction from the error of the clock. It steers nothing itself and knows nothing of states.
 */
public interface Servo {

    /** Begins with a known frequency; {@code settled}: the phase is right already, so a slow start does no harm. */
    void start(double frequencyPpb, boolean settled);

    /**
     * One accepted error.
     *
     * @param offsetNs  error of the clock, ns, positive ahead
     * @param intervalS seconds since the error before, above 0
     * @return the correction to apply until the next pulse, ppb
     */
    double onOffset(double offsetNs, double intervalS);

    /** The correction without the part that pulls the phase: for the time after a pulse that did not come. */
    double frequencyPpb();

    /** How much of one measured error goes into the clock: 1 follows each pulse, 0 none. */
    double noiseGain();
}
