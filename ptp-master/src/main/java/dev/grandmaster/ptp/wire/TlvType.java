package dev.grandmaster.ptp.wire;

import org.jspecify.annotations.Nullable;

/** tlvType (IEEE 1588-2019 Table 52). */
public enum TlvType {
    MANAGEMENT(0x0001), //
    MANAGEMENT_ERROR_STATUS(0x0002), //
    ORGANIZATION_EXTENSION(0x0003), //
    REQUEST_UNICAST_TRANSMISSION(0x0004), //
    GRANT_UNICAST_TRANSMISSION(0x0005), //
    CANCEL_UNICAST_TRANSMISSION(0x0006), //
    ACKNOWLEDGE_CANCEL_UNICAST_TRANSMISSION(0x0007), //
    PATH_TRACE(0x0008), //
    ALTERNATE_TIME_OFFSET_INDICATOR(0x0009), //
    ORGANIZATION_EXTENSION_PROPAGATE(0x4000), //
    ENHANCED_ACCURACY_METRICS(0x4001), //
    ORGANIZATION_EXTENSION_DO_NOT_PROPAGATE(0x8000), //
    L1_SYNC(0x8001), //
    PORT_COMMUNICATION_AVAILABILITY(0x8002), //
    PROTOCOL_ADDRESS(0x8003), //
    SLAVE_RX_SYNC_TIMING_DATA(0x8004), //
    SLAVE_RX_SYNC_COMPUTED_DATA(0x8005), //
    SLAVE_TX_EVENT_TIMESTAMPS(0x8006), //
    CUMULATIVE_RATE_RATIO(0x8007), //
    PAD(0x8008), //
    AUTHENTICATION(0x8009);

    /** {@code values()} makes a new array each time, and a flood of requests asks often. */
    private static final TlvType[] ALL = values();

    private final int wire;

    TlvType(int wire) {
        this.wire = wire;
    }

    /** The type of a wire value; null for one that the standard does not name. For people, not for the packet path. */
    public static @Nullable TlvType ofWire(int wire) {
        for (TlvType type : ALL) {
            if (type.wire == wire) {
                return type;
            }
        }
        return null;
    }

    public int wire() {
        return wire;
    }
}
