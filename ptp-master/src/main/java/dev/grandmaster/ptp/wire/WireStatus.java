package dev.grandmaster.ptp.wire;

/** What was found when bytes were looked at as a PTP message. Everything but {@link #OK} means: count and drop. */
public enum WireStatus {
    /** The accessors may be used. */
    OK,
    /** Fewer bytes than the common header (34 octets) or than the body of this messageType. */
    TOO_SHORT,
    /** versionPTP is not 2; PTP version 1 ends here. */
    OTHER_VERSION,
    /** messageLength is beyond the bytes that arrived. */
    TRUNCATED,
    /** messageType is one of the reserved values of IEEE 1588-2019 Table 36. */
    RESERVED_TYPE,
    /** A sound message, but not of the type that this flyweight reads. */
    OTHER_TYPE,
    /** A TLV whose lengthField leads beyond the message or is odd (IEEE 1588-2019 clause 14.1.1). */
    BAD_TLV
}
