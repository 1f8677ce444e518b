package dev.grandmaster.ptp.management;

import org.jspecify.annotations.Nullable;

/** managementErrorId, IEEE 1588-2019 Table 109. */
public enum ManagementError {
    NO_SUCH_ID(0x0002), WRONG_LENGTH(0x0003), NOT_SETABLE(0x0005), NOT_SUPPORTED(0x0006), UNPOPULATED(0x0007);

    private final int wire;

    ManagementError(int wire) {
        this.wire = wire;
    }

    /** The one of a wire value; null for one that we never send. */
    public static @Nullable ManagementError ofWire(int wire) {
        for (ManagementError error : values()) {
            if (error.wire == wire) {
                return error;
            }
        }
        return null;
    }

    int wire() {
        return wire;
    }
}
