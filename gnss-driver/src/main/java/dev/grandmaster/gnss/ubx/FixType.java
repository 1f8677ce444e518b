package dev.grandmaster.gnss.ubx;

/** gpsFix of NAV-STATUS and fixType of NAV-PVT. */
public enum FixType {

    NO_FIX(0), DEAD_RECKONING(1), TWO_D(2), THREE_D(3),
    /** GNSS and dead reckoning combined. */
    COMBINED(4),
    /** The position is given (fixed or surveyed), only the time is solved for. */
    TIME_ONLY(5);

    private final int wireValue;

    FixType(int wireValue) {
        this.wireValue = wireValue;
    }

    public int wireValue() {
        return wireValue;
    }

    /** Values that no description names count as no fix. */
    static FixType of(int wireValue) {
        for (FixType type : values()) {
            if (type.wireValue == wireValue) {
                return type;
            }
        }
        return NO_FIX;
    }
}
