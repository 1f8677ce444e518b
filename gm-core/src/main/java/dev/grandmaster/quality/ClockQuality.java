package dev.grandmaster.quality;

/**
 * ClockQuality, IEEE 1588-2019 clause 5.3.7.
 *
 * @param clockClass              clause 7.6.2.5, Table 4: 6 locked, 7 holdover within specification, 52 and 187 degraded, 248 default ...
 * @param clockAccuracy           Table 5
 * @param offsetScaledLogVariance clause 7.6.3.5, 16 bits, unsigned
 */
public record ClockQuality(int clockClass, ClockAccuracy clockAccuracy, int offsetScaledLogVariance) {

    /** offsetScaledLogVariance of a clock whose stability is not known. */
    public static final int VARIANCE_UNKNOWN = 0xFFFF;

    /** The quality of a clock that knows nothing (class 248). */
    public static final ClockQuality FREE_RUNNING = new ClockQuality(248, ClockAccuracy.UNKNOWN, VARIANCE_UNKNOWN);

    public ClockQuality {
        if (clockClass < 0 || clockClass > 255 || offsetScaledLogVariance < 0 || offsetScaledLogVariance > 0xFFFF) {
            throw new IllegalArgumentException(
                    "out of range: clockClass " + clockClass + ", variance " + offsetScaledLogVariance);
        }
    }
}
