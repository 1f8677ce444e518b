package dev.grandmaster.ptp.transmit;

/**
 * What travels with an event message and comes back with its transmit stamp.
 *
 * <pre>
 *   62..58 kind | 57..48 port of the agent | 47..16 slot | 15..0 sequenceId
 * </pre>
 */
public final class Token {
    /** A multicast Sync; slot is 0. */
    public static final int SYNC = 0;
    /** A Pdelay_Resp; slot is its place in {@link AwaitedResponses}. */
    public static final int PDELAY_RESP = 1;

    /** A Sync to a client that was granted it; slot is the client's row. */
    public static final int UNICAST_SYNC = 2;

    /** A Pdelay_Req of our own; slot is 0. */
    public static final int PDELAY_REQ = 3;

    /** A Sync that carries its own stamp: nobody waits for another. */
    public static final int ONE_STEP = 4;

    /** Ports that one agent may have. */
    public static final int MAX_PORTS = 1024;

    private Token() {
    }

    public static long of(int kind, int port, int slot, int sequenceId) {
        return (long) kind << 58 | (long) port << 48 | (slot & 0xFFFF_FFFFL) << 16 | (sequenceId & 0xFFFFL);
    }

    public static int kind(long token) {
        return (int) (token >>> 58);
    }

    public static int port(long token) {
        return (int) (token >>> 48) & (MAX_PORTS - 1);
    }

    public static int slot(long token) {
        return (int) (token >>> 16);
    }

    public static int sequenceId(long token) {
        return (int) token & 0xFFFF;
    }
}
