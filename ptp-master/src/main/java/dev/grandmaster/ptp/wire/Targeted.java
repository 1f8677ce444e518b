package dev.grandmaster.ptp.wire;

/** What Signaling and Management share: targetPortIdentity at octet 34, all ones meaning everybody (clause 13.12.1). */
public abstract sealed class Targeted extends Header permits Signaling, Management {
    public static final int TARGET_CLOCK_IDENTITY = LENGTH;
    public static final int TARGET_PORT_NUMBER = 42;
    /** clockIdentity of a target that is every clock. */
    public static final long ALL_CLOCKS = -1L;
    /** portNumber of a target that is every port. */
    public static final int ALL_PORTS = 0xFFFF;

    Targeted(MessageType type) {
        super(type);
    }

    public final long targetClockIdentity() {
        return BigEndian.i64(segment, offset + TARGET_CLOCK_IDENTITY);
    }

    public final int targetPortNumber() {
        return BigEndian.u16(segment, offset + TARGET_PORT_NUMBER);
    }

    public final void targetPortIdentity(long clockIdentity, int portNumber) {
        BigEndian.put64(segment, offset + TARGET_CLOCK_IDENTITY, clockIdentity);
        BigEndian.put16(segment, offset + TARGET_PORT_NUMBER, portNumber);
    }

    /** Whether a port of this identity is meant, by name or by wildcard. */
    public final boolean targets(long clockIdentity, int portNumber) {
        long clock = targetClockIdentity();
        int port = targetPortNumber();
        return (clock == ALL_CLOCKS || clock == clockIdentity) && (port == ALL_PORTS || port == portNumber);
    }
}
