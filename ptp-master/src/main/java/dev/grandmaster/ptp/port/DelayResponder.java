package dev.grandmaster.ptp.port;

import java.lang.foreign.MemorySegment;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpSink;
import dev.grandmaster.ptp.dataset.Announcement;
import dev.grandmaster.ptp.dataset.DelayMechanism;
import dev.grandmaster.ptp.transmit.AwaitedResponses;
import dev.grandmaster.ptp.transmit.LatencyInForce;
import dev.grandmaster.ptp.transmit.Token;
import dev.grandmaster.ptp.wire.DelayReq;
import dev.grandmaster.ptp.wire.DelayResp;
import dev.grandmaster.ptp.wire.Flags;
import dev.grandmaster.ptp.wire.Header;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.ptp.wire.PdelayReq;
import dev.grandmaster.ptp.wire.PdelayResp;
import dev.grandmaster.ptp.wire.PdelayRespFollowUp;

/**
 * Answers Delay_Req (IEEE 1588-2019 clause 11.3) and, with a two-step pair, Pdelay_Req (clause 11.4.2 c 8). A request that came to
 * a group is answered to the group, one that came to us alone is answered to the asker alone.
 */
final class DelayResponder {
    private final PortConfig config;
    private final Announcement announcement;
    private final PortEffects effects;
    private final PortCounters counters;
    private final LatencyInForce latency;
    private final int portIndex;
    private final AwaitedResponses awaited = new AwaitedResponses();

    private final MemorySegment delayRespFrame = frame(MessageType.DELAY_RESP);
    private final MemorySegment pdelayRespFrame = frame(MessageType.PDELAY_RESP);
    private final MemorySegment pdelayFollowUpFrame = frame(MessageType.PDELAY_RESP_FOLLOW_UP);
    private final DelayResp delayResp;
    private final PdelayResp pdelayResp;
    private final PdelayRespFollowUp pdelayFollowUp;
    /** As what {@link #delayResp} is marked. */
    private boolean toGroup;

    DelayResponder(PortConfig config, Announcement announcement, PortEffects effects, PortCounters counters,
            LatencyInForce latency, int portIndex) {
        this.config = config;
        this.latency = latency;
        this.announcement = announcement;
        this.effects = effects;
        this.counters = counters;
        this.portIndex = portIndex;
        delayResp = new DelayResp().begin(delayRespFrame, 0, config.minorVersion());
        pdelayResp = new PdelayResp().begin(pdelayRespFrame, 0, config.minorVersion());
        pdelayFollowUp = new PdelayRespFollowUp().begin(pdelayFollowUpFrame, 0, config.minorVersion());
        mark(true);
        announcement.instance().identify(delayResp, config.portNumber());
        announcement.instance().identify(pdelayResp, config.portNumber());
        announcement.instance().identify(pdelayFollowUp, config.portNumber());
    }

    private static MemorySegment frame(MessageType type) {
        return MemorySegment.ofArray(new byte[type.minimumLength()]);
    }

    /** The port is a master. */
    void onDelayReq(DelayReq request, PtpAddress source, boolean multicast, long rxClockNs) {
        if (config.delayMechanism() != DelayMechanism.E2E) {
            counters.requestIgnored.increment();
            return;
        }
        if (!usable(rxClockNs)) {
            return;
        }
        long t4ScaledNs = -latency.ingressScaledNs();
        if (multicast != toGroup) {
            mark(multicast);
        }
        delayResp.correctionScaledNs(request.correctionScaledNs() - (t4ScaledNs & 0xFFFF));
        delayResp.sequenceId(request.sequenceId());
        delayResp.taiNs(rxClockNs + (t4ScaledNs >> 16));
        delayResp.requestingPortIdentity(request.sourceClockIdentity(), request.sourcePortNumber());
        count(MessageType.DELAY_RESP,
                effects.sendGeneral(multicast ? effects.primaryGroup() : source, delayRespFrame,
                        delayResp.messageLength()));
    }

    private void mark(boolean multicast) {
        delayResp.flags(multicast ? 0 : Flags.UNICAST);
        delayResp.logMessageInterval(multicast ? config.intervals().logMinDelayReqInterval() : Header.NO_INTERVAL);
        toGroup = multicast;
    }

    /** The time is served and the port is up. */
    void onPdelayReq(PdelayReq request, PtpAddress source, boolean multicast, long rxClockNs) {
        if (config.delayMechanism() != DelayMechanism.P2P) {
            counters.requestIgnored.increment();
            return;
        }
        if (!usable(rxClockNs)) {
            return;
        }
        long t2ScaledNs = -latency.ingressScaledNs();
        PtpAddress to = multicast ? effects.peerDelayGroup() : source;
        pdelayResp.flags(Flags.TWO_STEP | (multicast ? 0 : Flags.UNICAST));
        pdelayResp.correctionScaledNs(-(t2ScaledNs & 0xFFFF));
        pdelayResp.sequenceId(request.sequenceId());
        pdelayResp.taiNs(rxClockNs + (t2ScaledNs >> 16));
        pdelayResp.requestingPortIdentity(request.sourceClockIdentity(), request.sourcePortNumber());
        long token = Token.of(Token.PDELAY_RESP, portIndex, awaited.nextSlot(), request.sequenceId());
        int result = effects.sendEvent(token, to, pdelayRespFrame, pdelayResp.messageLength());
        if (result >= 0) {
            awaited.expect().requester(request.sourceClockIdentity(), request.sourcePortNumber(), request.sequenceId())
                    .answer(to, !multicast, request.correctionScaledNs());
        }
        count(MessageType.PDELAY_RESP, result);
    }

    /** The Pdelay_Resp of this token left: its Follow_Up says when. */
    void onTransmitStamp(long token, long txClockNs) {
        int slot = Token.slot(token);
        if (!awaited.settle(slot, Token.sequenceId(token))) {
            counters.stampLate.increment();
            return;
        }
        if (!announcement.plausible(txClockNs)) {
            counters.stampImplausible.increment();
            return;
        }
        AwaitedResponses.Response response = awaited.at(slot);
        long t3ScaledNs = latency.egressScaledNs();
        pdelayFollowUp.flags(response.unicast() ? Flags.UNICAST : 0);
        pdelayFollowUp.correctionScaledNs(response.correctionScaledNs() + (t3ScaledNs & 0xFFFF));
        pdelayFollowUp.sequenceId(response.sequenceId());
        pdelayFollowUp.taiNs(txClockNs + (t3ScaledNs >> 16));
        pdelayFollowUp.requestingPortIdentity(response.requestingClock(), response.requestingPort());
        count(MessageType.PDELAY_RESP_FOLLOW_UP,
                effects.sendGeneral(response.to(), pdelayFollowUpFrame, pdelayFollowUp.messageLength()));
    }

    void onTransmitStampLost(long token) {
        if (awaited.settle(Token.slot(token), Token.sequenceId(token))) {
            counters.stampLost.increment();
        }
    }

    /** Stamps of sockets that are gone will not come. */
    void forget() {
        awaited.clear();
    }

    private boolean usable(long rxClockNs) {
        if (rxClockNs == PtpSink.NO_STAMP) {
            counters.receiveStampMissing.increment();
            return false;
        }
        if (!announcement.plausible(rxClockNs)) {
            counters.stampImplausible.increment();
            return false;
        }
        return true;
    }

    private void count(MessageType type, int result) {
        (result < 0 ? counters.sendFailed : counters.sent(type)).increment();
    }
}
