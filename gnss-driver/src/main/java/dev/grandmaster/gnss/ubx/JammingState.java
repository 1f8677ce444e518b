package dev.grandmaster.gnss.ubx;

/** jammingState of MON-HW, MON-RF and SEC-SIG. */
public enum JammingState {

    /** Not known, or the detection is off. */
    UNKNOWN(0), NONE(1),
    /** Interference is visible; the fix is not affected. */
    WARNING(2),
    /** Interference is visible, and the fix is affected. */
    CRITICAL(3);

    private final int wireValue;

    JammingState(int wireValue) {
        this.wireValue = wireValue;
    }

    public int wireValue() {
        return wireValue;
    }

    /** Of the two lowest bits. */
    static JammingState of(int bits) {
        return switch (bits & 3) {
            case 1 -> NONE;
            case 2 -> WARNING;
            case 3 -> CRITICAL;
            default -> UNKNOWN;
        };
    }
}
