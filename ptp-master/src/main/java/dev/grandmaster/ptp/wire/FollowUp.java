package dev.grandmaster.ptp.wire;

import java.lang.foreign.MemorySegment;

/** Follow_Up (IEEE 1588-2019 clause 13.7, Table 45): header, then preciseOriginTimestamp at octet 34. 44 octets. */
public final class FollowUp extends Header {
    public static final int PRECISE_ORIGIN_TIMESTAMP = LENGTH;

    public FollowUp() {
        super(MessageType.FOLLOW_UP);
    }

    public FollowUp begin(MemorySegment segment, long offset, int minorVersion) {
        begin(segment, offset, MessageType.FOLLOW_UP, minorVersion);
        return this;
    }

    /** When the Sync of the same sequenceId left, in TAI ns, or {@link Timestamp#NONE}. */
    public long preciseOriginTaiNs() {
        return Timestamp.read(segment, offset + PRECISE_ORIGIN_TIMESTAMP);
    }

    public void preciseOriginTaiNs(long taiNs) {
        Timestamp.write(segment, offset + PRECISE_ORIGIN_TIMESTAMP, taiNs);
    }
}
