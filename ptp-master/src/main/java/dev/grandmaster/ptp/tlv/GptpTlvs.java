package dev.grandmaster.ptp.tlv;

import java.lang.foreign.MemorySegment;

import dev.grandmaster.ptp.wire.OctetWriter;
import dev.grandmaster.ptp.wire.TlvCursor;
import dev.grandmaster.ptp.wire.TlvType;

/**
 * The TLVs of IEEE 802.1AS-2020, all of organization 00-80-C2. Layouts as captures and tshark show them; clause numbers from memory.
 *
 * <pre>
 *   1  Follow_Up information (11.4.4.3)      cumulativeScaledRateOffset, gmTimeBaseIndicator, lastGmPhaseChange (12), scaledLastGmFreqChange
 *   2  message interval request (10.6.4.3)   linkDelayInterval, timeSyncInterval, announceInterval, flags, reserved (2)
 *   4  gPTP capable (10.6.4.4)               logGptpCapableMessageInterval, flags, reserved (4); of type DO_NOT_PROPAGATE
 * </pre>
 */
public final class GptpTlvs {
    /** Octets of the Follow_Up information TLV. */
    public static final int FOLLOW_UP_LENGTH = TlvCursor.HEAD + 28;
    /** Octets of the gPTP capable TLV. */
    public static final int CAPABLE_LENGTH = TlvCursor.HEAD + 12;
    /** In a request: leave it as it is. */
    public static final int NO_CHANGE = -128;
    /** In a request: back to what is configured. */
    public static final int INITIAL = 126;
    /** In a request: no more of them. */
    public static final int STOP = 127;

    private static final int FASTEST_LOG = -7;
    private static final int SLOWEST_LOG = 4;
    private static final int ORGANIZATION = 0x0080C2;
    private static final int REQUEST_VALUE = 12;

    private GptpTlvs() {
    }

    /** A grandmaster's own: it follows nobody, and its time base has not changed since it began to serve. */
    public static void writeFollowUp(MemorySegment frame, long at) {
        new OctetWriter(frame, at).u16(TlvType.ORGANIZATION_EXTENSION.wire()).u16(28).u24(ORGANIZATION).u24(1).u32(0)
                .u16(0).u64(0).u32(0).u32(0);
    }

    public static void writeCapable(MemorySegment frame, long at, int logInterval) {
        new OctetWriter(frame, at).u16(TlvType.ORGANIZATION_EXTENSION_DO_NOT_PROPAGATE.wire()).u16(12)
                .u24(ORGANIZATION).u24(4).u8(logInterval).u8(0).u32(0);
    }

    /**
     * The interval that a request leads to; what is faster than 2^-7 s or slower than 2^4 s is passed over.
     *
     * @param asked of the request
     * @param now in force; {@link #STOP} where none are sent
     * @param configured to which {@link #INITIAL} leads back
     */
    public static int interval(int asked, int now, int configured) {
        return switch (asked) {
            case INITIAL -> configured;
            case STOP -> STOP;
            default -> asked >= FASTEST_LOG && asked <= SLOWEST_LOG ? asked : now;
        };
    }

    /** Whether a TLV is a message interval request. */
    public static boolean isIntervalRequest(TlvCursor tlv) {
        return tlv.type() == TlvType.ORGANIZATION_EXTENSION.wire() && tlv.length() >= REQUEST_VALUE
                && tlv.u16(0) == ORGANIZATION >>> 8 && tlv.u8(2) == (ORGANIZATION & 0xFF) && tlv.u16(3) == 0
                && tlv.u8(5) == 2;
    }

    public static int linkDelayInterval(TlvCursor tlv) {
        return tlv.i8(6);
    }

    public static int timeSyncInterval(TlvCursor tlv) {
        return tlv.i8(7);
    }

    public static int announceInterval(TlvCursor tlv) {
        return tlv.i8(8);
    }
}
