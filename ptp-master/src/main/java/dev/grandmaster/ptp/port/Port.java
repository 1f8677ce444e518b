package dev.grandmaster.ptp.port;

import java.util.Map;

import dev.grandmaster.board.Attachment;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.ptp.dataset.Announcement;
import dev.grandmaster.ptp.dataset.DelayMechanism;
import dev.grandmaster.ptp.dataset.PortDs;
import dev.grandmaster.ptp.tlv.AnnounceTlvs;
import dev.grandmaster.ptp.tlv.GptpTlvs;
import dev.grandmaster.ptp.tlv.PortTlvs;
import dev.grandmaster.ptp.tlv.SecondsMessages;
import dev.grandmaster.ptp.transmit.LatencyInForce;
import dev.grandmaster.ptp.transmit.Token;
import dev.grandmaster.ptp.unicast.Quota;
import dev.grandmaster.ptp.unicast.UnicastPort;
import dev.grandmaster.ptp.unicast.UnicastService;
import dev.grandmaster.ptp.wire.Announce;
import dev.grandmaster.ptp.wire.DelayReq;
import dev.grandmaster.ptp.wire.Flags;
import dev.grandmaster.ptp.wire.Header;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.ptp.wire.PdelayReq;
import dev.grandmaster.ptp.wire.PdelayResp;
import dev.grandmaster.ptp.wire.PdelayRespFollowUp;
import dev.grandmaster.ptp.wire.Signaling;
import dev.grandmaster.ptp.wire.TlvCursor;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.PtpStatus.PortState;
import org.jspecify.annotations.Nullable;

/**
 * A PTP port of a clock that is a master or nothing: hands what comes to those who know it, in the states of {@link PortLife}.
 */
public final class Port {
    private final PortConfig config;
    private final Announcement announcement;
    private final PortEffects effects;
    private final PortCounters counters = new PortCounters();
    private final PortLife life;
    private final Admission admission;
    private final PortTlvs tlvs;
    private final AnnounceTlvs announceTlvs;
    private final SecondsMessages seconds;
    private final LinkSpeed linkSpeed;
    private final Transmitter transmitter;
    private final @Nullable Neighbour neighbour;
    private final DelayResponder responder;
    private final int portIndex;

    private final Announce announce = new Announce();
    private final DelayReq delayReq = new DelayReq();
    private final PdelayReq pdelayReq = new PdelayReq();
    private final PdelayResp pdelayResp = new PdelayResp();
    private final PdelayRespFollowUp pdelayFollowUp = new PdelayRespFollowUp();
    private final Signaling signaling = new Signaling();
    private final TlvCursor cursor = new TlvCursor();

    private int incarnation;
    private PtpTransport.Link link = PtpTransport.Link.ABSENT;
    private final @Nullable UnicastService unicast;

    /**
     * @param portIndex comes back in the tokens of this port's messages
     * @param quota of unicast grants and who is denied; null where none are given and nobody is denied. On Ethernet none are given
     */
    public Port(PortConfig config, PortTlvs tlvs, Announcement announcement, PortEffects effects, int portIndex,
            @Nullable Quota quota) {
        this.config = config;
        this.tlvs = tlvs;
        this.announcement = announcement;
        this.effects = effects;
        this.portIndex = portIndex;
        announceTlvs = new AnnounceTlvs(tlvs, announcement, effects::stampErrorNs);
        seconds = new SecondsMessages(tlvs, announcement, effects, config.portNumber(), config.minorVersion());
        linkSpeed = new LinkSpeed(config.latency(), effects, counters);
        LatencyInForce latency = linkSpeed.latency();
        transmitter = new Transmitter(config, tlvs, announcement, effects, counters, latency, portIndex);
        neighbour = config.delayMechanism() == DelayMechanism.P2P
                ? new Neighbour(config, announcement, effects, counters, latency, portIndex)
                : null;
        responder = new DelayResponder(config, announcement, effects, counters, latency, portIndex);
        unicast = quota != null && config.delivery().unicastNegotiation()
                && effects.spec().protocol() != TransportProtocol.IEEE_802_3
                        ? new UnicastService(
                                new UnicastPort(portIndex, config.portNumber(), config.minorVersion(),
                                        config.delayMechanism(),
                                        latency, tlvs),
                                announcement, effects, quota)
                        : null;
        life = new PortLife(config, announcement, effects::stampErrorNs, new Stages());
        admission = new Admission(config, announcement, counters, life, quota, unicast);
    }

    /** What the port does when its state changes. */
    private final class Stages implements PortLife.Stages {
        @Override
        public void onListening(long nowMonoNs) {
            transmitter.restore(nowMonoNs);
            Neighbour asked = neighbour;
            if (asked != null) {
                asked.start(nowMonoNs);
            }
        }

        @Override
        public void onMaster(long nowMonoNs) {
            transmitter.start(nowMonoNs);
            seconds.start(nowMonoNs);
        }

        @Override
        public void onPassive() {
            transmitter.forget();
        }

        @Override
        public void onLeave() {
            forgetStamps();
        }

        @Override
        public void onStateChanged(PortState from, PortState to, String why) {
            effects.onStateChanged(from, to, why);
        }
    }

    /** What lies below, looked at once a duty cycle. */
    public void onLink(PtpTransport.Link newLink, int newIncarnation, long nowMonoNs) {
        if (newIncarnation != incarnation) {
            incarnation = newIncarnation;
            lookAtSpeed();
            forgetStamps();
        }
        if (newLink == PtpTransport.Link.UP && newLink != link) {
            lookAtSpeed();
        }
        link = newLink;
        life.onLink(newLink, nowMonoNs);
    }

    /** Clients that were told how fast our end of the link is compensate for it. */
    private void lookAtSpeed() {
        UnicastService service = unicast;
        if (service != null && tlvs.interfaceRate()) {
            service.linkSpeed(effects.attachment().linkSpeedMbit());
        }
    }

    /** The speed of the link, Mbit/s; 0 where it is not known. Its latencies come into force. */
    public void onLinkSpeed(int mbps) {
        linkSpeed.onLinkSpeed(mbps);
    }

    /** Takes the port out of service (DESIGNATED_DISABLED), or back in. */
    public void enable(boolean inService, long nowMonoNs) {
        life.enable(inService, nowMonoNs);
    }

    /**
     * A sound message of our domain. Our own (any port of our clock) are passed over.
     *
     * @param rxClockNs TAI ns, or {@link dev.grandmaster.board.PtpSink#NO_STAMP}
     */
    public void onMessage(Header header, PtpAddress source, boolean multicast, long rxClockNs, long nowMonoNs) {
        if (!life.running() || header.sourceClockIdentity() == announcement.instance().clockIdentity().value()) {
            return;
        }
        MessageType type = header.messageType();
        counters.received(type).increment();
        switch (type) {
            case ANNOUNCE -> {
                header.readAs(announce);
                onAnnounce(nowMonoNs);
            }
            case DELAY_REQ -> {
                header.readAs(delayReq);
                if (admission.answers(delayReq, source, multicast, nowMonoNs)) {
                    responder.onDelayReq(delayReq, source, multicast, rxClockNs);
                }
            }
            case PDELAY_REQ -> {
                header.readAs(pdelayReq);
                if (admission.answers(pdelayReq, source, multicast, nowMonoNs)) {
                    responder.onPdelayReq(pdelayReq, source, multicast, rxClockNs);
                }
            }
            case SIGNALING -> {
                header.readAs(signaling);
                onIntervalRequests(nowMonoNs);
                UnicastService service = unicast;
                if (service != null
                        && signaling.targets(announcement.instance().clockIdentity().value(), config.portNumber())) {
                    service.onSignaling(signaling, source, admission.grants(service), nowMonoNs);
                }
            }
            case PDELAY_RESP -> {
                Neighbour asked = neighbour;
                if (asked != null) {
                    header.readAs(pdelayResp);
                    asked.onPdelayResp(pdelayResp, rxClockNs);
                }
            }
            case PDELAY_RESP_FOLLOW_UP -> {
                Neighbour asked = neighbour;
                if (asked != null) {
                    header.readAs(pdelayFollowUp);
                    asked.onPdelayRespFollowUp(pdelayFollowUp);
                }
            }
            case SYNC, FOLLOW_UP, DELAY_RESP, MANAGEMENT -> {
                // a master has no use for them
            }
        }
    }

    /** Of IEEE 802.1AS, where it is spoken: from the neighbour that we measured, and nobody else may silence a master. */
    private void onIntervalRequests(long nowMonoNs) {
        Neighbour other = neighbour;
        if (!tlvs.gptp() || other == null || !other.is(signaling)
                || !signaling.targets(announcement.instance().clockIdentity().value(), config.portNumber())) {
            return;
        }
        signaling.tlvs(cursor);
        while (cursor.next()) {
            if (GptpTlvs.isIntervalRequest(cursor)) {
                transmitter.onIntervalRequest(GptpTlvs.timeSyncInterval(cursor), GptpTlvs.announceInterval(cursor),
                        nowMonoNs);
                other.onIntervalRequest(GptpTlvs.linkDelayInterval(cursor), nowMonoNs);
            }
        }
    }

    /** An event message of ours left, TAI ns. */
    public void onTransmitStamp(long token, long txClockNs) {
        UnicastService service = unicast;
        switch (Token.kind(token)) {
            case Token.SYNC -> transmitter.onTransmitStamp(token, txClockNs);
            case Token.PDELAY_RESP -> responder.onTransmitStamp(token, txClockNs);
            case Token.PDELAY_REQ -> {
                Neighbour asked = neighbour;
                if (asked != null) {
                    asked.onTransmitStamp(token, txClockNs);
                }
            }
            case Token.ONE_STEP -> {
                // it carried its stamp
            }
            default -> {
                if (service != null) {
                    service.onTransmitStamp(token, txClockNs);
                }
            }
        }
    }

    /** When an event message of ours left will never be known. */
    public void onTransmitStampLost(long token) {
        UnicastService service = unicast;
        switch (Token.kind(token)) {
            case Token.SYNC -> transmitter.onTransmitStampLost(token);
            case Token.PDELAY_RESP -> responder.onTransmitStampLost(token);
            case Token.PDELAY_REQ -> {
                Neighbour asked = neighbour;
                if (asked != null) {
                    asked.onTransmitStampLost(token);
                }
            }
            case Token.ONE_STEP -> {
                // none was expected
            }
            default -> {
                if (service != null) {
                    service.onTransmitStampLost(token);
                }
            }
        }
    }

    /** Decides the state and sends what is due; returns when to be called again at the latest, monotonic ns. */
    public long onTime(long nowMonoNs) {
        if (!life.running()) {
            return life.waitingUntil(nowMonoNs);
        }
        life.decide(nowMonoNs);
        long nextMonoNs = life.nextMonoNs(nowMonoNs,
                life.isMaster() && config.delivery().multicast() && linkUsable()
                        ? sendDue(nowMonoNs)
                        : life.waitingUntil(nowMonoNs));
        Neighbour asked = neighbour;
        if (asked != null && announcement.served()) {
            nextMonoNs = nowMonoNs + Math.min(nextMonoNs - nowMonoNs, asked.onTime(nowMonoNs) - nowMonoNs);
        }
        UnicastService service = unicast;
        if (service == null || !announcement.served()) {
            return nextMonoNs;
        }
        return nowMonoNs
                + Math.min(nextMonoNs - nowMonoNs, service.onTime(admission.grants(service), nowMonoNs) - nowMonoNs);
    }

    private long sendDue(long nowMonoNs) {
        long untilNs = transmitter.onTime(nowMonoNs) - nowMonoNs;
        return nowMonoNs + Math.min(untilNs,
                seconds.onTime(effects.primaryGroup(), effects.peerDelayGroup(), nowMonoNs) - nowMonoNs);
    }

    /** The unicast side of the port, or null where there is none. */
    public @Nullable UnicastService unicast() {
        return unicast;
    }

    /** As given to the constructor; in the tokens of this port's messages. */
    public int index() {
        return portIndex;
    }

    public PortState state() {
        return life.state();
    }

    /** The grandmaster that the port yields to, or null. */
    public @Nullable ClockIdentity betterMaster() {
        return life.betterMaster();
    }

    /** How many hold a grant, or asked for delay within the last minute without one. */
    public int clients(long nowMonoNs) {
        return admission.clients(nowMonoNs);
    }

    /** Who asked for delay lately without a grant. */
    public Requesters requesters() {
        return admission.requesters();
    }

    public PortConfig config() {
        return config;
    }

    /** Which TLVs it sends. */
    public PortTlvs tlvs() {
        return tlvs;
    }

    /** What its Announce messages carry. */
    public AnnounceTlvs announceTlvs() {
        return announceTlvs;
    }

    /** Where the port is. */
    public PortSpec spec() {
        return effects.spec();
    }

    /** Its addresses and the speed of its link, as they are now. */
    public Attachment attachment() {
        return effects.attachment();
    }

    /** Whether the card takes the stamps. */
    public boolean hardwareStamps() {
        return effects.hardwareStamps();
    }

    /** The N of the {@code /dev/ptpN} that takes the stamps; -1 where no card does. */
    public int phcIndex() {
        return effects.phcIndex();
    }

    /** By how much the clock that stamps may be off the one that is announced, ns. */
    public double stampErrorNs() {
        return effects.stampErrorNs();
    }

    /** Messages of a type that came. */
    public long received(MessageType type) {
        return counters.received(type).get();
    }

    /** Somebody else sent a message in this port's name. */
    public void onSent(MessageType type) {
        counters.sent(type).increment();
    }

    /** Messages of a type that left, granted ones too. */
    public long sent(MessageType type) {
        UnicastService service = unicast;
        return counters.sent(type).get() + (service == null ? 0 : service.sent(type));
    }

    /** All counts by name. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = counters.snapshot();
        linkSpeed.addTo(counts);
        Neighbour asked = neighbour;
        if (asked != null) {
            asked.addTo(counts);
        }
        UnicastService service = unicast;
        if (service != null) {
            service.addTo(counts);
        }
        return counts;
    }

    public PortDs portDs() {
        PortConfig.Intervals intervals = config.intervals();
        return new PortDs(announcement.instance().clockIdentity(), config.portNumber(), life.state(),
                intervals.logMinDelayReqInterval(), intervals.logAnnounceInterval(), intervals.announceReceiptTimeout(),
                intervals.logSyncInterval(), config.delayMechanism(), config.minorVersion(),
                neighbour == null ? 0 : neighbour.meanLinkDelayScaledNs());
    }

    /** Whether the link is good for time: on a P2P port its neighbour answers well, elsewhere always. */
    public boolean asCapable() {
        Neighbour asked = neighbour;
        return asked == null || asked.capable();
    }

    /** Where a profile asks for a neighbour that answers well, nothing is sent without one. */
    private boolean linkUsable() {
        return !config.neighbour().required() || (neighbour != null && neighbour.capable());
    }

    /** Whether this one holds a grant or asked for delay lately. */
    public boolean isClient(PtpAddress address, long clockIdentity, int portNumber, long nowMonoNs) {
        return admission.isClient(address, clockIdentity, portNumber, nowMonoNs);
    }

    /** Whether a request from there is not even answered; counts it then. */
    public boolean denies(PtpAddress source) {
        return admission.denies(source);
    }

    private void forgetStamps() {
        transmitter.forget();
        responder.forget();
        UnicastService service = unicast;
        if (service != null) {
            service.forgetStamps();
        }
    }

    private void onAnnounce(long nowMonoNs) {
        if (config.masterOnly() || announce.hasFlag(Flags.ALTERNATE_MASTER) || !linkUsable()) {
            return;
        }
        announce.tlvs(cursor);
        if (announceTlvs.cameBack(cursor)) {
            counters.announceCameBack.increment();
            return;
        }
        if (!life.onAnnounce(announce, nowMonoNs)) {
            counters.foreignRefused.increment();
        }
    }
}
