package dev.grandmaster.ptp.wire;

import java.lang.foreign.MemorySegment;

/** Signaling (IEEE 1588-2019 clause 13.12, Table 51): targetPortIdentity, then one or more TLVs from octet 44. */
public final class Signaling extends Targeted {
    public Signaling() {
        super(MessageType.SIGNALING);
    }

    public Signaling begin(MemorySegment segment, long offset, int minorVersion) {
        begin(segment, offset, MessageType.SIGNALING, minorVersion);
        return this;
    }
}
