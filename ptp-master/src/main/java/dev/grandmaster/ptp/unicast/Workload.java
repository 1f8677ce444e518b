package dev.grandmaster.ptp.unicast;

/**
 * How much an agent can carry, from what it does carry: the time that its duty cycles take, by the messages that left meanwhile, is the
 * cost of a message, with all that hangs on it: stamps, requests, floods of others, what else the machine does to our thread. Three quarters
 * of a processor may be promised. Before anything is known it is {@link #AT_LEAST}, which any machine carries.
 *
 * <p>While Sync streams had to be slowed down, nothing more can be promised at all.
 */
public final class Workload {
    /** Messages a second that are promised without having been measured. */
    static final int AT_LEAST = 10_000;

    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long WINDOW_NS = NS_PER_SECOND / 4;
    private static final double SHARE = 0.75;
    /** Of old windows, at each new one. */
    private static final double KEPT = 0.75;
    /** A window with fewer messages in little time says more about chores than about messages. */
    private static final int TELLING_MESSAGES = 500;
    private static final long TELLING_NS = WINDOW_NS / 4;
    /** Of a window that streams may lose in stalls without being overloaded. */
    private static final long TOLERATED_NS = WINDOW_NS / 50;

    private long windowEndMonoNs;
    private boolean begun;
    private long sentBefore;
    private long workedNs;
    private long skippedNs;
    private double costNs;
    private double costMessages;
    private long budget = AT_LEAST;
    private boolean overloaded;
    private int workedPermille;

    /** A duty cycle took so long. */
    public void onWorked(long ns) {
        workedNs += ns;
    }

    /** Sync streams were slowed down by so much, ns. */
    void onSkipped(long ns) {
        skippedNs += ns;
    }

    /**
     * Once a duty cycle.
     *
     * @param sent messages that left since the beginning
     */
    public void onTime(long sent, long nowMonoNs) {
        if (!begun) {
            begun = true;
            begin(sent, nowMonoNs);
        }
        long overNs = nowMonoNs - windowEndMonoNs;
        if (overNs >= 0) {
            end(sent - sentBefore, WINDOW_NS + overNs);
            begin(sent, nowMonoNs);
        }
    }

    private void begin(long sent, long nowMonoNs) {
        windowEndMonoNs = nowMonoNs + WINDOW_NS;
        sentBefore = sent;
        workedNs = 0;
        skippedNs = 0;
    }

    private void end(long messages, long lastedNs) {
        workedPermille = (int) Math.min(1000, workedNs * 1000 / lastedNs);
        overloaded = skippedNs > TOLERATED_NS;
        if (workedNs > 0 && (messages >= TELLING_MESSAGES || workedNs >= TELLING_NS)) {
            costNs = KEPT * costNs + workedNs;
            costMessages = KEPT * costMessages + messages;
            budget = Math.max(AT_LEAST, (long) (SHARE * NS_PER_SECOND * costMessages / costNs));
        }
    }

    /** Messages a second that can be promised to all clients together. */
    public long budget() {
        return budget;
    }

    /** Whether Sync streams had to be slowed down lately. */
    public boolean overloaded() {
        return overloaded;
    }

    /** Of a thousand parts of the last quarter of a second, how many the duty cycles took. */
    public int workedPermille() {
        return workedPermille;
    }
}
