package dev.grandmaster.ptp.wire;

/**
 * What the three answers to a delay request share: a timestamp at octet 34 and the requestingPortIdentity at octet 44. 54
 * octets (IEEE 1588-2019 Tables 46, 48 and 49).
 */
public abstract sealed class Response extends Header permits DelayResp, PdelayResp, PdelayRespFollowUp {
    public static final int TIMESTAMP = LENGTH;
    public static final int REQUESTING_CLOCK_IDENTITY = 44;
    public static final int REQUESTING_PORT_NUMBER = 52;

    Response(MessageType type) {
        super(type);
    }

    /** TAI ns of the event that the subclass names, or {@link Timestamp#NONE}. */
    public final long taiNs() {
        return Timestamp.read(segment, offset + TIMESTAMP);
    }

    public final void taiNs(long taiNs) {
        Timestamp.write(segment, offset + TIMESTAMP, taiNs);
    }

    public final long requestingClockIdentity() {
        return BigEndian.i64(segment, offset + REQUESTING_CLOCK_IDENTITY);
    }

    public final int requestingPortNumber() {
        return BigEndian.u16(segment, offset + REQUESTING_PORT_NUMBER);
    }

    public final void requestingPortIdentity(long clockIdentity, int portNumber) {
        BigEndian.put64(segment, offset + REQUESTING_CLOCK_IDENTITY, clockIdentity);
        BigEndian.put16(segment, offset + REQUESTING_PORT_NUMBER, portNumber);
    }
}
