package dev.grandmaster.time;

/**
 * The scale that a source counts its seconds in. All but UTC differ from TAI by a constant.
 *
 * <p>Sources: IS-GPS-200 3.3.4 (GPS = TAI - 19 s), Galileo OS SIS ICD 5.1.3 (GST = TAI - 19 s), BDS-SIS-ICD 3.3
 * (BDT = TAI - 33 s).
 */
public enum TimeScale {
    TAI(0), GPS(19), GALILEO(19), BEIDOU(33), UTC(-1);

    private final int taiMinusScaleSeconds;

    TimeScale(int taiMinusScaleSeconds) {
        this.taiMinusScaleSeconds = taiMinusScaleSeconds;
    }

    /** True for every scale whose distance from TAI never changes. */
    public boolean isContinuous() {
        return this != UTC;
    }

    /**
     * Seconds to add to a reading of this scale to get TAI.
     *
     * @throws IllegalStateException for UTC, whose distance is a matter of the leap seconds
     */
    public int taiMinusScaleSeconds() {
        if (!isContinuous()) {
            throw new IllegalStateException("the distance of UTC from TAI is not a constant");
        }
        return taiMinusScaleSeconds;
    }
}
