package dev.grandmaster.ptp.wire;

import java.lang.foreign.MemorySegment;

/** Delay_Resp (IEEE 1588-2019 clause 13.8, Table 46): the timestamp is receiveTimestamp, when the Delay_Req arrived. */
public final class DelayResp extends Response {
    public DelayResp() {
        super(MessageType.DELAY_RESP);
    }

    public DelayResp begin(MemorySegment segment, long offset, int minorVersion) {
        begin(segment, offset, MessageType.DELAY_RESP, minorVersion);
        return this;
    }
}
