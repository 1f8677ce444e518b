package dev.grandmaster.ptp.management;

import org.jspecify.annotations.Nullable;

/**
 * managementId values: IEEE 1588-2019 Table 59 and those of linuxptp. The last group has a name, so that people can be told of it, and is
 * answered with NOT_SUPPORTED.
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
    PORT_HWCLOCK_NP(0xC009, true), //
    PORT_CORRECTIONS_NP(0xC00C, true), //
    FAULT_LOG(0x0006, false), //
    FAULT_LOG_RESET(0x0007, false), //

    SAVE_IN_NON_VOLATILE_STORAGE(0x0003), //
    RESET_NON_VOLATILE_STORAGE(0x0004), //
    INITIALIZE(0x0005), //
    GRANDMASTER_CLUSTER_TABLE(0x2017), //
    UNICAST_MASTER_TABLE(0x2018), //
    ACCEPTABLE_MASTER_TABLE(0x201A), //
    ACCEPTABLE_MASTER_TABLE_ENABLED(0x201B), //
    ACCEPTABLE_MASTER_MAX_TABLE_SIZE(0x201C), //
    ALTERNATE_MASTER(0x201D), //
    EXTERNAL_PORT_CONFIGURATION_ENABLED(0x3000), //
    HOLDOVER_UPGRADE_ENABLE(0x3002), //
    EXT_PORT_CONFIG_PORT_DATA_SET(0x3003), //
    TRANSPARENT_CLOCK_DEFAULT_DATA_SET(0x4000), //
    TRANSPARENT_CLOCK_PORT_DATA_SET(0x4001), //
    PRIMARY_DOMAIN(0x4002), //
    SUBSCRIBE_EVENTS_NP(0xC003), //
    CMLDS_INFO_NP(0xC00B), //
    EXTERNAL_GRANDMASTER_PROPERTIES_NP(0xC00D);

    private final int wire;
    private final boolean ofPort;
    private final boolean answered;

    /** One that is not answered. */
    ManagementId(int wire) {
        this.wire = wire;
        ofPort = false;
        answered = false;
    }

    ManagementId(int wire, boolean ofPort) {
        this.wire = wire;
        this.ofPort = ofPort;
        answered = true;
    }

    /** The one of a wire value; null for one that nobody named. */
    public static @Nullable ManagementId ofWire(int wire) {
        for (ManagementId id : values()) {
            if (id.wire == wire) {
                return id;
            }
        }
        return null;
    }

    /** Whether there is something to tell, or an order to obey. */
    boolean isAnswered() {
        return answered;
    }

    /** As on the wire. */
    public int wire() {
        return wire;
    }

    /** An order (COMMAND), which cannot be asked for. */
    boolean isOrder() {
        return this == ENABLE_PORT || this == DISABLE_PORT || this == FAULT_LOG_RESET;
    }

    /** What programs of this host alone are told, because it means something on this host alone. */
    boolean isOfThisHost() {
        return this == PORT_HWCLOCK_NP;
    }

    /** Whether a question names one of several by its keyField. */
    boolean hasKey() {
        return switch (this) {
            case ALTERNATE_TIME_OFFSET_ENABLE, ALTERNATE_TIME_OFFSET_NAME, ALTERNATE_TIME_OFFSET_PROPERTIES -> true;
            default -> false;
        };
    }

    /** Asked of a port; the others are asked of the clock. */
    boolean ofPort() {
        return ofPort;
    }
}
