package dev.grandmaster.gnss.scan;

/** What is wrong with something that began like a frame. A wrong RTCM 3 check is not among it: a stray {@code D3} is too common. */
public enum Damage {

    /** A whole UBX frame with a wrong checksum; its bytes are searched again from the second one on. */
    UBX_CHECKSUM,

    /** A UBX frame that announces more bytes than came before the stream ended or fell silent; searched again as above. */
    UBX_CUT,

    /** A UBX frame that announces more bytes than the scanner accepts; searched again as above. */
    UBX_TOO_LONG,

    /** A sentence whose checksum is wrong. */
    NMEA_CHECKSUM,

    /** A sentence without a checksum. */
    NMEA_NO_CHECKSUM
}
