package dev.grandmaster.ptp.wire;

import java.lang.foreign.MemorySegment;

/** Pdelay_Resp_Follow_Up (IEEE 1588-2019 clause 13.11, Table 49): the timestamp is responseOriginTimestamp. */
public final class PdelayRespFollowUp extends Response {
    public PdelayRespFollowUp() {
        super(MessageType.PDELAY_RESP_FOLLOW_UP);
    }

    public PdelayRespFollowUp begin(MemorySegment segment, long offset, int minorVersion) {
        begin(segment, offset, MessageType.PDELAY_RESP_FOLLOW_UP, minorVersion);
        return this;
    }
}
