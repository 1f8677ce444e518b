package dev.grandmaster.ptp.wire;

import java.lang.foreign.MemorySegment;

/**
 * Announce (IEEE 1588-2019 clause 13.5, Table 43). 64 octets, then TLVs.
 *
 * <pre>
 *   34  originTimestamp                           Timestamp
 *   44  currentUtcOffset                          Integer16, seconds
 *   46  reserved
 *   47  grandmasterPriority1                      UInteger8
 *   48  grandmasterClockQuality.clockClass        UInteger8
 *   49  grandmasterClockQuality.clockAccuracy     Enumeration8
 *   50  grandmasterClockQuality.offsetScaledLogVariance  UInteger16
 *   52  grandmasterPriority2                      UInteger8
 *   53  grandmasterIdentity                       Octet[8]
 *   61  stepsRemoved                              UInteger16
 *   63  timeSource                                Enumeration8
 * </pre>
 */
public final class Announce extends Header {
    public static final int ORIGIN_TIMESTAMP = LENGTH;
    public static final int CURRENT_UTC_OFFSET = 44;
    public static final int GRANDMASTER_PRIORITY1 = 47;
    public static final int CLOCK_CLASS = 48;
    public static final int CLOCK_ACCURACY = 49;
    public static final int OFFSET_SCALED_LOG_VARIANCE = 50;
    public static final int GRANDMASTER_PRIORITY2 = 52;
    public static final int GRANDMASTER_IDENTITY = 53;
    public static final int STEPS_REMOVED = 61;
    public static final int TIME_SOURCE = 63;

    public Announce() {
        super(MessageType.ANNOUNCE);
    }

    public Announce begin(MemorySegment segment, long offset, int minorVersion) {
        begin(segment, offset, MessageType.ANNOUNCE, minorVersion);
        return this;
    }

    /** TAI ns, or {@link Timestamp#NONE}; a coarse value or zero by clause 9.5.3. */
    public long originTaiNs() {
        return Timestamp.read(segment, offset + ORIGIN_TIMESTAMP);
    }

    public void originTaiNs(long taiNs) {
        Timestamp.write(segment, offset + ORIGIN_TIMESTAMP, taiNs);
    }

    /** TAI minus UTC in seconds; means something only with {@link Flags#CURRENT_UTC_OFFSET_VALID}. */
    public int currentUtcOffset() {
        return BigEndian.i16(segment, offset + CURRENT_UTC_OFFSET);
    }

    public void currentUtcOffset(int seconds) {
        BigEndian.put16(segment, offset + CURRENT_UTC_OFFSET, seconds);
    }

    public int grandmasterPriority1() {
        return BigEndian.u8(segment, offset + GRANDMASTER_PRIORITY1);
    }

    public int grandmasterPriority2() {
        return BigEndian.u8(segment, offset + GRANDMASTER_PRIORITY2);
    }

    public void grandmasterPriorities(int priority1, int priority2) {
        BigEndian.put8(segment, offset + GRANDMASTER_PRIORITY1, priority1);
        BigEndian.put8(segment, offset + GRANDMASTER_PRIORITY2, priority2);
    }

    public int clockClass() {
        return BigEndian.u8(segment, offset + CLOCK_CLASS);
    }

    public int clockAccuracy() {
        return BigEndian.u8(segment, offset + CLOCK_ACCURACY);
    }

    public int offsetScaledLogVariance() {
        return BigEndian.u16(segment, offset + OFFSET_SCALED_LOG_VARIANCE);
    }

    public void clockQuality(int clockClass, int clockAccuracy, int offsetScaledLogVariance) {
        BigEndian.put8(segment, offset + CLOCK_CLASS, clockClass);
        BigEndian.put8(segment, offset + CLOCK_ACCURACY, clockAccuracy);
        BigEndian.put16(segment, offset + OFFSET_SCALED_LOG_VARIANCE, offsetScaledLogVariance);
    }

    public long grandmasterIdentity() {
        return BigEndian.i64(segment, offset + GRANDMASTER_IDENTITY);
    }

    public void grandmasterIdentity(long clockIdentity) {
        BigEndian.put64(segment, offset + GRANDMASTER_IDENTITY, clockIdentity);
    }

    public int stepsRemoved() {
        return BigEndian.u16(segment, offset + STEPS_REMOVED);
    }

    public void stepsRemoved(int steps) {
        BigEndian.put16(segment, offset + STEPS_REMOVED, steps);
    }

    public int timeSource() {
        return BigEndian.u8(segment, offset + TIME_SOURCE);
    }

    public void timeSource(int timeSource) {
        BigEndian.put8(segment, offset + TIME_SOURCE, timeSource);
    }
}
