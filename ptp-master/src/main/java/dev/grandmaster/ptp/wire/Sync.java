package dev.grandmaster.ptp.wire;

import java.lang.foreign.MemorySegment;

/** Sync (IEEE 1588-2019 clause 13.6, Table 44): header, then originTimestamp at octet 34. 44 octets. */
public final class Sync extends Header {
    public static final int ORIGIN_TIMESTAMP = LENGTH;

    public Sync() {
        super(MessageType.SYNC);
    }

    /** Starts a Sync whose originTimestamp is zero, as a two-step clock may send it (clause 9.5.9.4). */
    public Sync begin(MemorySegment segment, long offset, int minorVersion) {
        begin(segment, offset, MessageType.SYNC, minorVersion);
        return this;
    }

    /** TAI ns, or {@link Timestamp#NONE}. */
    public long originTaiNs() {
        return Timestamp.read(segment, offset + ORIGIN_TIMESTAMP);
    }

    public void originTaiNs(long taiNs) {
        Timestamp.write(segment, offset + ORIGIN_TIMESTAMP, taiNs);
    }
}
