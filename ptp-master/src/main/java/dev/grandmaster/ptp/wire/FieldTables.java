package dev.grandmaster.ptp.wire;

import static dev.grandmaster.ptp.wire.Field.bit;
import static dev.grandmaster.ptp.wire.Field.clockQuality;
import static dev.grandmaster.ptp.wire.Field.octets;
import static dev.grandmaster.ptp.wire.Field.portIdentity;
import static dev.grandmaster.ptp.wire.Field.timestamp;

import java.util.List;

import dev.grandmaster.ptp.wire.Field.Kind;

/** The tables of IEEE 1588-2019 clauses 13 to 16, octet by octet: every octet belongs to a field, reserved ones too. */
final class FieldTables {
    /** Table 35, and Table 37 for flagField. */
    static final List<Field> HEADER = List.of( //
            Field.of("majorSdoId", 0, Kind.HIGH_NIBBLE), //
            Field.of("messageType", 0, Kind.LOW_NIBBLE), //
            Field.of("minorVersionPTP", 1, Kind.HIGH_NIBBLE), //
            Field.of("versionPTP", 1, Kind.LOW_NIBBLE), //
            Field.of("messageLength", 2, Kind.U16), //
            Field.of("domainNumber", 4, Kind.U8), //
            Field.of("minorSdoId", 5, Kind.U8), //
            new Field("flagField", 6, Kind.STRUCTURE, 2, List.of( //
                    bit("alternateMasterFlag", 0, 0), //
                    bit("twoStepFlag", 0, 1), //
                    bit("unicastFlag", 0, 2), //
                    bit("reserved03", 0, 3), //
                    bit("reserved04", 0, 4), //
                    bit("profileSpecific1", 0, 5), //
                    bit("profileSpecific2", 0, 6), //
                    bit("reserved07", 0, 7), //
                    bit("leap61", 1, 0), //
                    bit("leap59", 1, 1), //
                    bit("currentUtcOffsetValid", 1, 2), //
                    bit("ptpTimescale", 1, 3), //
                    bit("timeTraceable", 1, 4), //
                    bit("frequencyTraceable", 1, 5), //
                    bit("synchronizationUncertain", 1, 6), //
                    bit("reserved17", 1, 7))), //
            Field.of("correctionField", 8, Kind.I64), //
            octets("messageTypeSpecific", 16, 4), //
            portIdentity("sourcePortIdentity", 20), //
            Field.of("sequenceId", 30, Kind.U16), //
            Field.of("controlField", 32, Kind.U8), //
            Field.of("logMessageInterval", 33, Kind.I8));

    private static final List<Field> SYNC = List.of(timestamp("originTimestamp", 34));
    private static final List<Field> FOLLOW_UP = List.of(timestamp("preciseOriginTimestamp", 34));
    private static final List<Field> PDELAY_REQ = List.of(timestamp("originTimestamp", 34), octets("reserved", 44, 10));
    private static final List<Field> DELAY_RESP = response("receiveTimestamp");
    private static final List<Field> PDELAY_RESP = response("requestReceiptTimestamp");
    private static final List<Field> PDELAY_RESP_FOLLOW_UP = response("responseOriginTimestamp");
    private static final List<Field> ANNOUNCE = List.of( //
            timestamp("originTimestamp", 34), //
            Field.of("currentUtcOffset", 44, Kind.I16), //
            octets("reserved", 46, 1), //
            Field.of("grandmasterPriority1", 47, Kind.U8), //
            clockQuality("grandmasterClockQuality", 48), //
            Field.of("grandmasterPriority2", 52, Kind.U8), //
            octets("grandmasterIdentity", 53, 8), //
            Field.of("stepsRemoved", 61, Kind.U16), //
            Field.of("timeSource", 63, Kind.U8));
    private static final List<Field> SIGNALING = List.of(portIdentity("targetPortIdentity", 34));
    private static final List<Field> MANAGEMENT = List.of( //
            portIdentity("targetPortIdentity", 34), //
            Field.of("startingBoundaryHops", 44, Kind.U8), //
            Field.of("boundaryHops", 45, Kind.U8), //
            Field.of("reserved0", 46, Kind.HIGH_NIBBLE), //
            Field.of("actionField", 46, Kind.LOW_NIBBLE), //
            octets("reserved1", 47, 1));

    private static final List<Field> REQUEST_UNICAST = List.of( //
            Field.of("messageType", 0, Kind.HIGH_NIBBLE), //
            Field.of("reserved", 0, Kind.LOW_NIBBLE), //
            Field.of("logInterMessagePeriod", 1, Kind.I8), //
            Field.of("durationField", 2, Kind.U32));
    private static final List<Field> GRANT_UNICAST = List.of( //
            Field.of("messageType", 0, Kind.HIGH_NIBBLE), //
            Field.of("reserved0", 0, Kind.LOW_NIBBLE), //
            Field.of("logInterMessagePeriod", 1, Kind.I8), //
            Field.of("durationField", 2, Kind.U32), //
            octets("reserved1", 6, 1), //
            Field.of("flags", 7, Kind.U8));
    private static final List<Field> CANCEL_UNICAST = List.of( //
            Field.of("messageType", 0, Kind.HIGH_NIBBLE), //
            Field.of("flags", 0, Kind.LOW_NIBBLE), //
            octets("reserved", 1, 1));
    private static final List<Field> MANAGEMENT_ERROR = List.of( //
            Field.of("managementErrorId", 0, Kind.U16), //
            Field.of("managementId", 2, Kind.U16), //
            octets("reserved", 4, 4));
    private static final List<Field> ALTERNATE_OFFSET = List.of( //
            Field.of("keyField", 0, Kind.U8), //
            Field.of("currentOffset", 1, Kind.I32), //
            Field.of("jumpSeconds", 5, Kind.I32), //
            Field.of("timeOfNextJump", 9, Kind.U48));

    private FieldTables() {
    }

    private static List<Field> response(String timestamp) {
        return List.of(timestamp(timestamp, 34), portIdentity("requestingPortIdentity", 44));
    }

    /** Tables 43 to 51 and 56: what follows the header, offsets counted from the beginning of the message. */
    static List<Field> body(MessageType type) {
        return switch (type) {
            case SYNC, DELAY_REQ -> SYNC;
            case FOLLOW_UP -> FOLLOW_UP;
            case DELAY_RESP -> DELAY_RESP;
            case PDELAY_REQ -> PDELAY_REQ;
            case PDELAY_RESP -> PDELAY_RESP;
            case PDELAY_RESP_FOLLOW_UP -> PDELAY_RESP_FOLLOW_UP;
            case ANNOUNCE -> ANNOUNCE;
            case SIGNALING -> SIGNALING;
            case MANAGEMENT -> MANAGEMENT;
        };
    }

    /** The fixed beginning of a TLV's value; what follows it is read as octets. Empty where nothing is fixed or known. */
    static List<Field> tlv(TlvType type) {
        return switch (type) {
            case MANAGEMENT -> ManagementFields.of(0);
            case MANAGEMENT_ERROR_STATUS -> MANAGEMENT_ERROR;
            case ORGANIZATION_EXTENSION, ORGANIZATION_EXTENSION_PROPAGATE, ORGANIZATION_EXTENSION_DO_NOT_PROPAGATE ->
                OrganizationFields.of("");
            case SLAVE_RX_SYNC_TIMING_DATA -> OrganizationFields.RX_SYNC_TIMING;
            case SLAVE_RX_SYNC_COMPUTED_DATA -> OrganizationFields.RX_SYNC_COMPUTED;
            case AUTHENTICATION -> OrganizationFields.AUTHENTICATION;
            case REQUEST_UNICAST_TRANSMISSION -> REQUEST_UNICAST;
            case GRANT_UNICAST_TRANSMISSION -> GRANT_UNICAST;
            case CANCEL_UNICAST_TRANSMISSION, ACKNOWLEDGE_CANCEL_UNICAST_TRANSMISSION -> CANCEL_UNICAST;
            case ALTERNATE_TIME_OFFSET_INDICATOR -> ALTERNATE_OFFSET;
            case PATH_TRACE, ENHANCED_ACCURACY_METRICS, L1_SYNC, PORT_COMMUNICATION_AVAILABILITY, PROTOCOL_ADDRESS,
                    SLAVE_TX_EVENT_TIMESTAMPS, CUMULATIVE_RATE_RATIO, PAD ->
                List.of();
        };
    }
}
