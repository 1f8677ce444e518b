package dev.grandmaster.ptp.wire;

import java.lang.foreign.MemorySegment;

/**
 * Pdelay_Req (IEEE 1588-2019 clause 13.9, Table 47): originTimestamp at octet 34, then 10 reserved octets that make it as
 * long as its answer. 54 octets.
 */
public final class PdelayReq extends Header {
    public static final int ORIGIN_TIMESTAMP = LENGTH;

    public PdelayReq() {
        super(MessageType.PDELAY_REQ);
    }

    public PdelayReq begin(MemorySegment segment, long offset, int minorVersion) {
        begin(segment, offset, MessageType.PDELAY_REQ, minorVersion);
        return this;
    }

    /** TAI ns, or {@link Timestamp#NONE}; requesters may send zero. */
    public long originTaiNs() {
        return Timestamp.read(segment, offset + ORIGIN_TIMESTAMP);
    }
}
