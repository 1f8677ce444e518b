package dev.grandmaster.gnss.scan;

/** The framings that {@link FrameScanner} recognises. */
public enum FrameKind {

    /** {@code B5 62}, class, id, length (little-endian), payload, two Fletcher bytes. u-blox interface descriptions. */
    UBX,

    /** {@code $} or {@code !}, address, fields, {@code *hh}. NMEA 0183. */
    NMEA,

    /** {@code D3}, six zero bits, ten bits of length, payload, CRC-24Q. RTCM 10403, transport layer. */
    RTCM3
}
