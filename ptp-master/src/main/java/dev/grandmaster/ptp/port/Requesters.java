package dev.grandmaster.ptp.port;

/**
 * Who asked for delay lately, to count the clients of a port. A table of fixed size by port identity; when a neighbourhood of it
 * is full of recent ones a newcomer is not counted, which makes the count too small, never the table too big.
 */
final class Requesters {
    private static final int SLOTS = 1 << 14;
    private static final int PROBES = 16;
    private static final long RECENT_NS = 60_000_000_000L;

    private final long[] clocks = new long[SLOTS];
    private final int[] ports = new int[SLOTS];
    private final long[] lastMonoNs = new long[SLOTS];
    private final boolean[] used = new boolean[SLOTS];

    void onRequest(long clockIdentity, int portNumber, long nowMonoNs) {
        int home = home(clockIdentity, portNumber);
        int free = -1;
        for (int probe = 0; probe < PROBES; probe++) {
            int at = (home + probe) & (SLOTS - 1);
            if (used[at] && clocks[at] == clockIdentity && ports[at] == portNumber) {
                lastMonoNs[at] = nowMonoNs;
                return;
            }
            if (free < 0 && !recent(at, nowMonoNs)) {
                free = at;
            }
        }
        if (free >= 0) {
            used[free] = true;
            clocks[free] = clockIdentity;
            ports[free] = portNumber;
            lastMonoNs[free] = nowMonoNs;
        }
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
