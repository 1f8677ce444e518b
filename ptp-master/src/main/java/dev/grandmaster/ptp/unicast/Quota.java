package dev.grandmaster.ptp.unicast;

import java.util.Map;

import dev.grandmaster.board.PtpAddress;

/**
 * What all ports of an agent have promised together. Loads are messages in 16 s, the longest interval, so that they are whole.
 * Strangers that have not proved to hear us may have a twentieth of the budget, and count in the whole too.
 */
public final class Quota {
    private static final int LOAD_SECONDS = 1 << UnicastConfig.MAX_LOG_INTERVAL;
    private static final int STRANGERS_SHARE = 20;

    private final UnicastConfig config;
    private final Workload workload = new Workload();
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

    /** What the agent carries. */
    public Workload workload() {
        return workload;
    }

    /** Whether the budget is what the machine was seen to carry. */
    boolean measured() {
        return config.messageBudget() == UnicastConfig.MEASURED;
    }

    /** Messages a second that may be promised. */
    public long budget() {
        return measured() ? workload.budget() : config.messageBudget();
    }

    /** Whether so much more can be promised. */
    boolean roomFor(long moreLoad) {
        return !(measured() && workload.overloaded()) && load + moreLoad <= budget() * LOAD_SECONDS;
    }

    boolean roomForStranger(long moreLoad) {
        return strangersLoad + moreLoad <= budget() * LOAD_SECONDS / STRANGERS_SHARE;
    }

    void addClients(int more) {
        clients += more;
    }

    void addLoad(long more, boolean stranger) {
        load += more;
        strangersLoad += stranger ? more : 0;
    }

    /** A stranger that holds so much is none any more. */
    void onProven(long itsLoad) {
        strangersLoad -= itsLoad;
    }

    /** Whether whoever asks from there is not even answered. */
    public boolean denies(PtpAddress address) {
        return config.access().of(address) == UnicastConfig.Standing.DENIED;
    }

    /** Clients that hold a grant. */
    public int clients() {
        return clients;
    }

    /** What is promised, what may be, and how busy the agent was in the last quarter of a second. */
    public void addTo(Map<String, Long> counts) {
        counts.put("unicast_promised_per_s", messagesPerSecond());
        counts.put("unicast_budget_per_s", budget());
        counts.put("ptp_busy_permille", (long) workload.workedPermille());
    }

    /** Messages a second that are promised. */
    public long messagesPerSecond() {
        return load / LOAD_SECONDS;
    }
}
