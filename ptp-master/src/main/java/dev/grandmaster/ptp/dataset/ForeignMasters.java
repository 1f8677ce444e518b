package dev.grandmaster.ptp.dataset;

import dev.grandmaster.ptp.transmit.Cadence;
import dev.grandmaster.ptp.wire.Announce;
import org.jspecify.annotations.Nullable;

/**
 * foreignMasterDS of one port (IEEE 1588-2019 clause 9.3.2.4): who else announces here, and who of them counts.
 *
 * <p>One counts when two of its Announce messages came within four announce intervals (FOREIGN_MASTER_THRESHOLD,
 * FOREIGN_MASTER_TIME_WINDOW), its stepsRemoved is below 255, and the last one is not older than the announce receipt timeout.
 * The interval is ours or, when the sender says that its own is longer, that one up to 16 s: otherwise a slow master would be
 * qualified and forgotten in turn.
 *
 * <p>Holds 16 at most. In a full table a newcomer takes the place of one that is no longer heard or was never qualified; when
 * there is none it is refused.
 */
public final class ForeignMasters {
    private static final int CAPACITY = 16;
    private static final int WINDOW_INTERVALS = 4;
    private static final int STEPS_LIMIT = 255;
    private static final int SLOWEST_LOG_INTERVAL = 4;

    private static final class Entry {
        final Candidate candidate = new Candidate();
        boolean used;
        boolean qualified;
        long lastMonoNs;
        long intervalNs;
    }

    private final int logAnnounceInterval;
    private final int announceReceiptTimeout;
    private final Comparison comparison;
    private final Entry[] entries = new Entry[CAPACITY];

    /** For the port of this identity, with its portDS.logAnnounceInterval and portDS.announceReceiptTimeout. */
    public ForeignMasters(long ownClock, int ownPort, int logAnnounceInterval, int announceReceiptTimeout) {
        this(ownClock, ownPort, logAnnounceInterval, announceReceiptTimeout,
                new InstanceConfig.Standing(Comparison.GENERAL, 128));
    }

    /** The same, compared as {@code standing} says, with portDS.localPriority. */
    public ForeignMasters(long ownClock, int ownPort, int logAnnounceInterval, int announceReceiptTimeout,
            InstanceConfig.Standing standing) {
        this.comparison = standing.comparison();
        this.logAnnounceInterval = logAnnounceInterval;
        this.announceReceiptTimeout = announceReceiptTimeout;
        for (int i = 0; i < CAPACITY; i++) {
            entries[i] = new Entry();
            entries[i].candidate.receivedBy(ownClock, ownPort);
            entries[i].candidate.localPriority = standing.localPriority();
        }
    }

    /**
     * Takes in a message that is of our domain and not our own.
     *
     * @return false when the table is full of better known ones
     */
    public boolean onAnnounce(Announce message, long nowMonoNs) {
        Entry entry = place(message.sourceClockIdentity(), message.sourcePortNumber(), nowMonoNs);
        if (entry == null) {
            return false;
        }
        int stated = message.logMessageInterval();
        int log = stated > logAnnounceInterval && stated <= SLOWEST_LOG_INTERVAL ? stated : logAnnounceInterval;
        entry.intervalNs = Cadence.intervalNs(log);
        entry.qualified = entry.used && nowMonoNs - entry.lastMonoNs <= WINDOW_INTERVALS * entry.intervalNs
                && message.stepsRemoved() < STEPS_LIMIT;
        entry.used = true;
        entry.lastMonoNs = nowMonoNs;
        entry.candidate.set(message);
        return true;
    }

    /** The best that counts (Erbest), or null. */
    public @Nullable Candidate best(long nowMonoNs) {
        Entry best = null;
        for (Entry entry : entries) {
            if (entry.qualified && heard(entry, nowMonoNs)
                    && (best == null || entry.candidate.compareTo(best.candidate, comparison).wins())) {
                best = entry;
            }
        }
        return best == null ? null : best.candidate;
    }

    /** When the answer of {@link #best} may change though nothing arrives, monotonic ns; {@code otherwise} when it cannot. */
    public long nextExpiryMonoNs(long nowMonoNs, long otherwise) {
        long next = otherwise;
        for (Entry entry : entries) {
            if (entry.qualified && heard(entry, nowMonoNs)) {
                long expiry = entry.lastMonoNs + timeoutNs(entry);
                next = expiry - next < 0 ? expiry : next;
            }
        }
        return next;
    }

    /** Forgets everybody. */
    public void clear() {
        for (Entry entry : entries) {
            entry.used = false;
            entry.qualified = false;
        }
    }

    private boolean heard(Entry entry, long nowMonoNs) {
        return nowMonoNs - entry.lastMonoNs < timeoutNs(entry);
    }

    private long timeoutNs(Entry entry) {
        return announceReceiptTimeout * entry.intervalNs;
    }

    private @Nullable Entry place(long clock, int port, long nowMonoNs) {
        Entry free = null;
        Entry unqualified = null;
        for (Entry entry : entries) {
            if (entry.used && entry.candidate.isSentBy(clock, port)) {
                return entry;
            }
            if (!entry.used || (!heard(entry, nowMonoNs)
                    && nowMonoNs - entry.lastMonoNs > WINDOW_INTERVALS * entry.intervalNs)) {
                free = entry;
            } else if (!entry.qualified && (unqualified == null || entry.lastMonoNs - unqualified.lastMonoNs < 0)) {
                unqualified = entry;
            }
        }
        Entry taken = free != null ? free : unqualified;
        if (taken != null) {
            taken.used = false;
            taken.qualified = false;
        }
        return taken;
    }
}
