package dev.grandmaster.ptp.wire;

import java.lang.foreign.MemorySegment;

/**
 * The TLVs of unicast negotiation (IEEE 1588-2019 clause 16.1.4, Tables 108 to 111), offsets within the value.
 *
 * <pre>
 *   REQUEST_UNICAST_TRANSMISSION  0 messageType (4 bits) | reserved   1 logInterMessagePeriod   2 durationField (UInteger32, s)
 *   GRANT_UNICAST_TRANSMISSION    the same, then                      6 reserved                7 R flag (bit 0)
 *   CANCEL_UNICAST_TRANSMISSION   0 messageType (4 bits) | flags      1 reserved
 *   ACKNOWLEDGE_CANCEL_...        the same
 * </pre>
 */
public final class UnicastTlv {
    /** Octets of the value of a request. */
    public static final int REQUEST_VALUE = 6;
    /** Octets of the value of a cancellation or its acknowledgement. */
    public static final int CANCEL_VALUE = 2;
    /** Octets of a whole grant, the longest of them. */
    public static final int GRANT_LENGTH = TlvCursor.HEAD + 8;

    private static final int RENEWAL_INVITED = 1;

    private UnicastTlv() {
    }

    /** The messageType that a TLV is about. */
    public static int messageType(TlvCursor tlv) {
        return tlv.u8(0) >>> 4;
    }

    public static int logInterMessagePeriod(TlvCursor tlv) {
        return tlv.i8(1);
    }

    /** Seconds; 0 in a grant is a refusal. */
    public static long duration(TlvCursor tlv) {
        return tlv.u32(2);
    }

    /** Writes a grant with renewal invited; returns its octets. */
    public static int writeGrant(MemorySegment segment, long at, int messageType, int logInterval,
            long durationSeconds) {
        head(segment, at, TlvType.GRANT_UNICAST_TRANSMISSION, GRANT_LENGTH - TlvCursor.HEAD);
        BigEndian.put8(segment, at + 4, messageType << 4);
        BigEndian.put8(segment, at + 5, logInterval);
        BigEndian.put32(segment, at + 6, (int) durationSeconds);
        BigEndian.put16(segment, at + 10, RENEWAL_INVITED);
        return GRANT_LENGTH;
    }

    /** Writes a request; returns its octets. */
    public static int writeRequest(MemorySegment segment, long at, int messageType, int logInterval,
            long durationSeconds) {
        head(segment, at, TlvType.REQUEST_UNICAST_TRANSMISSION, REQUEST_VALUE);
        BigEndian.put8(segment, at + 4, messageType << 4);
        BigEndian.put8(segment, at + 5, logInterval);
        BigEndian.put32(segment, at + 6, (int) durationSeconds);
        return TlvCursor.HEAD + REQUEST_VALUE;
    }

    /** Writes a cancellation; returns its octets. */
    public static int writeCancel(MemorySegment segment, long at, int messageType) {
        return writeShort(segment, at, TlvType.CANCEL_UNICAST_TRANSMISSION, messageType);
    }

    /** Writes the acknowledgement of a cancellation; returns its octets. */
    public static int writeAcknowledge(MemorySegment segment, long at, int messageType) {
        return writeShort(segment, at, TlvType.ACKNOWLEDGE_CANCEL_UNICAST_TRANSMISSION, messageType);
    }

    private static int writeShort(MemorySegment segment, long at, TlvType type, int messageType) {
        head(segment, at, type, CANCEL_VALUE);
        BigEndian.put8(segment, at + 4, messageType << 4);
        BigEndian.put8(segment, at + 5, 0);
        return TlvCursor.HEAD + CANCEL_VALUE;
    }

    private static void head(MemorySegment segment, long at, TlvType type, int valueLength) {
        BigEndian.put16(segment, at, type.wire());
        BigEndian.put16(segment, at + 2, valueLength);
    }
}
