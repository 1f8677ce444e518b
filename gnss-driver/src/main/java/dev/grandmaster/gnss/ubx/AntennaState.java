package dev.grandmaster.gnss.ubx;

/** antStatus of MON-HW and MON-RF: what the antenna supervisor sees. Without the circuit for it, it sees nothing. */
public enum AntennaState {

    STARTING(0), UNKNOWN(1), OK(2), SHORT(3), OPEN(4);

    private final int wireValue;

    AntennaState(int wireValue) {
        this.wireValue = wireValue;
    }

    public int wireValue() {
        return wireValue;
    }

    static AntennaState of(int wireValue) {
        for (AntennaState state : values()) {
            if (state.wireValue == wireValue) {
                return state;
            }
        }
        return UNKNOWN;
    }
}
