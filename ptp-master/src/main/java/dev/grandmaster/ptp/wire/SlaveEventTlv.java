package dev.grandmaster.ptp.wire;

/**
 * The TLVs of slave event monitoring (IEEE 1588-2019 clause 16.11.4), offsets within the value. Layouts of the two standard ones are from
 * memory; the first and the third are also what linuxptp's ptp4l sends.
 *
 * <pre>
 *   SLAVE_RX_SYNC_TIMING_DATA      0 sourcePortIdentity of the parent   10 records of 34: sequenceId, syncOriginTimestamp (2),
 *                                  totalCorrectionField (12), scaledCumulativeRateOffset (20), syncEventIngressTimestamp (24)
 *   SLAVE_RX_SYNC_COMPUTED_DATA    0 sourcePortIdentity   10 computedFlags   11 reserved   12 records of 22: sequenceId,
 *                                  offsetFromMaster (2), totalMeanDelay (10), scaledCumulativeRateOffset (18)
 *   SLAVE_DELAY_TIMING_DATA_NP     0 sourcePortIdentity   10 records of 30: sequenceId, delayOriginTimestamp (2),
 *                                  totalCorrectionField (12), delayResponseTimestamp (20)
 * </pre>
 *
 * computedFlags: bit 0 the rate, bit 1 totalMeanDelay, bit 2 offsetFromMaster is valid.
 */
public final class SlaveEventTlv {
    public static final int RX_SYNC_TIMING = 0x8004;
    public static final int RX_SYNC_COMPUTED = 0x8005;
    /** linuxptp's own, for the direction that the standard's lacks. */
    public static final int DELAY_TIMING_NP = 0x7F00;

    private static final double SCALED_NS = 0x1p16;

    private SlaveEventTlv() {
    }

    /** Whether at least one whole record is there. */
    public static boolean sound(TlvCursor tlv) {
        int records = tlv.length() - firstRecord(tlv);
        return records >= recordLength(tlv) && records % recordLength(tlv) == 0;
    }

    public static int records(TlvCursor tlv) {
        return (tlv.length() - firstRecord(tlv)) / recordLength(tlv);
    }

    /** clockIdentity of the master that the records are about. */
    public static long parentClock(TlvCursor tlv) {
        return tlv.i64(0);
    }

    public static boolean offsetValid(TlvCursor tlv) {
        return (tlv.u8(10) & 4) != 0;
    }

    public static boolean delayValid(TlvCursor tlv) {
        return (tlv.u8(10) & 2) != 0;
    }

    /** Of a computed record. */
    public static double offsetFromMasterNs(TlvCursor tlv, int record) {
        return tlv.i64(at(tlv, record) + 2) / SCALED_NS;
    }

    /** Of a computed record. */
    public static double meanDelayNs(TlvCursor tlv, int record) {
        return tlv.i64(at(tlv, record) + 10) / SCALED_NS;
    }

    /** Of a timing record: arrival by the client's clock minus departure by ours, less the correction; NaN for no instants. */
    public static double toClientNs(TlvCursor tlv, int record) {
        int at = at(tlv, record);
        return way(tlv.taiNs(at + 2), tlv.taiNs(at + 24), tlv.i64(at + 12));
    }

    /** Of a delay record: arrival by our clock minus departure by the client's, less the correction; NaN for no instants. */
    public static double fromClientNs(TlvCursor tlv, int record) {
        int at = at(tlv, record);
        return way(tlv.taiNs(at + 2), tlv.taiNs(at + 20), tlv.i64(at + 12));
    }

    private static double way(long fromTaiNs, long toTaiNs, long correctionScaledNs) {
        return fromTaiNs == Timestamp.NONE || toTaiNs == Timestamp.NONE
                ? Double.NaN
                : toTaiNs - fromTaiNs - correctionScaledNs / SCALED_NS;
    }

    private static int at(TlvCursor tlv, int record) {
        return firstRecord(tlv) + record * recordLength(tlv);
    }

    private static int firstRecord(TlvCursor tlv) {
        return tlv.type() == RX_SYNC_COMPUTED ? 12 : 10;
    }

    private static int recordLength(TlvCursor tlv) {
        return switch (tlv.type()) {
            case RX_SYNC_TIMING -> 34;
            case RX_SYNC_COMPUTED -> 22;
            default -> 30;
        };
    }
}
