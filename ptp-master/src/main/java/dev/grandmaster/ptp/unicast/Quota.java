package dev.grandmaster.ptp.unicast;

import dev.grandmaster.board.PtpAddress;

/**
 * What all ports of an agent have promised together. Loads are messages in 16 s, the longest interval, so that they are whole.
 * Strangers may have a twentieth of the budget, and count in the whole too.
 */
public final class Quota {
    private static final int LOAD_SECONDS = 1 << UnicastConfig.MAX_LOG_INTERVAL;
    private static final int STRANGERS_SHARE = 20;

    private final UnicastConfig config;
    private int clients;
    private long load;
    private long strangersLoad;

    public Quota(UnicastConfig config) {
        this.config = config;
    }

    UnicastConfig config() {
        return config;
    }

    boolean roomForClient() {
        return clients < config.maxClients();
    }

    /** Whether so much more can be promised. */
    boolean roomFor(long moreLoad) {
        return load + moreLoad <= (long) config.messageBudget() * LOAD_SECONDS;
    }

    boolean roomForStranger(long moreLoad) {
        return strangersLoad + moreLoad <= (long) config.messageBudget() * LOAD_SECONDS / STRANGERS_SHARE;
    }

    void addClients(int more) {
        clients += more;
    }

    void addLoad(long more, boolean stranger) {
        load += more;
        strangersLoad += stranger ? more : 0;
    }

    /** Whether whoever asks from there is not even answered. */
    public boolean denies(PtpAddress address) {
        return config.access().of(address) == UnicastConfig.Standing.DENIED;
    }

    /** Clients that hold a grant. */
    public int clients() {
        return clients;
    }

    /** Messages a second that are promised. */
    public long messagesPerSecond() {
        return load / LOAD_SECONDS;
    }
}
