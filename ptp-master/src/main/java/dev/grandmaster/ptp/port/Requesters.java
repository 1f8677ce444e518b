package dev.grandmaster.ptp.port;

import dev.grandmaster.board.PtpAddress;

/**
 * Who asked for delay lately without a grant, to count the clients of a port and to bound what one of them is answered. A table of fixed
 * size by port identity; when a neighbourhood of it is full of recent ones a newcomer is not counted, which makes the count too small,
 * never the table too big.
 *
 * <p>An identity is answered 256 times a second, twice what the fastest profile asks. All those that have no place in the table together
 * are answered 4096 times a second: so many more clients at one a second than the 16,384 that have one, or a flood of invented names.
 */
public final class Requesters {
    private static final int SLOTS = 1 << 14;
    private static final int PROBES = 16;
    static final int ANSWERS_PER_SECOND = 256;
    static final int ANSWERS_WITHOUT_PLACE = 4096;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long RECENT_NS = 60_000_000_000L;

    private final long[] clocks = new long[SLOTS];
    private final int[] ports = new int[SLOTS];
    private final long[] addressHigh = new long[SLOTS];
    private final long[] addressLow = new long[SLOTS];
    private final long[] lastMonoNs = new long[SLOTS];
    private final boolean[] used = new boolean[SLOTS];
    /** When the second began in which the answers are counted, and how many they are; the last place is of those without one. */
    private final long[] secondMonoNs = new long[SLOTS + 1];
    private final short[] inSecond = new short[SLOTS + 1];

    /** Takes note of a request; false where it is one too many in this second. */
    boolean onRequest(long clockIdentity, int portNumber, PtpAddress source, long nowMonoNs) {
        int home = home(clockIdentity, portNumber);
        int free = -1;
        for (int probe = 0; probe < PROBES; probe++) {
            int at = (home + probe) & (SLOTS - 1);
            if (used[at] && clocks[at] == clockIdentity && ports[at] == portNumber) {
                heard(at, source, nowMonoNs);
                return within(at, ANSWERS_PER_SECOND, nowMonoNs);
            }
            if (free < 0 && !recent(at, nowMonoNs)) {
                free = at;
            }
        }
        if (free < 0) {
            return within(SLOTS, ANSWERS_WITHOUT_PLACE, nowMonoNs);
        }
        used[free] = true;
        clocks[free] = clockIdentity;
        ports[free] = portNumber;
        heard(free, source, nowMonoNs);
        inSecond[free] = 0;
        return within(free, ANSWERS_PER_SECOND, nowMonoNs);
    }

    private void heard(int at, PtpAddress source, long nowMonoNs) {
        lastMonoNs[at] = nowMonoNs;
        addressHigh[at] = source.high();
        addressLow[at] = source.low();
    }

    private boolean within(int at, int limit, long nowMonoNs) {
        if (inSecond[at] == 0 || nowMonoNs - secondMonoNs[at] >= SECOND_NS) {
            secondMonoNs[at] = nowMonoNs;
            inSecond[at] = 0;
        }
        if (inSecond[at] == limit) {
            return false;
        }
        inSecond[at]++;
        return true;
    }

    /** Takes what {@link #forEach} finds. */
    @FunctionalInterface
    public interface Visitor {
        /** One that asked within the last minute; the address is lent. */
        void onRequester(PtpAddress address, long clockIdentity, int portNumber, long ageNs);
    }

    /** Shows those who asked within the last minute, in no order of meaning. */
    public void forEach(Visitor visitor, long nowMonoNs) {
        PtpAddress address = new PtpAddress();
        for (int at = 0; at < SLOTS; at++) {
            if (recent(at, nowMonoNs)) {
                visitor.onRequester(address.set(addressHigh[at], addressLow[at], 0), clocks[at], ports[at],
                        nowMonoNs - lastMonoNs[at]);
            }
        }
    }

    /** Whether this one asked within the last minute. */
    public boolean knows(long clockIdentity, int portNumber, long nowMonoNs) {
        int home = home(clockIdentity, portNumber);
        for (int probe = 0; probe < PROBES; probe++) {
            int at = (home + probe) & (SLOTS - 1);
            if (clocks[at] == clockIdentity && ports[at] == portNumber && recent(at, nowMonoNs)) {
                return true;
            }
        }
        return false;
    }

    /** How many asked within the last minute. */
    int count(long nowMonoNs) {
        int count = 0;
        for (int at = 0; at < SLOTS; at++) {
            if (recent(at, nowMonoNs)) {
                count++;
            }
        }
        return count;
    }

    private boolean recent(int at, long nowMonoNs) {
        return used[at] && nowMonoNs - lastMonoNs[at] < RECENT_NS;
    }

    private static int home(long clockIdentity, int portNumber) {
        long mixed = (clockIdentity * 31 + portNumber) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 50);
    }
}
