package dev.grandmaster.ptp.wire;

import java.lang.foreign.MemorySegment;

/**
 * The interface rate TLV of ITU-T G.8275.2 Annex D: how fast the sender's interface is, so that the receiver can take off the asymmetry
 * of two ends at different speeds. Layout as linuxptp sends and tshark reads it.
 *
 * <pre>
 *   0 organizationId 00-19-A7   3 organizationSubType 2   6 interfaceBitPeriod, UInteger64, 10^-18 s
 *   14 numberOfBitsBeforeTimestamp, UInteger16   16 numberOfBitsAfterTimestamp, UInteger16
 * </pre>
 */
public final class InterfaceRateTlv {
    /** Octets of the whole TLV. */
    public static final int LENGTH = TlvCursor.HEAD + 18;

    private static final int ORGANIZATION_ITU = 0x0019A7;
    private static final long ATTOSECONDS = 1_000_000_000_000_000_000L;
    private static final long MBIT = 1_000_000L;
    /** The stamp is that of the start frame delimiter's end: preamble before it, the 90 octets of a Sync on UDPv4 after it. */
    private static final int BITS_BEFORE = 64;
    private static final int BITS_AFTER = 720;

    private InterfaceRateTlv() {
    }

    /**
     * Writes it; returns its octets.
     *
     * @param speedMbit positive, Mbit/s
     */
    public static int write(MemorySegment segment, long at, int speedMbit) {
        new OctetWriter(segment, at).u16(TlvType.ORGANIZATION_EXTENSION.wire()).u16(LENGTH - TlvCursor.HEAD)
                .u24(ORGANIZATION_ITU).u24(2).u64(ATTOSECONDS / (speedMbit * MBIT)).u16(BITS_BEFORE).u16(BITS_AFTER);
        return LENGTH;
    }
}
