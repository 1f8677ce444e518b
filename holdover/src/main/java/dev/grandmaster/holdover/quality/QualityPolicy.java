package dev.grandmaster.holdover.quality;

import dev.grandmaster.quality.ClockAccuracy;
import dev.grandmaster.quality.ClockQuality;
import dev.grandmaster.quality.TimeSource;
import dev.grandmaster.state.ClockState;
import dev.grandmaster.state.GrandmasterState.Announced;
import dev.grandmaster.time.UtcStatus;

/**
 * What each PTP profile says of a clock in each state. One table; IEEE 1588-2019 clause 7.6.2.5, Table 4, for the default profile,
 * ITU-T G.8275.1 and G.8275.2 clause 6 for telecom, IEEE C37.238 and IEC/IEEE 61850-9-3 for power.
 */
public enum QualityPolicy {
    // name, locked, holdover, out of spec, lost, accuracy told in holdover, spec ns
    DEFAULT("default", 6, 7, 52, 248, true, 1000),
    /** Out of specification without knowledge of the frequency's category: 160, the worst of 140, 150 and 160. */
    G_8275_1("G.8275.1", 6, 7, 160, 248, false, 1500), G_8275_2("G.8275.2", 6, 7, 160, 248, false, 1500), C37_238(
            "C37.238", 6, 7, 52, 187, true, 250), IEC_61850_9_3("61850-9-3", 6, 7, 52, 187, true, 250);

    /** How many times the specification the bound may be before the clock counts as lost. */
    public static final double LOST_FACTOR = 10;
    /** offsetScaledLogVariance of a clock locked to GNSS: about 34 ns, G.8275.1 clause 6.3. */
    static final int VARIANCE_LOCKED = 0x4E5D;
    /** Better than 100 ns is not promised: antenna, cable and receiver would have to be calibrated together. */
    static final ClockAccuracy BEST_ACCURACY = ClockAccuracy.WITHIN_100_NS;

    private final String label;
    private final int lockedClass;
    private final int holdoverClass;
    private final int outOfSpecClass;
    private final int lostClass;
    private final boolean accuracyInHoldover;
    private final double specNs;

    QualityPolicy(String label, int lockedClass, int holdoverClass, int outOfSpecClass, int lostClass,
            boolean accuracyInHoldover, double specNs) {
        this.label = label;
        this.lockedClass = lockedClass;
        this.holdoverClass = holdoverClass;
        this.outOfSpecClass = outOfSpecClass;
        this.lostClass = lostClass;
        this.accuracyInHoldover = accuracyInHoldover;
        this.specNs = specNs;
    }

    /** The name in configuration files. */
    public String label() {
        return label;
    }

    /** The holdover specification where the operator sets none, ns. */
    public double specNs() {
        return specNs;
    }

    /**
     * What is announced.
     *
     * @param state      the state of the clock
     * @param boundNs    its error bound, ns
     * @param limitNs    the holdover specification in force, ns
     * @param everLocked false: the profile's class for lost does not apply yet, 248 does
     * @param before     clockClass announced until now: while recovering it gets no better
     */
    public Announced announce(ClockState state, double boundNs, double limitNs, boolean everLocked, int before,
            UtcStatus utc) {
        int clockClass = switch (state) {
            case LOCKED -> lockedClass;
            case HOLDOVER -> holdoverClass;
            case HOLDOVER_OUT_OF_SPEC -> outOfSpecClass;
            case RECOVERING -> Math.max(before, boundNs > limitNs ? outOfSpecClass : holdoverClass);
            case WARM_UP, ACQUIRING, FREE_RUN -> everLocked ? lostClass : 248;
        };
        boolean locked = state == ClockState.LOCKED;
        boolean inSpec = clockClass == lockedClass || clockClass == holdoverClass;
        boolean known = locked || (accuracyInHoldover && clockClass != lostClass && clockClass != 248);
        ClockAccuracy accuracy = known
                ? ClockAccuracy.covering(boundNs).orWorse(BEST_ACCURACY)
                : ClockAccuracy.UNKNOWN;
        ClockQuality quality = new ClockQuality(clockClass, accuracy,
                locked ? VARIANCE_LOCKED : ClockQuality.VARIANCE_UNKNOWN);
        return new Announced(quality, utc, inSpec, inSpec,
                locked ? TimeSource.GNSS : TimeSource.INTERNAL_OSCILLATOR);
    }

    /**
     * What may be announced when nobody looks after the clock any more: no bound can be kept, so none is told, and no traceability. Never
     * better than what was announced last.
     */
    public Announced unattended(Announced last) {
        ClockQuality quality = new ClockQuality(Math.max(outOfSpecClass, last.quality().clockClass()),
                ClockAccuracy.UNKNOWN, ClockQuality.VARIANCE_UNKNOWN);
        return new Announced(quality, last.utc(), false, false, TimeSource.INTERNAL_OSCILLATOR);
    }
}
