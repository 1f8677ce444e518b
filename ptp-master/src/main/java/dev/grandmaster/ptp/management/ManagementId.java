package dev.grandmaster.ptp.management;

import org.jspecify.annotations.Nullable;

/**
 * managementId values that are answered: IEEE 1588-2019 Table 59, and those of linuxptp's pmc that make sense for a master.
 */
public enum ManagementId {
    NULL_PTP_MANAGEMENT(0x0000, false), //
    CLOCK_DESCRIPTION(0x0001, true), //
    USER_DESCRIPTION(0x0002, false), //
    DEFAULT_DATA_SET(0x2000, false), //
    CURRENT_DATA_SET(0x2001, false), //
    PARENT_DATA_SET(0x2002, false), //
    TIME_PROPERTIES_DATA_SET(0x2003, false), //
    PORT_DATA_SET(0x2004, true), //
    PRIORITY1(0x2005, false), //
    PRIORITY2(0x2006, false), //
    DOMAIN(0x2007, false), //
    SLAVE_ONLY(0x2008, false), //
    LOG_ANNOUNCE_INTERVAL(0x2009, true), //
    ANNOUNCE_RECEIPT_TIMEOUT(0x200A, true), //
    LOG_SYNC_INTERVAL(0x200B, true), //
    VERSION_NUMBER(0x200C, true), //
    ENABLE_PORT(0x200D, true), //
    DISABLE_PORT(0x200E, true), //
    TIME(0x200F, false), //
    CLOCK_ACCURACY(0x2010, false), //
    UTC_PROPERTIES(0x2011, false), //
    TRACEABILITY_PROPERTIES(0x2012, false), //
    TIMESCALE_PROPERTIES(0x2013, false), //
    UNICAST_NEGOTIATION_ENABLE(0x2014, true), //
    PATH_TRACE_LIST(0x2015, false), //
    PATH_TRACE_ENABLE(0x2016, false), //
    UNICAST_MASTER_MAX_TABLE_SIZE(0x2019, true), //
    ALTERNATE_TIME_OFFSET_ENABLE(0x201E, false), //
    ALTERNATE_TIME_OFFSET_NAME(0x201F, false), //
    ALTERNATE_TIME_OFFSET_MAX_KEY(0x2020, false), //
    ALTERNATE_TIME_OFFSET_PROPERTIES(0x2021, false), //
    MASTER_ONLY(0x3001, true), //
    DELAY_MECHANISM(0x6000, true), //
    LOG_MIN_PDELAY_REQ_INTERVAL(0x6001, true), //
    TIME_STATUS_NP(0xC000, false), //
    GRANDMASTER_SETTINGS_NP(0xC001, false), //
    PORT_DATA_SET_NP(0xC002, true), //
    PORT_PROPERTIES_NP(0xC004, true), //
    PORT_STATS_NP(0xC005, true), //
    SYNCHRONIZATION_UNCERTAIN_NP(0xC006, false), //
    PORT_SERVICE_STATS_NP(0xC007, true), //
    UNICAST_MASTER_TABLE_NP(0xC008, true), //
    POWER_PROFILE_SETTINGS_NP(0xC00A, true), //
    PORT_CORRECTIONS_NP(0xC00C, true);

    private final int wire;
    private final boolean ofPort;

    ManagementId(int wire, boolean ofPort) {
        this.wire = wire;
        this.ofPort = ofPort;
    }

    /** The one of a wire value; null for one that is not answered. */
    public static @Nullable ManagementId ofWire(int wire) {
        for (ManagementId id : values()) {
            if (id.wire == wire) {
                return id;
            }
        }
        return null;
    }

    /** Whether the standard gives the number a meaning, answered or not. */
    static boolean inStandard(int wire) {
        return wire <= 0x0007 || (wire >= 0x2000 && wire <= 0x2021) || (wire >= 0x3000 && wire <= 0x3004)
                || (wire >= 0x4000 && wire <= 0x4005) || wire == 0x6000 || wire == 0x6001;
    }

    /** As on the wire. */
    public int wire() {
        return wire;
    }

    /** An order (COMMAND), which cannot be asked for. */
    boolean isOrder() {
        return this == ENABLE_PORT || this == DISABLE_PORT;
    }

    /** Asked of a port; the others are asked of the clock. */
    boolean ofPort() {
        return ofPort;
    }
}
