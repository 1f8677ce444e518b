package dev.grandmaster.app.simulated;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a simulated receiver speaks. */
public enum ReceiverProtocol {
    UBX(true, false), NMEA(false, true), BOTH(true, true);

    private final boolean ubx;
    private final boolean nmea;

    ReceiverProtocol(boolean ubx, boolean nmea) {
        this.ubx = ubx;
        this.nmea = nmea;
    }

    public boolean speaksUbx() {
        return ubx;
    }

    public boolean speaksNmea() {
        return nmea;
    }

    /** The name that configuration and scenarios use. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The protocol of that label, empty when there is none. */
    public static Optional<ReceiverProtocol> ofLabel(String label) {
        return Arrays.stream(values()).filter(protocol -> protocol.label().equals(label)).findFirst();
    }
}
