package dev.grandmaster.ptp.security;

import dev.grandmaster.ptp.wire.Header;
import dev.grandmaster.ptp.wire.MessageType;

/**
 * Tells a sealed message that was recorded and sent again: its sequenceId is not after the last one of its sender, type, domain and way.
 * One for each transport, since what comes by two of them is no replay; asked only about messages whose seal is right, so that nobody
 * without a key fills its table.
 *
 * <p>Weaker than it might be: sequenceId has 16 bits and IEEE 1588-2019 clause 16.14 lets a sender leave the longer sequenceNo out, as all do
 * that we met. A sender that was silent for ten seconds is believed whatever it counts from, since it may have been started anew; and after
 * 32,767 messages an old one is a new one again. Management is not looked at: each run of a client counts from 0, and the network sets
 * nothing.
 */
public final class ReplayGuard {
    private static final int SLOTS = 1 << 17;
    private static final int PROBES = 8;
    private static final long FORGOTTEN_NS = 10_000_000_000L;

    private final long[] clocks = new long[SLOTS];
    /** Port number, domain, sdoId, type and way; 0 where nobody is. */
    private final long[] streams = new long[SLOTS];
    private final short[] sequences = new short[SLOTS];
    private final long[] heardMonoNs = new long[SLOTS];

    /** Whether a message is after those that its sender sent before; then it counts as the last one. */
    public boolean isNew(Header message, boolean multicast, long nowMonoNs) {
        if (message.messageType() == MessageType.MANAGEMENT) {
            return true;
        }
        long clock = message.sourceClockIdentity();
        long stream = stream(message, multicast);
        int sequence = message.sequenceId();
        int home = home(clock, stream);
        int oldest = home;
        for (int probe = 0; probe < PROBES; probe++) {
            int at = (home + probe) & (SLOTS - 1);
            if (streams[at] == stream && clocks[at] == clock) {
                short ahead = (short) (sequence - sequences[at]);
                if (ahead <= 0 && nowMonoNs - heardMonoNs[at] < FORGOTTEN_NS) {
                    return false;
                }
                sequences[at] = (short) sequence;
                heardMonoNs[at] = nowMonoNs;
                return true;
            }
            if (streams[oldest] != 0 && (streams[at] == 0 || heardMonoNs[at] - heardMonoNs[oldest] < 0)) {
                oldest = at;
            }
        }
        clocks[oldest] = clock;
        streams[oldest] = stream;
        sequences[oldest] = (short) sequence;
        heardMonoNs[oldest] = nowMonoNs;
        return true;
    }

    private static long stream(Header message, boolean multicast) {
        return 1L << 63 | (multicast ? 1L << 62 : 0) | (long) message.sdoId() << 32
                | (long) message.domainNumber() << 24
                | (long) message.messageType().wire() << 16 | message.sourcePortNumber();
    }

    private static int home(long clock, long stream) {
        long mixed = (clock * 31 + stream) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 47);
    }
}
