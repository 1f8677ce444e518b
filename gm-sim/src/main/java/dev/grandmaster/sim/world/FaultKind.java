package dev.grandmaster.sim.world;

import java.util.Arrays;
import java.util.Optional;

/**
 * What can go wrong on the simulated board. The wire name is the one that scenarios and configuration use.
 *
 * <p>Faults of the {@link Place#PHYSICS} act inside gm-sim; those of the {@link Place#PROTOCOL} are acted out by the
 * simulated receiver, which speaks the protocol; {@link Place#HOST} is acted out by whoever schedules the agents.
 */
public enum FaultKind {
    /** No satellite is heard: the receiver loses its fix and stops its pulse. No value. */
    SIGNAL_LOSS("signalLoss", Place.PHYSICS, false),
    /** The pulse line is dead while the receiver goes on talking. No value. */
    PPS_LOSS("ppsLoss", Place.PHYSICS, false),
    /** Each pulse is displaced by a constant; value in ns, positive is late. */
    PPS_STEP("ppsStepNs", Place.PHYSICS, true),
    /**
     * The pulse is dragged away, starting at zero; value in ns per second, positive is later and later. It is back at
     * once when the fault ends.
     */
    PPS_RAMP("ppsRampNsPerS", Place.PHYSICS, true),
    /** The receiver names each second wrongly; value in s, positive is ahead of the truth. */
    WRONG_SECOND("wrongSecond", Place.PROTOCOL, true),
    /**
     * The receiver announces a leap second, at the next end of a UTC month, that is not due; value +1 inserted, -1
     * deleted.
     */
    LEAP_MISANNOUNCED("leapMisannounced", Place.PROTOCOL, true),
    /** The receiver's week counter has rolled over: its dates are 1024 weeks early. No value. */
    WEEK_ROLLOVER("weekRollover", Place.PROTOCOL, false),
    /** The receiver says nothing, but its pulse goes on. No value. */
    SILENCE("silence", Place.PROTOCOL, false),
    /** Every checksum of the receiver is wrong. No value. */
    BAD_CHECKSUMS("badChecksums", Place.PROTOCOL, false),
    /**
     * Broadband jamming; value in dB of lost carrier-to-noise ratio. The fix is lost from {@link
     * FaultSchedule#JAM_LOSES_FIX_DB} on.
     */
    JAM("jam", Place.PROTOCOL, true),
    /** The receiver raises its spoofing indication, the time stays right. No value. */
    SPOOF_FLAG("spoofFlag", Place.PROTOCOL, false),
    /** The antenna cable is open: no antenna current and no signal. No value. */
    ANTENNA_OPEN("antennaOpen", Place.PHYSICS, false),
    /** Somebody else steps the clock behind our back, once; value in ns, positive puts it ahead. */
    PHC_STEP("phcStepNs", Place.PHYSICS, true),
    /** Galileo's time lies beside that of GPS; value in ns, positive is ahead. */
    GALILEO_OFFSET("galileoOffsetNs", Place.PROTOCOL, true),
    /** The receiver finds itself elsewhere; value in m to the north. */
    POSITION_JUMP("positionJumpM", Place.PROTOCOL, true),
    /** The receiver is silent, and has forgotten its settings when it comes back. No value. */
    RECEIVER_RESET("receiverReset", Place.PROTOCOL, false),
    /** The receiver speaks at another speed and listens at no other; value in bit/s. */
    BAUD_CHANGE("baudChange", Place.PROTOCOL, true),
    /** The receiver refuses every change of its settings. No value. */
    SETTINGS_REFUSED("settingsRefused", Place.PROTOCOL, false),
    /** The host stands still and no agent runs. No value. */
    STALL("stall", Place.HOST, false);

    /** Which room acts a fault out. */
    public enum Place {
        PHYSICS, PROTOCOL, HOST
    }

    private final String wireName;
    private final Place place;
    private final boolean hasValue;

    FaultKind(String wireName, Place place, boolean hasValue) {
        this.wireName = wireName;
        this.place = place;
        this.hasValue = hasValue;
    }

    public String wireName() {
        return wireName;
    }

    public Place place() {
        return place;
    }

    /** Whether {@link Fault#value()} means anything for this kind. */
    public boolean hasValue() {
        return hasValue;
    }

    /** The kind of that wire name, empty when there is none. */
    public static Optional<FaultKind> ofWireName(String wireName) {
        return Arrays.stream(values()).filter(kind -> kind.wireName.equals(wireName)).findFirst();
    }
}
