package dev.grandmaster.gnss.ubx;

/** spoofDetState of NAV-STATUS and spoofingState of SEC-SIG. */
public enum SpoofingState {

    /** Not known, or the detection is off. */
    UNKNOWN(0), NONE(1), INDICATED(2),
    /** Several indications at once. */
    AFFIRMED(3);

    private final int wireValue;

    SpoofingState(int wireValue) {
        this.wireValue = wireValue;
    }

    public int wireValue() {
        return wireValue;
    }

    /** Of the two lowest bits. */
    static SpoofingState of(int bits) {
        return switch (bits & 3) {
            case 1 -> NONE;
            case 2 -> INDICATED;
            case 3 -> AFFIRMED;
            default -> UNKNOWN;
        };
    }
}
