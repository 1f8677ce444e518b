package dev.grandmaster.ptp.wire;

import static dev.grandmaster.ptp.wire.Field.octets;
import static dev.grandmaster.ptp.wire.Field.timestamp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.grandmaster.ptp.wire.Field.Kind;

/** Values of organization TLVs (IEEE 1588-2019 clause 14.3) by organizationId and organizationSubType, which come first. */
final class OrganizationFields {
    private static final List<Field> HEAD = List.of( //
            octets("organizationId", 0, 3), //
            octets("organizationSubType", 3, 3));

    private static final Map<String, List<Field>> BY_NAME = Map.of( //
            "0080c2000001", after(List.of( // IEEE 802.1AS, Follow_Up information
                    Field.of("cumulativeScaledRateOffset", 6, Kind.I32), //
                    Field.of("gmTimeBaseIndicator", 10, Kind.U16), //
                    octets("lastGmPhaseChange", 12, 12), //
                    Field.of("scaledLastGmFreqChange", 24, Kind.I32))),
            "0080c2000002", after(List.of( // IEEE 802.1AS, message interval request
                    Field.of("linkDelayInterval", 6, Kind.I8), //
                    Field.of("timeSyncInterval", 7, Kind.I8), //
                    Field.of("announceInterval", 8, Kind.I8), //
                    Field.of("flags", 9, Kind.U8), //
                    octets("reserved", 10, 2))),
            "0080c2000004", after(List.of( // IEEE 802.1AS, gPTP capable
                    Field.of("logGptpCapableMessageInterval", 6, Kind.I8), //
                    Field.of("flags", 7, Kind.U8), //
                    octets("reserved", 8, 4))),
            "0019a7000002", after(List.of( // ITU-T G.8275.2, interface rate
                    Field.of("interfaceBitPeriod", 6, Kind.I64), //
                    Field.of("numberOfBitsBeforeTimestamp", 14, Kind.U16), //
                    Field.of("numberOfBitsAfterTimestamp", 16, Kind.U16))),
            "1c129d000001", after(List.of( // IEEE C37.238-2011
                    Field.of("grandmasterID", 6, Kind.U16), //
                    Field.of("grandmasterTimeInaccuracy", 8, Kind.U32), //
                    Field.of("networkTimeInaccuracy", 12, Kind.U32), //
                    octets("reserved", 16, 2))),
            "1c129d000002", after(List.of( // IEEE C37.238-2017
                    Field.of("grandmasterID", 6, Kind.U16), //
                    Field.of("reserved0", 8, Kind.U32), //
                    Field.of("totalTimeInaccuracy", 12, Kind.U32), //
                    octets("reserved1", 16, 2))),
            "6897e8000001", after(List.of( // SMPTE ST 2059-2, synchronization metadata
                    Field.of("defaultSystemFrameRateNumerator", 6, Kind.U32), //
                    Field.of("defaultSystemFrameRateDenominator", 10, Kind.U32), //
                    Field.of("masterLockingStatus", 14, Kind.U8), //
                    Field.of("timeAddressFlags", 15, Kind.U8), //
                    Field.of("currentLocalOffset", 16, Kind.I32), //
                    Field.of("jumpSeconds", 20, Kind.I32), //
                    Field.of("timeOfNextJump", 24, Kind.U48), //
                    Field.of("timeOfNextJam", 30, Kind.U48), //
                    Field.of("timeOfPreviousJam", 36, Kind.U48), //
                    Field.of("previousJamLocalOffset", 42, Kind.I32), //
                    Field.of("daylightSaving", 46, Kind.U8), //
                    Field.of("leapSecondJump", 47, Kind.U8))));

    /** The first record of slave event monitoring by its names; further ones are left as octets. */
    static final List<Field> RX_SYNC_TIMING = List.of( //
            Field.portIdentity("sourcePortIdentity", 0), //
            Field.of("sequenceId", 10, Kind.U16), //
            timestamp("syncOriginTimestamp", 12), //
            Field.of("totalCorrectionField", 22, Kind.I64), //
            Field.of("scaledCumulativeRateOffset", 30, Kind.I32), //
            timestamp("syncEventIngressTimestamp", 34));
    static final List<Field> RX_SYNC_COMPUTED = List.of( //
            Field.portIdentity("sourcePortIdentity", 0), //
            Field.of("computedFlags", 10, Kind.U8), //
            octets("reserved", 11, 1), //
            Field.of("sequenceId", 12, Kind.U16), //
            Field.of("offsetFromMaster", 14, Kind.I64), //
            Field.of("totalMeanDelay", 22, Kind.I64), //
            Field.of("scaledCumulativeRateOffset", 30, Kind.I32));
    static final List<Field> AUTHENTICATION = List.of( //
            Field.of("SPP", 0, Kind.U8), //
            Field.of("secParamIndicator", 1, Kind.U8), //
            Field.of("keyID", 2, Kind.U32));

    private OrganizationFields() {
    }

    /** The fields of a value that begins with these six octets; the head alone where they are of nobody known here. */
    static List<Field> of(String organizationAndSubType) {
        return BY_NAME.getOrDefault(organizationAndSubType, HEAD);
    }

    private static List<Field> after(List<Field> fields) {
        List<Field> all = new ArrayList<>(HEAD);
        all.addAll(fields);
        return List.copyOf(all);
    }
}
