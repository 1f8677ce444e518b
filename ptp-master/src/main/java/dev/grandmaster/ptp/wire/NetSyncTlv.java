package dev.grandmaster.ptp.wire;

import java.lang.foreign.MemorySegment;

/**
 * The two TLVs of linuxptp's NetSync Monitor, as its ptp4l and nsm exchange them; no standard has them. A Delay_Req with an empty
 * request is answered, by a client that offers it, with a Delay_Resp that carries the client's own data sets:
 *
 * <pre>
 *   0 portState   1 reserved   2 networkProtocol of the parent's address   4 its octets, n   6 the address
 *   6+n parentDS (32)   38+n currentDS: stepsRemoved, offsetFromMaster (40+n), meanPathDelay (48+n)   56+n timePropertiesDS (4)
 *   60+n when the last Sync came (10)
 * </pre>
 */
public final class NetSyncTlv {
    public static final int REQUEST = 0x21FE;
    public static final int RESPONSE = 0x21FF;
    /** Octets of a request. */
    public static final int REQUEST_LENGTH = TlvCursor.HEAD;

    private static final int HEAD = 6;
    private static final int FOOT = 64;
    private static final int LONGEST_ADDRESS = 16;
    private static final double SCALED_NS = 0x1p16;

    private NetSyncTlv() {
    }

    /** Writes a request; returns its octets. */
    public static int writeRequest(MemorySegment segment, long at) {
        BigEndian.put16(segment, at, REQUEST);
        BigEndian.put16(segment, at + 2, 0);
        return REQUEST_LENGTH;
    }

    /** Whether a response is as long as its parts. */
    public static boolean sound(TlvCursor tlv) {
        return tlv.length() >= HEAD + FOOT && addressLength(tlv) <= LONGEST_ADDRESS
                && tlv.length() >= HEAD + addressLength(tlv) + FOOT;
    }

    /** clockIdentity of the client's master. */
    public static long parentClock(TlvCursor tlv) {
        return tlv.i64(HEAD + addressLength(tlv));
    }

    public static double offsetFromMasterNs(TlvCursor tlv) {
        return tlv.i64(HEAD + addressLength(tlv) + 34) / SCALED_NS;
    }

    public static double meanDelayNs(TlvCursor tlv) {
        return tlv.i64(HEAD + addressLength(tlv) + 42) / SCALED_NS;
    }

    private static int addressLength(TlvCursor tlv) {
        return tlv.u16(4);
    }
}
