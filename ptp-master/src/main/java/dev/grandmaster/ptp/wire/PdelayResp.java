package dev.grandmaster.ptp.wire;

import java.lang.foreign.MemorySegment;

/** Pdelay_Resp (IEEE 1588-2019 clause 13.10, Table 48): the timestamp is requestReceiptTimestamp. */
public final class PdelayResp extends Response {
    public PdelayResp() {
        super(MessageType.PDELAY_RESP);
    }

    public PdelayResp begin(MemorySegment segment, long offset, int minorVersion) {
        begin(segment, offset, MessageType.PDELAY_RESP, minorVersion);
        return this;
    }
}
