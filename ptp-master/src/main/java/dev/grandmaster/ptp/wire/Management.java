package dev.grandmaster.ptp.wire;

import java.lang.foreign.MemorySegment;

/**
 * Management (IEEE 1588-2019 clause 15.4.1, Table 56). 48 octets, then the managementTLV.
 *
 * <pre>
 *   34  targetPortIdentity                        PortIdentity
 *   44  startingBoundaryHops                      UInteger8
 *   45  boundaryHops                              UInteger8
 *   46  reserved (4 bits) | actionField (4 bits)
 *   47  reserved
 * </pre>
 */
public final class Management extends Targeted {
    public static final int STARTING_BOUNDARY_HOPS = 44;
    public static final int BOUNDARY_HOPS = 45;
    public static final int ACTION_FIELD = 46;

    /** actionField values of Table 57. */
    public static final int GET = 0;
    public static final int SET = 1;
    public static final int RESPONSE = 2;
    public static final int COMMAND = 3;
    public static final int ACKNOWLEDGE = 4;

    public Management() {
        super(MessageType.MANAGEMENT);
    }

    public Management begin(MemorySegment segment, long offset, int minorVersion) {
        begin(segment, offset, MessageType.MANAGEMENT, minorVersion);
        return this;
    }

    public int startingBoundaryHops() {
        return BigEndian.u8(segment, offset + STARTING_BOUNDARY_HOPS);
    }

    public int boundaryHops() {
        return BigEndian.u8(segment, offset + BOUNDARY_HOPS);
    }

    public void boundaryHops(int starting, int remaining) {
        BigEndian.put8(segment, offset + STARTING_BOUNDARY_HOPS, starting);
        BigEndian.put8(segment, offset + BOUNDARY_HOPS, remaining);
    }

    public int action() {
        return BigEndian.u8(segment, offset + ACTION_FIELD) & 0xF;
    }

    public void action(int action) {
        BigEndian.put8(segment, offset + ACTION_FIELD, action & 0xF);
    }
}
