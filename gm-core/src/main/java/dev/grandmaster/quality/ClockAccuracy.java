package dev.grandmaster.quality;

/** clockAccuracy, IEEE 1588-2019 clause 7.6.2.6, Table 5. */
public enum ClockAccuracy {
    WITHIN_1_PS(0x17, 0.001), WITHIN_2_5_PS(0x18, 0.0025), WITHIN_10_PS(0x19, 0.01), WITHIN_25_PS(0x1A,
            0.025), WITHIN_100_PS(0x1B, 0.1), WITHIN_250_PS(0x1C, 0.25), WITHIN_1_NS(0x1D, 1), WITHIN_2_5_NS(0x1E,
                    2.5), WITHIN_10_NS(0x1F, 10), WITHIN_25_NS(0x20, 25), WITHIN_100_NS(0x21, 100), WITHIN_250_NS(0x22,
                            250), WITHIN_1_US(0x23, 1e3), WITHIN_2_5_US(0x24, 2.5e3), WITHIN_10_US(0x25,
                                    1e4), WITHIN_25_US(0x26, 2.5e4), WITHIN_100_US(0x27, 1e5), WITHIN_250_US(0x28,
                                            2.5e5), WITHIN_1_MS(0x29, 1e6), WITHIN_2_5_MS(0x2A, 2.5e6), WITHIN_10_MS(
                                                    0x2B, 1e7), WITHIN_25_MS(0x2C, 2.5e7), WITHIN_100_MS(0x2D,
                                                            1e8), WITHIN_250_MS(0x2E, 2.5e8), WITHIN_1_S(0x2F,
                                                                    1e9), WITHIN_10_S(0x30, 1e10), BEYOND_10_S(0x31,
                                                                            Double.POSITIVE_INFINITY), UNKNOWN(0xFE,
                                                                                    Double.POSITIVE_INFINITY);

    private static final ClockAccuracy[] VALUES = values();

    private final int wireValue;
    private final double limitNs;

    ClockAccuracy(int wireValue, double limitNs) {
        this.wireValue = wireValue;
        this.limitNs = limitNs;
    }

    public int wireValue() {
        return wireValue;
    }

    /** The largest error, ns, that the code allows; infinite for the last two. */
    public double limitNs() {
        return limitNs;
    }

    /** The smallest code that covers an error bound, ns; UNKNOWN for NaN. */
    public static ClockAccuracy covering(double boundNs) {
        if (!(boundNs >= 0)) {
            return UNKNOWN;
        }
        for (ClockAccuracy accuracy : VALUES) {
            if (boundNs <= accuracy.limitNs) {
                return accuracy;
            }
        }
        return UNKNOWN;
    }

    /** The worse of two; UNKNOWN is worse than all. */
    public ClockAccuracy orWorse(ClockAccuracy other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
