package dev.grandmaster.ptp.wire;

import static dev.grandmaster.ptp.wire.Field.bit;
import static dev.grandmaster.ptp.wire.Field.clockQuality;
import static dev.grandmaster.ptp.wire.Field.octets;
import static dev.grandmaster.ptp.wire.Field.portIdentity;
import static dev.grandmaster.ptp.wire.Field.timestamp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.grandmaster.ptp.wire.Field.Kind;

/** The managementTLV by its managementId (IEEE 1588-2019 clause 15.5.3), offsets within the value: the id, then its dataField. */
final class ManagementFields {
    private static final Field ID = Field.of("managementId", 0, Kind.U16);
    private static final List<Field> ID_ALONE = List.of(ID);
    private static final List<String> TIME_FLAGS = List.of("leap61", "leap59", "currentUtcOffsetValid", "ptpTimescale",
            "timeTraceable", "frequencyTraceable", "reserved6", "reserved7");

    private static final Map<Integer, List<Field>> BY_ID = Map.ofEntries( //
            Map.entry(0x2000, List.of(ID, // DEFAULT_DATA_SET, Table 68
                    flags(2, List.of("twoStepFlag", "slaveOnly", "reserved2", "reserved3", "reserved4", "reserved5",
                            "reserved6", "reserved7")),
                    octets("reserved0", 3, 1), //
                    Field.of("numberPorts", 4, Kind.U16), //
                    Field.of("priority1", 6, Kind.U8), //
                    clockQuality("clockQuality", 7), //
                    Field.of("priority2", 11, Kind.U8), //
                    octets("clockIdentity", 12, 8), //
                    Field.of("domainNumber", 20, Kind.U8), //
                    octets("reserved1", 21, 1))),
            Map.entry(0x2001, List.of(ID, // CURRENT_DATA_SET
                    Field.of("stepsRemoved", 2, Kind.U16), //
                    Field.of("offsetFromMaster", 4, Kind.I64), //
                    Field.of("meanDelay", 12, Kind.I64))),
            Map.entry(0x2002, List.of(ID, // PARENT_DATA_SET
                    portIdentity("parentPortIdentity", 2), //
                    Field.of("parentStats", 12, Kind.U8), //
                    octets("reserved", 13, 1), //
                    Field.of("observedParentOffsetScaledLogVariance", 14, Kind.U16), //
                    Field.of("observedParentClockPhaseChangeRate", 16, Kind.I32), //
                    Field.of("grandmasterPriority1", 20, Kind.U8), //
                    clockQuality("grandmasterClockQuality", 21), //
                    Field.of("grandmasterPriority2", 25, Kind.U8), //
                    octets("grandmasterIdentity", 26, 8))),
            Map.entry(0x2003, List.of(ID, // TIME_PROPERTIES_DATA_SET
                    Field.of("currentUtcOffset", 2, Kind.I16), flags(4, TIME_FLAGS),
                    Field.of("timeSource", 5, Kind.U8))),
            Map.entry(0x2004, List.of(ID, // PORT_DATA_SET
                    portIdentity("portIdentity", 2), //
                    Field.of("portState", 12, Kind.U8), //
                    Field.of("logMinDelayReqInterval", 13, Kind.I8), //
                    Field.of("meanLinkDelay", 14, Kind.I64), //
                    Field.of("logAnnounceInterval", 22, Kind.I8), //
                    Field.of("announceReceiptTimeout", 23, Kind.U8), //
                    Field.of("logSyncInterval", 24, Kind.I8), //
                    Field.of("delayMechanism", 25, Kind.U8), //
                    Field.of("logMinPdelayReqInterval", 26, Kind.I8), //
                    Field.of("minorVersionNumber", 27, Kind.HIGH_NIBBLE), //
                    Field.of("versionNumber", 27, Kind.LOW_NIBBLE))),
            octet(0x2005, "priority1", Kind.U8), octet(0x2006, "priority2", Kind.U8),
            octet(0x2007, "domainNumber", Kind.U8), octet(0x2008, "slaveOnly", Kind.U8),
            octet(0x2009, "logAnnounceInterval", Kind.I8), octet(0x200A, "announceReceiptTimeout", Kind.U8),
            octet(0x200B, "logSyncInterval", Kind.I8), octet(0x200C, "versionNumber", Kind.U8),
            Map.entry(0x200F, List.of(ID, timestamp("currentTime", 2))), // TIME
            octet(0x2010, "clockAccuracy", Kind.U8), octet(0x2014, "unicastNegotiationEnable", Kind.U8),
            Map.entry(0x201E, List.of(ID, // ALTERNATE_TIME_OFFSET_ENABLE
                    Field.of("keyField", 2, Kind.U8), Field.of("enable", 3, Kind.U8))),
            Map.entry(0x201F, List.of(ID, Field.of("keyField", 2, Kind.U8))), // ALTERNATE_TIME_OFFSET_NAME
            octet(0x2020, "maxKey", Kind.U8), //
            Map.entry(0x2021, List.of(ID, // ALTERNATE_TIME_OFFSET_PROPERTIES
                    Field.of("keyField", 2, Kind.U8), //
                    Field.of("currentOffset", 3, Kind.I32), //
                    Field.of("jumpSeconds", 7, Kind.I32), //
                    Field.of("timeOfNextJump", 11, Kind.U48))),
            octet(0x6000, "delayMechanism", Kind.U8), octet(0x6001, "logMinPdelayReqInterval", Kind.I8),
            Map.entry(0xC000, List.of(ID, // TIME_STATUS_NP
                    Field.of("masterOffset", 2, Kind.I64), //
                    Field.of("ingressTime", 10, Kind.I64), //
                    Field.of("cumulativeScaledRateOffset", 18, Kind.I32), //
                    Field.of("scaledLastGmPhaseChange", 22, Kind.I32), //
                    Field.of("gmTimeBaseIndicator", 26, Kind.U16), //
                    octets("lastGmPhaseChange", 28, 12), //
                    Field.of("gmPresent", 40, Kind.I32), //
                    octets("gmIdentity", 44, 8))),
            Map.entry(0xC001, List.of(ID, // GRANDMASTER_SETTINGS_NP
                    clockQuality("clockQuality", 2), Field.of("currentUtcOffset", 6, Kind.I16), flags(8, TIME_FLAGS),
                    Field.of("timeSource", 9, Kind.U8))),
            Map.entry(0xC004, List.of(ID, // PORT_PROPERTIES_NP
                    portIdentity("portIdentity", 2), Field.of("portState", 12, Kind.U8),
                    Field.of("timestamping", 13, Kind.U8))),
            Map.entry(0xC009, List.of(ID, // PORT_HWCLOCK_NP
                    portIdentity("portIdentity", 2), Field.of("phcIndex", 12, Kind.I32),
                    Field.of("flags", 16, Kind.U8), octets("reserved", 17, 1))),
            Map.entry(0xC008, List.of(ID, Field.of("tableSize", 2, Kind.U16)))); // UNICAST_MASTER_TABLE_NP

    private ManagementFields() {
    }

    /** The fields of a managementId, the id itself first; that one alone where its data is not set out here. */
    static List<Field> of(int managementId) {
        return BY_ID.getOrDefault(managementId, ID_ALONE);
    }

    private static Map.Entry<Integer, List<Field>> octet(int id, String name, Kind kind) {
        return Map.entry(id, List.of(ID, Field.of(name, 2, kind), octets("reserved", 3, 1)));
    }

    /** Eight flags of an octet, the lowest bit first. */
    private static Field flags(int offset, List<String> names) {
        List<Field> bits = new ArrayList<>();
        for (int bit = 0; bit < names.size(); bit++) {
            bits.add(bit(names.get(bit), 0, bit));
        }
        return new Field("flags", offset, Kind.STRUCTURE, 1, List.copyOf(bits));
    }
}
