package dev.grandmaster.ptp.wire;

import java.lang.foreign.MemorySegment;

/** Delay_Req (IEEE 1588-2019 clause 13.6, Table 44): header, then originTimestamp at octet 34. 44 octets. */
public final class DelayReq extends Header {
    public static final int ORIGIN_TIMESTAMP = LENGTH;

    public DelayReq() {
        super(MessageType.DELAY_REQ);
    }

    public DelayReq begin(MemorySegment segment, long offset, int minorVersion) {
        begin(segment, offset, MessageType.DELAY_REQ, minorVersion);
        return this;
    }

    /** TAI ns, or {@link Timestamp#NONE}; requesters may send zero. */
    public long originTaiNs() {
        return Timestamp.read(segment, offset + ORIGIN_TIMESTAMP);
    }
}
