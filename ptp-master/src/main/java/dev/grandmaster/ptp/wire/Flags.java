package dev.grandmaster.ptp.wire;

/** flagField (IEEE 1588-2019 Table 37) as one number: octet 0 in the upper eight bits, octet 1 in the lower. */
public final class Flags {
    public static final int ALTERNATE_MASTER = 0x0100;
    public static final int TWO_STEP = 0x0200;
    public static final int UNICAST = 0x0400;
    public static final int PROFILE_SPECIFIC_1 = 0x2000;
    public static final int PROFILE_SPECIFIC_2 = 0x4000;
    public static final int LEAP61 = 0x0001;
    public static final int LEAP59 = 0x0002;
    public static final int CURRENT_UTC_OFFSET_VALID = 0x0004;
    public static final int PTP_TIMESCALE = 0x0008;
    public static final int TIME_TRACEABLE = 0x0010;
    public static final int FREQUENCY_TRACEABLE = 0x0020;
    public static final int SYNCHRONIZATION_UNCERTAIN = 0x0040;

    private Flags() {
    }
}
