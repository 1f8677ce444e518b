package dev.grandmaster.ptp.wire;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import org.jspecify.annotations.Nullable;

/**
 * The common header (IEEE 1588-2019 clause 13.3, Table 35); every message flyweight extends it.
 *
 * <pre>
 *    0  majorSdoId (4 bits) | messageType (4 bits)
 *    1  minorVersionPTP (4) | versionPTP (4)
 *    2  messageLength                             UInteger16
 *    4  domainNumber                              UInteger8
 *    5  minorSdoId                                UInteger8
 *    6  flagField                                 Octet[2], see {@link Flags}
 *    8  correctionField                           Integer64, 2^-16 ns
 *   16  messageTypeSpecific                       Octet[4]
 *   20  sourcePortIdentity.clockIdentity          Octet[8]
 *   28  sourcePortIdentity.portNumber             UInteger16
 *   30  sequenceId                                UInteger16
 *   32  controlField                              UInteger8
 *   33  logMessageInterval                        Integer8
 *   34  the body
 * </pre>
 */
public class Header {
    public static final int VERSION = 1;
    public static final int MESSAGE_LENGTH = 2;
    public static final int DOMAIN_NUMBER = 4;
    public static final int MINOR_SDO_ID = 5;
    public static final int FLAG_FIELD = 6;
    public static final int CORRECTION_FIELD = 8;
    public static final int MESSAGE_TYPE_SPECIFIC = 16;
    public static final int SOURCE_CLOCK_IDENTITY = 20;
    public static final int SOURCE_PORT_NUMBER = 28;
    public static final int SEQUENCE_ID = 30;
    public static final int CONTROL_FIELD = 32;
    public static final int LOG_MESSAGE_INTERVAL = 33;
    /** Octets of the header, and where every body begins. */
    public static final int LENGTH = 34;

    /** logMessageInterval of messages that have none (Table 42), and of every unicast message but Delay_Resp. */
    public static final int NO_INTERVAL = 0x7F;

    private static final int VERSION_PTP = 2;

    private final @Nullable MessageType expected;
    private @Nullable MessageType type;
    MemorySegment segment = MemorySegment.NULL;
    long offset;

    /** A reader of any message; {@link #messageType} says which. */
    public Header() {
        this.expected = null;
    }

    /** A flyweight of one message type alone. */
    protected Header(MessageType expected) {
        this.expected = expected;
    }

    /**
     * Lays this flyweight over received bytes.
     *
     * @param segment holds them; must live as long as the accessors are used
     * @param offset of the first octet of the PTP message in the segment
     * @param available octets from there, padding of the link layer included
     * @return {@link WireStatus#OK}, or why the accessors must not be used
     */
    public final WireStatus wrap(MemorySegment segment, long offset, long available) {
        if (available < LENGTH) {
            return available >= 2 && (BigEndian.u8(segment, offset + VERSION) & 0xF) != VERSION_PTP
                    ? WireStatus.OTHER_VERSION
                    : WireStatus.TOO_SHORT;
        }
        // Type, version and length in one access.
        long begins = BigEndian.i64(segment, offset);
        if ((begins >>> 48 & 0xF) != VERSION_PTP) {
            return WireStatus.OTHER_VERSION;
        }
        MessageType found = MessageType.ofWire((int) (begins >>> 56));
        if (found == null) {
            return WireStatus.RESERVED_TYPE;
        }
        int length = (int) (begins >>> 32) & 0xFFFF;
        if (length > available) {
            return WireStatus.TRUNCATED;
        }
        if (length < found.minimumLength()) {
            return WireStatus.TOO_SHORT;
        }
        if (expected != null && expected != found) {
            return WireStatus.OTHER_TYPE;
        }
        lay(segment, offset, found);
        return WireStatus.OK;
    }

    private void lay(MemorySegment over, long from, MessageType what) {
        segment = over;
        offset = from;
        type = what;
    }

    /**
     * Starts a message: zeroes header and body, then writes what its type fixes (messageType, versionPTP, messageLength,
     * controlField; logMessageInterval {@link #NO_INTERVAL}).
     *
     * @param segment room for {@link MessageType#minimumLength} octets from offset
     * @param minorVersion 1 for IEEE 1588-2019, 0 for receivers that know IEEE 1588-2008 alone
     */
    final void begin(MemorySegment segment, long offset, MessageType type, int minorVersion) {
        lay(segment, offset, type);
        segment.asSlice(offset, type.minimumLength()).fill((byte) 0);
        BigEndian.put8(segment, offset, type.wire());
        BigEndian.put8(segment, offset + VERSION, minorVersion << 4 | VERSION_PTP);
        messageLength(type.minimumLength());
        BigEndian.put8(segment, offset + CONTROL_FIELD, type.control());
        logMessageInterval(NO_INTERVAL);
    }

    /** Lays the flyweight of this message's type over the same bytes, which are known to be sound. */
    public final void readAs(Header message) {
        MessageType known = messageType();
        if (message.expected != known) {
            throw new IllegalStateException(message.expected + " for " + known);
        }
        message.lay(segment, offset, known);
    }

    /** Copies the first octets of the message. */
    public final void copyTo(byte[] into, int length) {
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, into, 0, length);
    }

    /** A copy of the message's octets, for tools and tests. */
    public final byte[] octets() {
        return segment.asSlice(offset, messageLength()).toArray(ValueLayout.JAVA_BYTE);
    }

    /** The type; never a reserved one after a wrap that was OK. */
    public final MessageType messageType() {
        MessageType known = type;
        if (known == null) {
            throw new IllegalStateException("used without wrap");
        }
        return known;
    }

    public final int majorSdoId() {
        return BigEndian.u8(segment, offset) >>> 4;
    }

    public final int minorSdoId() {
        return BigEndian.u8(segment, offset + MINOR_SDO_ID);
    }

    /** sdoId (clause 16.5): majorSdoId in bits 8 to 11, minorSdoId below. */
    public final int sdoId() {
        return majorSdoId() << 8 | minorSdoId();
    }

    public final void sdoId(int sdoId) {
        BigEndian.put8(segment, offset, (sdoId >>> 8) << 4 | (BigEndian.u8(segment, offset) & 0xF));
        BigEndian.put8(segment, offset + MINOR_SDO_ID, sdoId);
    }

    public final int minorVersion() {
        return BigEndian.u8(segment, offset + VERSION) >>> 4;
    }

    /** Octets of the message, TLVs included, padding of the link layer not. */
    public final int messageLength() {
        return BigEndian.u16(segment, offset + MESSAGE_LENGTH);
    }

    public final void messageLength(int octets) {
        BigEndian.put16(segment, offset + MESSAGE_LENGTH, octets);
    }

    public final int domainNumber() {
        return BigEndian.u8(segment, offset + DOMAIN_NUMBER);
    }

    public final void domainNumber(int domainNumber) {
        BigEndian.put8(segment, offset + DOMAIN_NUMBER, domainNumber);
    }

    /** The two octets as one number, see {@link Flags}. */
    public final int flags() {
        return BigEndian.u16(segment, offset + FLAG_FIELD);
    }

    public final void flags(int flags) {
        BigEndian.put16(segment, offset + FLAG_FIELD, flags);
    }

    public final boolean hasFlag(int flag) {
        return (flags() & flag) != 0;
    }

    /** In 2^-16 ns. */
    public final long correctionScaledNs() {
        return BigEndian.i64(segment, offset + CORRECTION_FIELD);
    }

    public final void correctionScaledNs(long scaledNs) {
        BigEndian.put64(segment, offset + CORRECTION_FIELD, scaledNs);
    }

    public final long sourceClockIdentity() {
        return BigEndian.i64(segment, offset + SOURCE_CLOCK_IDENTITY);
    }

    public final int sourcePortNumber() {
        return BigEndian.u16(segment, offset + SOURCE_PORT_NUMBER);
    }

    public final void sourcePortIdentity(long clockIdentity, int portNumber) {
        BigEndian.put64(segment, offset + SOURCE_CLOCK_IDENTITY, clockIdentity);
        BigEndian.put16(segment, offset + SOURCE_PORT_NUMBER, portNumber);
    }

    /** 0 to 65535. */
    public final int sequenceId() {
        return BigEndian.u16(segment, offset + SEQUENCE_ID);
    }

    public final void sequenceId(int sequenceId) {
        BigEndian.put16(segment, offset + SEQUENCE_ID, sequenceId);
    }

    public final int logMessageInterval() {
        return BigEndian.i8(segment, offset + LOG_MESSAGE_INTERVAL);
    }

    public final void logMessageInterval(int log2Seconds) {
        BigEndian.put8(segment, offset + LOG_MESSAGE_INTERVAL, log2Seconds);
    }

    /** Lays the cursor over what follows the body. */
    public final void tlvs(TlvCursor cursor) {
        cursor.wrap(segment, offset + messageType().minimumLength(), offset + messageLength());
    }
}
