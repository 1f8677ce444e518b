package dev.grandmaster.sim.pps;

/**
 * What spoils a pulse on its way from the true second to the timestamp.
 *
 * @param jitterNs white noise of the receiver: standard deviation
 * @param granularityNs period of the receiver's own clock, to whose edges pulses are rounded: a sawtooth of that width
 *         peak to peak; 0 for a receiver that steers its clock
 * @param wanderScale GPS against UTC as the antenna sees it, multiple of the usual +- 10 ns; 0 for a pulse that is true
 *         on average
 * @param outlierFraction how many pulses are late by 100 ns to 10 us, 0 to 1
 * @param cableDelayNs true delay of antenna, cable and pulse line
 * @param captureStepNs resolution of the timestamping hardware; each timestamp is off by up to half of it
 */
public record PulseSpec(double jitterNs, double granularityNs, double wanderScale, double outlierFraction,
        double cableDelayNs, double captureStepNs) {

    /** A timing receiver (ZED-F9T class, sawtooth not corrected) and an i210 that counts in steps of 8 ns; no cable. */
    public static final PulseSpec TIMING_RECEIVER = new PulseSpec(5, 20, 1, 0, 0, 8);

    /** Pulses that are exact. */
    public static final PulseSpec IDEAL = new PulseSpec(0, 0, 0, 0, 0, 0);

    public PulseSpec withCableDelayNs(double delayNs) {
        return new PulseSpec(jitterNs, granularityNs, wanderScale, outlierFraction, delayNs, captureStepNs);
    }

    public PulseSpec withOutlierFraction(double fraction) {
        return new PulseSpec(jitterNs, granularityNs, wanderScale, fraction, cableDelayNs, captureStepNs);
    }
}
