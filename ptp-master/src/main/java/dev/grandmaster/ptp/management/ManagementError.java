package dev.grandmaster.ptp.management;

/** managementErrorId, IEEE 1588-2019 Table 109. */
enum ManagementError {
    NO_SUCH_ID(0x0002), WRONG_LENGTH(0x0003), NOT_SETABLE(0x0005), NOT_SUPPORTED(0x0006), UNPOPULATED(0x0007);

    private final int wire;

    ManagementError(int wire) {
        this.wire = wire;
    }

    int wire() {
        return wire;
    }
}
