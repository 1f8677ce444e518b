package dev.grandmaster.ptp.port;

import java.util.function.DoubleSupplier;

import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.ptp.dataset.Announcement;
import dev.grandmaster.ptp.dataset.Candidate;
import dev.grandmaster.ptp.dataset.ForeignMasters;
import dev.grandmaster.ptp.dataset.InstanceConfig.Standing;
import dev.grandmaster.ptp.transmit.Cadence;
import dev.grandmaster.ptp.wire.Announce;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.PtpStatus.PortState;
import org.jspecify.annotations.Nullable;

/**
 * The states of a port that is a master or nothing (IEEE 1588-2019 clause 9.2, figure 30, without SLAVE and UNCALIBRATED).
 *
 * <pre>
 *   INITIALIZING --link up--> LISTENING --nobody better--> PRE_MASTER --> MASTER <--> PASSIVE
 *        any --link lost--> FAULTY --link up--> INITIALIZING          any --disable--> DISABLED --enable--> INITIALIZING
 * </pre>
 *
 * <p>Silence before truth: until {@link Announcement#served} a port stays in LISTENING and answers nobody, since a step of the clock
 * may still come. Afterwards it is a MASTER unless somebody better is here.
 *
 * <p>State decision (clause 9.3.3) is made by each port for itself: our data set against the best that this port hears, whatever our
 * clockClass. Where the standard's answer would be SLAVE ours is PASSIVE, and where it would be M3, a boundary clock's mastership in
 * somebody else's name, it is our own.
 */
final class PortLife {

    /** What the port does when it enters a state. */
    interface Stages {
        /** There is a link, and nothing is known of who is there. */
        void onListening(long nowMonoNs);

        /** What is to be sent starts now. */
        void onMaster(long nowMonoNs);

        /** Somebody better is here. */
        void onPassive();

        /** No link, or not in service: stamps of what was sent will not come. */
        void onLeave();

        void onStateChanged(PortState from, PortState to, String why);
    }

    private final PortConfig config;
    private final Announcement announcement;
    private final Stages stages;
    private final DoubleSupplier stampErrorNs;
    private final ForeignMasters foreign;
    private final long listenNs;

    private PortState state = PortState.INITIALIZING;
    private boolean enabled = true;
    private PtpTransport.Link link = PtpTransport.Link.ABSENT;
    private boolean everUp;
    private long listenUntilMonoNs;
    private @Nullable Candidate better;

    /** @param stampErrorNs by how much the clock that stamps the port may be off the one that is announced, ns */
    PortLife(PortConfig config, Announcement announcement, DoubleSupplier stampErrorNs, Stages stages) {
        this.config = config;
        this.stampErrorNs = stampErrorNs;
        this.announcement = announcement;
        this.stages = stages;
        PortConfig.Intervals intervals = config.intervals();
        foreign = new ForeignMasters(announcement.instance().clockIdentity().value(), config.portNumber(),
                intervals.logAnnounceInterval(), intervals.announceReceiptTimeout(),
                new Standing(announcement.instance().standing().comparison(), config.localPriority()));
        listenNs = intervals.announceReceiptTimeout() * Cadence.intervalNs(intervals.logAnnounceInterval());
    }

    PortState state() {
        return state;
    }

    boolean isMaster() {
        return state == PortState.MASTER;
    }

    boolean running() {
        return switch (state) {
            case LISTENING, PRE_MASTER, MASTER, PASSIVE -> true;
            case INITIALIZING, FAULTY, DISABLED -> false;
        };
    }

    /** The grandmaster that the port yields to, or null. */
    @Nullable
    ClockIdentity betterMaster() {
        Candidate yieldedTo = better;
        return state == PortState.PASSIVE && yieldedTo != null
                ? new ClockIdentity(yieldedTo.grandmasterIdentity())
                : null;
    }

    void onLink(PtpTransport.Link newLink, long nowMonoNs) {
        if (newLink == link) {
            return;
        }
        link = newLink;
        if (!enabled) {
            return;
        }
        if (link == PtpTransport.Link.UP) {
            begin(nowMonoNs, everUp ? "link is back" : "link is up");
            everUp = true;
        } else if (everUp) {
            leave();
            become(PortState.FAULTY, link == PtpTransport.Link.ABSENT ? "interface is gone" : "link is down");
        }
    }

    void enable(boolean inService, long nowMonoNs) {
        if (inService == enabled) {
            return;
        }
        enabled = inService;
        if (!enabled) {
            leave();
            become(PortState.DISABLED, "disabled");
        } else if (link == PtpTransport.Link.UP) {
            begin(nowMonoNs, "enabled");
        } else {
            become(everUp ? PortState.FAULTY : PortState.INITIALIZING, "enabled without a link");
        }
    }

    /** An Announce of somebody else that counts; false where the foreign master table had no place for it. */
    boolean onAnnounce(Announce announce, long nowMonoNs) {
        boolean taken = foreign.onAnnounce(announce, nowMonoNs);
        decide(nowMonoNs);
        return taken;
    }

    /** The state decision, while the port is running. */
    void decide(long nowMonoNs) {
        Candidate best = foreign.best(nowMonoNs);
        better = best != null
                && !announcement.own(stampErrorNs.getAsDouble())
                        .compareTo(best, announcement.instance().standing().comparison()).wins()
                                ? best
                                : null;
        if (!announcement.served()) {
            return;
        }
        if (better != null) {
            if (state != PortState.PASSIVE) {
                stages.onPassive();
                become(PortState.PASSIVE, "a better master is here");
            }
        } else if (state == PortState.PASSIVE) {
            beMaster(nowMonoNs, best == null ? "the better master is silent" : "we are better now");
        } else if (state == PortState.LISTENING && (best != null || listenUntilMonoNs - nowMonoNs <= 0)) {
            beMaster(nowMonoNs, best == null ? "no other master is here" : "we are better");
        }
    }

    /** When somebody that was heard, or the time of listening, runs out: {@code sendMonoNs} or before, monotonic ns. */
    long nextMonoNs(long nowMonoNs, long sendMonoNs) {
        return foreign.nextExpiryMonoNs(nowMonoNs, sendMonoNs);
    }

    /** When to look again where nothing is to be sent, monotonic ns. */
    long waitingUntil(long nowMonoNs) {
        return state == PortState.LISTENING && listenUntilMonoNs - nowMonoNs > 0
                ? listenUntilMonoNs
                : nowMonoNs + listenNs;
    }

    private void begin(long nowMonoNs, String why) {
        become(PortState.INITIALIZING, why);
        listenUntilMonoNs = nowMonoNs + (config.masterOnly() ? 0 : listenNs);
        become(PortState.LISTENING, why);
        stages.onListening(nowMonoNs);
    }

    private void leave() {
        foreign.clear();
        better = null;
        stages.onLeave();
    }

    /** The qualification of M1 and M2 takes no time (clause 9.2.6.10), so PRE_MASTER is only passed through. */
    private void beMaster(long nowMonoNs, String why) {
        become(PortState.PRE_MASTER, why);
        stages.onMaster(nowMonoNs);
        become(PortState.MASTER, why);
    }

    private void become(PortState next, String why) {
        PortState from = state;
        if (from != next) {
            state = next;
            stages.onStateChanged(from, next, why);
        }
    }
}
