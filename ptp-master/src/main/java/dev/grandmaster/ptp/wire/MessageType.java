package dev.grandmaster.ptp.wire;

import org.jspecify.annotations.Nullable;

/** messageType (IEEE 1588-2019 Table 36) with its controlField (Table 42) and the shortest sound messageLength. */
public enum MessageType {
    SYNC(0x0, "Sync", 0, 44), //
    DELAY_REQ(0x1, "Delay_Req", 1, 44), //
    PDELAY_REQ(0x2, "Pdelay_Req", 5, 54), //
    PDELAY_RESP(0x3, "Pdelay_Resp", 5, 54), //
    FOLLOW_UP(0x8, "Follow_Up", 2, 44), //
    DELAY_RESP(0x9, "Delay_Resp", 3, 54), //
    PDELAY_RESP_FOLLOW_UP(0xA, "Pdelay_Resp_Follow_Up", 5, 54), //
    ANNOUNCE(0xB, "Announce", 5, 64), //
    SIGNALING(0xC, "Signaling", 5, 44), //
    MANAGEMENT(0xD, "Management", 4, 48);

    private static final @Nullable MessageType[] BY_WIRE = new @Nullable MessageType[16];

    static {
        for (MessageType type : values()) {
            BY_WIRE[type.wire] = type;
        }
    }

    private final int wire;
    private final String standardName;
    private final int control;
    private final int minimumLength;

    MessageType(int wire, String standardName, int control, int minimumLength) {
        this.wire = wire;
        this.standardName = standardName;
        this.control = control;
        this.minimumLength = minimumLength;
    }

    /** The type of a wire value; null for a reserved one. */
    public static @Nullable MessageType ofWire(int nibble) {
        return BY_WIRE[nibble & 0xF];
    }

    /** The 4 bits on the wire. */
    public int wire() {
        return wire;
    }

    /** As the standard spells it. */
    public String standardName() {
        return standardName;
    }

    /** controlField, which receivers ignore and some firmware still reads. */
    public int control() {
        return control;
    }

    /** Octets of header and body without TLVs. */
    public int minimumLength() {
        return minimumLength;
    }

    /** Event messages are timestamped and travel on port 319. */
    public boolean event() {
        return wire < 0x8;
    }
}
