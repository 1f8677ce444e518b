package dev.grandmaster.ptp;

import static dev.grandmaster.ptp.dataset.Clocks.SECOND;
import static dev.grandmaster.ptp.dataset.Clocks.TAI_AT_ZERO_NS;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpSink;
import dev.grandmaster.board.PtpTransport.Link;
import dev.grandmaster.event.EventRing;
import dev.grandmaster.event.GmEvent;
import dev.grandmaster.ptp.RecordingTransport.Sent;
import dev.grandmaster.ptp.dataset.Clocks;
import dev.grandmaster.ptp.dataset.DelayMechanism;
import dev.grandmaster.ptp.dataset.InstanceConfig;
import dev.grandmaster.ptp.port.PortConfig;
import dev.grandmaster.ptp.profile.Profile;
import dev.grandmaster.ptp.tlv.PortTlvs;
import dev.grandmaster.ptp.wire.Flags;
import dev.grandmaster.ptp.wire.FollowUp;
import dev.grandmaster.ptp.wire.Header;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.ptp.wire.OctetWriter;
import dev.grandmaster.ptp.wire.PdelayResp;
import dev.grandmaster.ptp.wire.PdelayRespFollowUp;
import dev.grandmaster.ptp.wire.Signaling;
import dev.grandmaster.ptp.wire.Sync;
import dev.grandmaster.ptp.wire.Targeted;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.Latest;
import dev.grandmaster.state.PtpStatus;
import org.junit.jupiter.api.Test;

/** What a port makes of the link below it: who is at its other end, how fast it is, and whether the card stamps by itself. */
class LinkTest {
    private static final long NEIGHBOUR = 0x00AA_BBFF_FECC_DDEEL;
    private static final PtpAddress NEIGHBOUR_ADDRESS = new PtpAddress().setIpv4(0x0A00_0002, 319);
    private static final long LINK_DELAY = 480;
    private static final long TURNAROUND = 12_345;

    private final RecordingTransport wire = new RecordingTransport("eth0");
    private final Latest<GrandmasterState> clock = new Latest<>(Clocks.locked(0));
    private final Latest<PtpStatus> status = new Latest<>(new PtpStatus(Clocks.instance(0).clockIdentity(), List.of()));
    private final EventRing ring = new EventRing(256);
    private final EventRing.Watcher watcher = ring.watcher();
    private PtpAgent agent = agent(p2p(PortConfig.Neighbour.ANY, PortConfig.Latency.NONE), Clocks.instance(0));
    private boolean neighbourAnswers = true;
    private long neighbourOffset = 5_000_000;
    private long linkDelay = LINK_DELAY;
    private int answered;
    private long now;

    private PtpAgent agent(PortConfig config, InstanceConfig instance) {
        return new PtpAgent("gm-ptp-0", List.of(new PortPlan(instance, config, wire)), clock, status, ring);
    }

    /** IEEE 802.1AS: a port that speaks to a good neighbour alone. */
    private PtpAgent gptpAgent() {
        InstanceConfig gptp = new InstanceConfig("gptp", Clocks.instance(0).clockIdentity(), 0, 0x100, 246, 248);
        return new PtpAgent("gm-ptp-0",
                List.of(new PortPlan(gptp, p2p(new PortConfig.Neighbour(0, 800, true), PortConfig.Latency.NONE), wire,
                        new PortTlvs(false, List.of(), Optional.empty(), false, true, Optional.empty()))),
                clock, status, ring);
    }

    private void requestsIntervals(long by, int linkDelay, int timeSync, int announce) {
        MemorySegment frame = MemorySegment.ofArray(new byte[60]);
        Signaling message = new Signaling().begin(frame, 0, 1);
        message.sdoId(0x100);
        message.sourcePortIdentity(by, 1);
        message.targetPortIdentity(Targeted.ALL_CLOCKS, Targeted.ALL_PORTS);
        new OctetWriter(frame, 44).u16(0x0003).u16(12).u24(0x0080C2).u24(2).u8(linkDelay).u8(timeSync).u8(announce)
                .u8(0).u16(0);
        message.messageLength(60);
        wire.arrives(message, NEIGHBOUR_ADDRESS, true, PtpSink.NO_STAMP);
        runFor(SECOND / 10);
        wire.forget();
        answered = 0;
    }

    private List<Integer> sentIn(long ns) {
        runFor(ns);
        return Stream.of(MessageType.PDELAY_REQ, MessageType.SYNC, MessageType.ANNOUNCE)
                .map(type -> wire.sent(type).size()).toList();
    }

    private static PortConfig p2p(PortConfig.Neighbour neighbour, PortConfig.Latency latency) {
        return new PortConfig(1, DelayMechanism.P2P, PortConfig.Intervals.of(Profile.DEFAULT_P2P), true, 1, latency,
                PortConfig.Delivery.ALL, 128, neighbour);
    }

    /** Runs 50 ms steps; the neighbour answers each Pdelay_Req at once, its stamps as the link and its own clock make them. */
    private void runFor(long ns) {
        for (long end = now + ns; now < end; now += SECOND / 20) {
            clock.set(Clocks.with(clock.get().announced().quality(), clock.get().announced().utc(), now));
            agent.doWork(now);
            answerNew();
            agent.doWork(now);
        }
    }

    private void answerNew() {
        List<Sent> requests = wire.sent(MessageType.PDELAY_REQ);
        while (answered < requests.size()) {
            Sent request = requests.get(answered++);
            long t1 = TAI_AT_ZERO_NS + now + 1000;
            wire.stamps(request.token(), t1);
            if (neighbourAnswers) {
                answer(request, NEIGHBOUR, t1);
            }
        }
    }

    private void answer(Sent request, long by, long t1) {
        long t2 = t1 + linkDelay + neighbourOffset;
        PdelayResp response = new PdelayResp().begin(MemorySegment.ofArray(new byte[54]), 0, 1);
        reply(response, request.header(), by);
        response.flags(Flags.TWO_STEP);
        response.taiNs(t2);
        response.requestingPortIdentity(request.header().sourceClockIdentity(), request.header().sourcePortNumber());
        wire.arrives(response, NEIGHBOUR_ADDRESS, true, t1 + linkDelay + TURNAROUND + linkDelay);
        PdelayRespFollowUp followUp = new PdelayRespFollowUp().begin(MemorySegment.ofArray(new byte[54]), 0, 1);
        reply(followUp, request.header(), by);
        followUp.correctionScaledNs(request.header().correctionScaledNs());
        followUp.taiNs(t2 + TURNAROUND);
        followUp.requestingPortIdentity(request.header().sourceClockIdentity(), request.header().sourcePortNumber());
        wire.arrives(followUp, NEIGHBOUR_ADDRESS, true, PtpSink.NO_STAMP);
    }

    private static void reply(Header message, Header request, long by) {
        message.sdoId(request.sdoId());
        message.domainNumber(request.domainNumber());
        message.sourcePortIdentity(by, 1);
        message.sequenceId(request.sequenceId());
    }

    private long counter(String name) {
        runFor(2 * SECOND);
        return requireNonNull(status.get().ports().getFirst().counters().get(name), name);
    }

    private List<String> notices() {
        List<String> texts = new ArrayList<>();
        watcher.drain(event -> {
            if (event instanceof GmEvent.Notice notice) {
                texts.add(notice.text());
            }
        });
        return texts;
    }

    @Test
    void aP2pPortAsksItsNeighbourForTheDelay() {
        runFor(4 * SECOND);
        Sent request = wire.sent(MessageType.PDELAY_REQ).getFirst();
        assertEquals(RecordingTransport.PEER_GROUP, request.to());
        assertEquals(54, request.octets().length);
        assertEquals(LINK_DELAY, counter("mean_link_delay_ns"));
        assertEquals(1, counter("neighbour_capable"));
        assertEquals(0, counter("pdelay_unanswered"));
        assertEquals(List.of("port test/1 (eth0 UDPv4): neighbour 00aabb.fffe.ccddee/1 answers, link delay 480 ns"),
                notices());
    }

    @Test
    void latenciesOfBothWaysComeOffAndAnAsymmetryChangesTheMessageAlone() {
        agent = agent(p2p(new PortConfig.Neighbour(25 << 16, 1_000_000, false),
                new PortConfig.Latency(100 << 16, 60 << 16)), Clocks.instance(0));
        runFor(4 * SECOND);
        assertEquals(-25 << 16, wire.sent(MessageType.PDELAY_REQ).getFirst().header().correctionScaledNs());
        assertEquals(LINK_DELAY - (100 + 60) / 2, counter("mean_link_delay_ns"));
    }

    @Test
    void aNeighbourThatFallsSilentIsForgottenAfterTenRequests() {
        runFor(4 * SECOND);
        neighbourAnswers = false;
        runFor(8 * SECOND);
        assertEquals(1, counter("neighbour_capable"));
        runFor(4 * SECOND);
        assertEquals(0, counter("neighbour_capable"));
        assertEquals(0, counter("mean_link_delay_ns"));
        assertTrue(notices().getLast().endsWith("the neighbour does not answer"));
    }

    @Test
    void whereANeighbourIsDemandedNothingIsSentBeforeItAnswersOrWhileItIsTooFar() {
        InstanceConfig gptp = new InstanceConfig("gptp", Clocks.instance(0).clockIdentity(), 0, 0x100, 246, 248);
        agent = agent(p2p(new PortConfig.Neighbour(0, 800, true), PortConfig.Latency.NONE), gptp);
        neighbourAnswers = false;
        runFor(20 * SECOND);
        assertEquals(List.of(), wire.sent(MessageType.SYNC));
        assertEquals(List.of(), wire.sent(MessageType.ANNOUNCE));
        assertEquals(0x100, wire.sent(MessageType.PDELAY_REQ).getFirst().header().sdoId());
        neighbourAnswers = true;
        runFor(4 * SECOND);
        assertFalse(wire.sent(MessageType.SYNC).isEmpty());
        assertEquals(0x100, wire.sent(MessageType.SYNC).getFirst().header().sdoId());
        linkDelay = 900;
        runFor(6 * SECOND);
        int before = wire.sent(MessageType.SYNC).size();
        runFor(10 * SECOND);
        assertEquals(before, wire.sent(MessageType.SYNC).size());
        assertTrue(notices().getLast().contains("is farther than neighborPropDelayThresh, link delay 900 ns"));
    }

    @Test
    void aNeighbourOf8021AsSaysHowOftenItWantsMessages() {
        agent = gptpAgent();
        runFor(6 * SECOND);
        requestsIntervals(NEIGHBOUR, 1, -2, 2);
        assertEquals(List.of(4, 32, 2), sentIn(8 * SECOND));
        assertEquals(-2, wire.sent(MessageType.SYNC).getLast().header().logMessageInterval());
        assertEquals(2, wire.sent(MessageType.ANNOUNCE).getLast().header().logMessageInterval());
        requestsIntervals(NEIGHBOUR, 100, -128, -20);
        assertEquals(List.of(4, 32, 2), sentIn(8 * SECOND), "no change, and what nobody can mean");
        requestsIntervals(NEIGHBOUR + 1, 127, 127, 127);
        assertEquals(List.of(4, 32, 2), sentIn(8 * SECOND), "somebody else");
        requestsIntervals(NEIGHBOUR, 127, 127, 127);
        assertEquals(List.of(0, 0, 0), sentIn(30 * SECOND));
        assertEquals(1, counter("neighbour_capable"), "it is not asked, so it misses nothing");
        requestsIntervals(NEIGHBOUR, 126, 126, 126);
        assertEquals(List.of(8, 8, 4), sentIn(8 * SECOND), "as configured");
        requestsIntervals(NEIGHBOUR, 127, 127, 127);
        wire.link = Link.DOWN;
        runFor(SECOND);
        wire.link = Link.UP;
        runFor(6 * SECOND);
        wire.forget();
        answered = 0;
        assertEquals(List.of(8, 8, 4), sentIn(8 * SECOND), "a link that is back knows of no request");
    }

    @Test
    void twoAnswersToOneRequestAreNoNeighbour() {
        runFor(2 * SECOND);
        Sent request = wire.sent(MessageType.PDELAY_REQ).getLast();
        neighbourAnswers = false;
        runFor(SECOND + SECOND / 10);
        Sent next = wire.sent(MessageType.PDELAY_REQ).getLast();
        assertFalse(request.equals(next));
        answer(next, NEIGHBOUR, TAI_AT_ZERO_NS + now);
        answer(next, NEIGHBOUR + 1, TAI_AT_ZERO_NS + now);
        runFor(SECOND / 10);
        assertTrue(notices().stream().anyMatch(text -> text.contains("more than one clock answers"))
                || counter("neighbour_capable") == 1, "an exchange that is over judges nobody");
    }

    @Test
    void aRenegotiatedLinkPutsItsLatenciesInForceAndSaysSo() {
        wire.linkSpeedMbps = 10_000;
        agent = agent(new PortConfig(1, DelayMechanism.E2E, PortConfig.Intervals.of(Profile.DEFAULT_E2E), true, 1,
                new PortConfig.Latency(0, 0,
                        List.of(new PortConfig.Latency.AtSpeed(10_000, (50 << 16) + 0x8000, 0),
                                new PortConfig.Latency.AtSpeed(100, 5_500 << 16, 0)))),
                Clocks.instance(0));
        runFor(SECOND);
        FollowUp fast = followUp();
        assertEquals(TAI_AT_ZERO_NS + 50, fast.preciseOriginTaiNs());
        assertEquals(0x8000, fast.correctionScaledNs());
        wire.linkSpeedMbps = 100;
        assertEquals(TAI_AT_ZERO_NS + 5_500, followUp().preciseOriginTaiNs());
        assertEquals(1, counter("link_renegotiated"));
        assertEquals(0, counter("latency_unknown"));
        assertEquals(List.of("port test/1 (eth0 UDPv4): the link went from 10000 to 100 Mbit/s; egressLatency is"
                + " 5500.0 ns and ingressLatency 0.0 ns now"), notices());
        wire.link = Link.DOWN;
        runFor(SECOND);
        wire.link = Link.UP;
        wire.linkSpeedMbps = 1000;
        assertEquals(1, counter("latency_unknown"), "nothing was said of 1 Gbit/s");
        assertEquals(TAI_AT_ZERO_NS, followUp().preciseOriginTaiNs());
    }

    /** Of a Sync that is stamped at the beginning of the tests. */
    private FollowUp followUp() {
        runFor(SECOND);
        wire.forget();
        clock.set(Clocks.with(clock.get().announced().quality(), clock.get().announced().utc(), now));
        while (wire.sent(MessageType.SYNC).isEmpty()) {
            runFor(SECOND / 20);
        }
        GrandmasterState state = clock.get();
        clock.set(new GrandmasterState(state.clockState(), true, 0, 100, 0, state.announced(), state.fallback(),
                now - 1, TAI_AT_ZERO_NS, now));
        wire.stamps(wire.sent(MessageType.SYNC).getLast().token(), TAI_AT_ZERO_NS);
        agent.doWork(now);
        agent.doWork(now);
        return wire.sent(MessageType.FOLLOW_UP).getLast().as(new FollowUp());
    }

    @Test
    void whereTheCardStampsInOneStepNoFollowUpIsSent() {
        wire.oneStep = true;
        agent = agent(new PortConfig(1, DelayMechanism.E2E, PortConfig.Intervals.of(Profile.DEFAULT_E2E), true, 1,
                new PortConfig.Latency((7 << 16) + 1, 0)), Clocks.instance(0));
        runFor(5 * SECOND);
        List<Sent> syncs = wire.sent(MessageType.SYNC);
        assertTrue(syncs.size() >= 4, () -> syncs.toString());
        for (Sent sent : syncs) {
            Sync sync = sent.as(new Sync());
            assertFalse(sync.hasFlag(Flags.TWO_STEP));
            assertEquals((7 << 16) + 1, sync.correctionScaledNs(), "the card's stamp is not at the connector");
            wire.losesStamp(sent.token());
        }
        runFor(SECOND);
        assertEquals(List.of(), wire.sent(MessageType.FOLLOW_UP));
        assertEquals(0, counter("tx_stamp_lost"));
        assertEquals(0, counter("tx_stamp_late"));
    }
}
