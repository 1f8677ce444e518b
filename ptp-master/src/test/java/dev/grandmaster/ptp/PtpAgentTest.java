package dev.grandmaster.ptp;

import static dev.grandmaster.ptp.dataset.Clocks.SECOND;
import static dev.grandmaster.ptp.dataset.Clocks.TAI_AT_ZERO_NS;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpSink;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.event.EventRing;
import dev.grandmaster.event.GmEvent;
import dev.grandmaster.ptp.RecordingTransport.Sent;
import dev.grandmaster.ptp.dataset.Clocks;
import dev.grandmaster.ptp.dataset.DelayMechanism;
import dev.grandmaster.ptp.dataset.InstanceConfig;
import dev.grandmaster.ptp.dataset.Others;
import dev.grandmaster.ptp.port.PortConfig;
import dev.grandmaster.ptp.profile.Profile;
import dev.grandmaster.ptp.wire.Announce;
import dev.grandmaster.ptp.wire.DelayReq;
import dev.grandmaster.ptp.wire.DelayResp;
import dev.grandmaster.ptp.wire.Flags;
import dev.grandmaster.ptp.wire.FollowUp;
import dev.grandmaster.ptp.wire.Header;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.ptp.wire.PdelayReq;
import dev.grandmaster.ptp.wire.PdelayResp;
import dev.grandmaster.ptp.wire.PdelayRespFollowUp;
import dev.grandmaster.ptp.wire.Signaling;
import dev.grandmaster.ptp.wire.Sync;
import dev.grandmaster.ptp.wire.Targeted;
import dev.grandmaster.ptp.wire.UnicastTlv;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.Latest;
import dev.grandmaster.state.PtpStatus;
import dev.grandmaster.state.PtpStatus.PortState;
import org.junit.jupiter.api.Test;

/** A port from the outside: what is on the wire when this and that happens. Default profile: Announce every 2 s, Sync every 1 s. */
class PtpAgentTest {
    private static final long LISTENING = 6 * SECOND;
    private static final long CLIENT = 0x00AA_BBFF_FECC_DDEEL;
    private static final PtpAddress CLIENT_ADDRESS = new PtpAddress().setIpv4(0x0A00_0002, 319);

    private final RecordingTransport wire = new RecordingTransport("eth0");
    private final Latest<GrandmasterState> clock = new Latest<>(Clocks.locked(0));
    private final Latest<PtpStatus> status = new Latest<>(new PtpStatus(Clocks.instance(0).clockIdentity(), List.of()));
    private final EventRing ring = new EventRing(256);
    private final EventRing.Watcher watcher = ring.watcher();
    private PtpAgent agent = agent(PortConfig.of(1, Profile.DEFAULT_E2E));
    private long now;

    private PtpAgent agent(PortConfig config) {
        return new PtpAgent("gm-ptp-0", List.of(new PortPlan(Clocks.instance(0), config, wire)), clock, status, ring);
    }

    /** Runs duty cycles when they are due until a time; the clock's state is renewed each second. */
    private void runUntil(long monoNs) {
        while (now <= monoNs) {
            if (clock.get().served()) {
                clock.set(Clocks.with(clock.get().announced().quality(), clock.get().announced().utc(), now));
            }
            runAsIs(now);
            now = Math.min(Math.max(agentDue, now + 1), monoNs + 1);
        }
        now = monoNs;
    }

    private long agentDue;

    private void runAsIs(long monoNs) {
        now = monoNs;
        agentDue = agent.doWork(monoNs);
        assertTrue(agentDue - monoNs >= 0 && agentDue - monoNs <= SECOND, "due in " + (agentDue - monoNs));
    }

    private PtpStatus.Port port() {
        return status.get().ports().getFirst();
    }

    private long counter(String name) {
        runUntil(now + SECOND);
        return requireNonNull(port().counters().get(name), name);
    }

    private void becomeMaster() {
        runUntil(LISTENING);
        assertEquals(PortState.MASTER, port().state());
        wire.forget();
    }

    private static DelayReq delayReq(int sequenceId) {
        DelayReq request = new DelayReq().begin(MemorySegment.ofArray(new byte[44]), 0, 1);
        request.sourcePortIdentity(CLIENT, 7);
        request.sequenceId(sequenceId);
        return request;
    }

    private static PdelayReq pdelayReq(int sequenceId) {
        PdelayReq request = new PdelayReq().begin(MemorySegment.ofArray(new byte[54]), 0, 1);
        request.sourcePortIdentity(CLIENT, 7);
        request.sequenceId(sequenceId);
        request.correctionScaledNs(5 << 16);
        return request;
    }

    @Test
    void nothingIsSaidUntilTheTimeMayBeServed() {
        clock.set(Clocks.unserved(0));
        agent = agent(PortConfig.of(1, Profile.DEFAULT_E2E));
        runUntil(60 * SECOND);
        wire.arrives(delayReq(1), CLIENT_ADDRESS, true, 1000);
        runUntil(61 * SECOND);
        assertEquals(List.of(), wire.sent);
        assertEquals(PortState.LISTENING, port().state());
        clock.set(Clocks.locked(61 * SECOND));
        runUntil(61 * SECOND + 20_000_000);
        assertEquals(PortState.MASTER, port().state(), "it has listened long enough");
        assertEquals(1, wire.sent(MessageType.ANNOUNCE).size());
        assertEquals(1, wire.sent(MessageType.SYNC).size());
    }

    @Test
    void itListensBeforeItSpeaks() {
        runUntil(LISTENING - 1);
        assertEquals(List.of(), wire.sent);
        runUntil(LISTENING);
        assertEquals(PortState.MASTER, port().state());
        List<String> changes = new ArrayList<>();
        watcher.drain(event -> changes.add(((GmEvent.PortStateChanged) event).to().name()));
        assertEquals(List.of("LISTENING", "PRE_MASTER", "MASTER"), changes);
    }

    @Test
    void announceAndSyncKeepTheirRhythmAndTheirFields() {
        becomeMaster();
        runUntil(LISTENING + 10 * SECOND);
        List<Sent> announces = wire.sent(MessageType.ANNOUNCE);
        List<Sent> syncs = wire.sent(MessageType.SYNC);
        assertEquals(5, announces.size());
        assertEquals(10, syncs.size());
        Announce announce = announces.getFirst().as(new Announce());
        assertEquals(1, announce.sequenceId(), "each type counts for itself, from 0");
        assertEquals(1, announce.logMessageInterval());
        assertEquals(6, announce.clockClass());
        assertEquals(1, announce.sourcePortNumber());
        assertEquals(1, announce.minorVersion());
        assertEquals(37, announce.currentUtcOffset());
        Sync sync = syncs.get(3).as(new Sync());
        assertEquals(4, sync.sequenceId());
        assertEquals(Flags.TWO_STEP, sync.flags());
        assertEquals(0, sync.logMessageInterval());
        assertEquals(RecordingTransport.GROUP, syncs.get(3).to());
        assertTrue(wire.flushes > 10);
    }

    @Test
    void aFollowUpSaysWhenItsSyncLeft() {
        becomeMaster();
        runUntil(LISTENING + SECOND);
        Sent sync = wire.sent(MessageType.SYNC).getFirst();
        wire.stamps(sync.token(), TAI_AT_ZERO_NS + now + 123);
        runUntil(now + 1000);
        FollowUp followUp = wire.sent(MessageType.FOLLOW_UP).getFirst().as(new FollowUp());
        assertEquals(sync.header().sequenceId(), followUp.sequenceId());
        assertEquals(TAI_AT_ZERO_NS + LISTENING + SECOND + 123, followUp.preciseOriginTaiNs());
        assertEquals(0, followUp.correctionScaledNs());
        assertEquals(0, followUp.logMessageInterval());
    }

    @Test
    void softwareStampsAreTakenInAtOnce() {
        becomeMaster();
        int polls = 0;
        while (wire.sent(MessageType.SYNC).isEmpty()) {
            polls = wire.polls;
            runAsIs(Math.max(agentDue, now + 1));
        }
        assertEquals(polls + 2, wire.polls, "before it was sent, and after");
        polls = wire.polls;
        runAsIs(now + 1);
        assertEquals(polls + 1, wire.polls, "once is enough");
    }

    @Test
    void aStampThatIsLostLateOrForeignCostsOneFollowUp() {
        becomeMaster();
        runUntil(LISTENING + 20 * SECOND);
        List<Sent> syncs = wire.sent(MessageType.SYNC);
        wire.losesStamp(syncs.get(19).token());
        wire.stamps(syncs.get(19).token(), TAI_AT_ZERO_NS + now);
        wire.stamps(syncs.get(2).token(), TAI_AT_ZERO_NS + now);
        wire.stamps(syncs.get(18).token(), TAI_AT_ZERO_NS + now - 37 * SECOND);
        wire.stamps(syncs.get(17).token(), TAI_AT_ZERO_NS + now - 2_000_000);
        runUntil(now + 1000);
        List<Sent> followUps = wire.sent(MessageType.FOLLOW_UP);
        assertEquals(1, followUps.size());
        assertEquals(syncs.get(17).header().sequenceId(), followUps.getFirst().header().sequenceId());
        assertEquals(1, counter("stamp_implausible"));
        assertEquals(2, counter("tx_stamp_late"), "the one of 17 messages ago and the one already lost");
        assertTrue(counter("tx_stamp_lost") >= 1);
        assertEquals(PortState.MASTER, port().state());
    }

    @Test
    void latenciesMoveStampsByPartsOfANanosecond() {
        PortConfig preset = PortConfig.of(1, Profile.DEFAULT_E2E);
        agent = agent(new PortConfig(1, DelayMechanism.E2E, preset.intervals(), false, 0,
                new PortConfig.Latency((100 << 16) + 0x4000, (200 << 16) + 0x8000)));
        becomeMaster();
        runUntil(LISTENING + SECOND);
        wire.stamps(wire.sent(MessageType.SYNC).getFirst().token(), TAI_AT_ZERO_NS + now);
        wire.arrives(delayReq(9), CLIENT_ADDRESS, true, TAI_AT_ZERO_NS + now);
        runUntil(now + 1000);
        FollowUp followUp = wire.sent(MessageType.FOLLOW_UP).getFirst().as(new FollowUp());
        assertEquals(TAI_AT_ZERO_NS + LISTENING + SECOND + 100, followUp.preciseOriginTaiNs());
        assertEquals(0x4000, followUp.correctionScaledNs());
        assertEquals(0, followUp.minorVersion());
        DelayResp response = wire.sent(MessageType.DELAY_RESP).getFirst().as(new DelayResp());
        // 200.5 ns earlier is 201 ns earlier and half a nanosecond on, which the correction takes from the client's difference
        assertEquals(TAI_AT_ZERO_NS + LISTENING + SECOND - 201, response.taiNs());
        assertEquals(-0x8000, response.correctionScaledNs());
    }

    @Test
    void delayRequestsAreAnsweredToTheGroupOrToTheAsker() {
        becomeMaster();
        DelayReq request = delayReq(77);
        request.correctionScaledNs(3 << 16);
        wire.arrives(request, CLIENT_ADDRESS, true, TAI_AT_ZERO_NS + now + 5);
        wire.arrives(delayReq(78), CLIENT_ADDRESS, false, TAI_AT_ZERO_NS + now + 6);
        runUntil(now + 1);
        Sent toGroup = wire.sent(MessageType.DELAY_RESP).getFirst();
        DelayResp response = toGroup.as(new DelayResp());
        assertEquals(RecordingTransport.GROUP, toGroup.to());
        assertEquals(-1, toGroup.token());
        assertEquals(77, response.sequenceId());
        assertEquals(TAI_AT_ZERO_NS + LISTENING + 5, response.taiNs());
        assertEquals(3 << 16, response.correctionScaledNs());
        assertEquals(CLIENT, response.requestingClockIdentity());
        assertEquals(7, response.requestingPortNumber());
        assertEquals(0, response.logMessageInterval());
        assertEquals(0, response.flags());
        Sent toAsker = wire.sent(MessageType.DELAY_RESP).get(1);
        assertEquals(CLIENT_ADDRESS, toAsker.to());
        assertEquals(Flags.UNICAST, toAsker.header().flags());
        assertEquals(Header.NO_INTERVAL, toAsker.header().logMessageInterval());
        runUntil(now + SECOND);
        assertEquals(1, port().clients());
        runUntil(now + 61 * SECOND);
        assertEquals(0, port().clients());
    }

    @Test
    void aRequestWithoutAUsableStampIsNotAnswered() {
        becomeMaster();
        wire.arrives(delayReq(1), CLIENT_ADDRESS, true, PtpSink.NO_STAMP);
        wire.arrives(delayReq(2), CLIENT_ADDRESS, true, TAI_AT_ZERO_NS + now - 37 * SECOND);
        wire.arrives(pdelayReq(3), CLIENT_ADDRESS, true, TAI_AT_ZERO_NS + now);
        runUntil(now + 1);
        assertEquals(List.of(), wire.sent(MessageType.DELAY_RESP));
        assertEquals(List.of(), wire.sent(MessageType.PDELAY_RESP), "the port is E2E");
        assertEquals(1, counter("rx_stamp_missing"));
        assertEquals(1, counter("stamp_implausible"));
        assertEquals(1, counter("request_ignored"));
    }

    @Test
    void peerDelayIsAnsweredInTwoSteps() {
        agent = agent(PortConfig.of(1, Profile.DEFAULT_P2P));
        becomeMaster();
        wire.arrives(pdelayReq(4), CLIENT_ADDRESS, true, TAI_AT_ZERO_NS + now);
        wire.arrives(delayReq(5), CLIENT_ADDRESS, true, TAI_AT_ZERO_NS + now);
        runUntil(now + 1);
        assertEquals(List.of(), wire.sent(MessageType.DELAY_RESP), "the port is P2P");
        Sent sent = wire.sent(MessageType.PDELAY_RESP).getFirst();
        PdelayResp response = sent.as(new PdelayResp());
        assertEquals(RecordingTransport.PEER_GROUP, sent.to());
        assertEquals(Flags.TWO_STEP, response.flags());
        assertEquals(TAI_AT_ZERO_NS + LISTENING, response.taiNs());
        assertEquals(0, response.correctionScaledNs());
        assertEquals(CLIENT, response.requestingClockIdentity());
        wire.stamps(sent.token(), TAI_AT_ZERO_NS + now + 9000);
        wire.stamps(sent.token(), TAI_AT_ZERO_NS + now + 9000);
        runUntil(now + 10_000);
        assertEquals(1, wire.sent(MessageType.PDELAY_RESP_FOLLOW_UP).size());
        PdelayRespFollowUp followUp = wire.sent(MessageType.PDELAY_RESP_FOLLOW_UP).getFirst()
                .as(new PdelayRespFollowUp());
        assertEquals(4, followUp.sequenceId());
        assertEquals(TAI_AT_ZERO_NS + LISTENING + 1 + 9000, followUp.taiNs());
        assertEquals(5 << 16, followUp.correctionScaledNs());
        assertEquals(7, followUp.requestingPortNumber());
    }

    @Test
    void itYieldsToABetterMasterAndComesBackWhenThatFallsSilent() {
        becomeMaster();
        announceFrom(0xB0, 5, 2);
        assertEquals(PortState.PASSIVE, port().state());
        assertEquals(new ClockIdentity(0xB0), port().betterMaster());
        wire.forget();
        wire.arrives(delayReq(1), CLIENT_ADDRESS, true, TAI_AT_ZERO_NS + now);
        long lastHeard = now - 1;
        runUntil(lastHeard + 6 * SECOND - 1);
        assertEquals(List.of(), wire.sent, "a passive port is silent");
        runUntil(lastHeard + 6 * SECOND);
        assertEquals(PortState.MASTER, port().state());
        assertEquals(1, wire.sent(MessageType.ANNOUNCE).size());
        assertNull(port().betterMaster());
    }

    @Test
    void aWorseMasterIsSpokenOver() {
        runUntil(1000);
        announceFrom(0xB0, 7, 2);
        assertEquals(PortState.MASTER, port().state(), "known before the listening is over: we are better");
        announceFrom(0x01, 6, 3);
        assertEquals(PortState.PASSIVE, port().state(), "equal but for the lower identity");
        announceFrom(0x01, 7, 1);
        assertEquals(PortState.MASTER, port().state(), "it degraded");
    }

    /** Equal but for the higher identity, and the other one sees us through stamps that are 500 ns off. */
    @Test
    void whoComparesUsByWhatWeAnnounceComesToTheSameEnd() {
        becomeMaster();
        announceFrom(Long.MAX_VALUE, 6, 3);
        assertEquals(PortState.MASTER, port().state());
        wire.stampErrorNs = 500;
        runUntil(now + SECOND);
        assertEquals(PortState.PASSIVE, port().state());
    }

    @Test
    void whenOurOwnClockDegradesTheOtherTakesOver() {
        becomeMaster();
        announceFrom(0xB0, 7, 3);
        assertEquals(PortState.MASTER, port().state());
        clock.set(Clocks.with(Clocks.DEGRADED, Clocks.UTC, now));
        runUntil(now + SECOND);
        assertEquals(PortState.PASSIVE, port().state());
        clock.set(Clocks.locked(now));
        runUntil(now + SECOND);
        assertEquals(PortState.MASTER, port().state());
    }

    @Test
    void ourselvesHeardThroughABoundaryClockAreNotABetterMaster() {
        becomeMaster();
        for (int i = 0; i < 3; i++) {
            Announce echo = Others.through(0x01, Others.grandmaster(Clocks.instance(0).clockIdentity().value(), 6));
            echo.stepsRemoved(1);
            wire.arrives(echo, CLIENT_ADDRESS, true, PtpSink.NO_STAMP);
            Announce other = Others.grandmaster(Clocks.instance(0).clockIdentity().value(), 1);
            other.sourcePortIdentity(Clocks.instance(0).clockIdentity().value(), 2);
            wire.arrives(other, CLIENT_ADDRESS, true, PtpSink.NO_STAMP);
            Announce alternate = Others.grandmaster(0xC0, 1);
            alternate.flags(Flags.ALTERNATE_MASTER);
            wire.arrives(alternate, CLIENT_ADDRESS, true, PtpSink.NO_STAMP);
            runUntil(now + 2 * SECOND);
        }
        assertEquals(PortState.MASTER, port().state());
    }

    @Test
    void aMasterOnlyPortSpeaksAtOnceAndYieldsToNobody() {
        PortConfig preset = PortConfig.of(1, Profile.DEFAULT_E2E);
        agent = agent(new PortConfig(1, DelayMechanism.E2E, preset.intervals(), true, 1, PortConfig.Latency.NONE));
        runUntil(0);
        assertEquals(PortState.MASTER, port().state());
        announceFrom(0xB0, 1, 4);
        assertEquals(PortState.MASTER, port().state());
    }

    private void announceFrom(long clockIdentity, int clockClass, int times) {
        for (int i = 0; i < times; i++) {
            wire.arrives(Others.grandmaster(clockIdentity, clockClass), CLIENT_ADDRESS, true, PtpSink.NO_STAMP);
            runUntil(now + 1);
            if (i < times - 1) {
                runUntil(now + SECOND);
            }
        }
    }

    @Test
    void theDeadManIsLookedAtBeforeEachMessage() {
        becomeMaster();
        runAsIs(LISTENING + 2 * SECOND);
        assertEquals(6, wire.sent(MessageType.ANNOUNCE).getLast().as(new Announce()).clockClass());
        runAsIs(LISTENING + 300 * SECOND);
        Announce said = wire.sent(MessageType.ANNOUNCE).getLast().as(new Announce());
        assertEquals(248, said.clockClass(), "first thing after a stall");
        assertFalse(said.hasFlag(Flags.CURRENT_UTC_OFFSET_VALID));
        assertEquals(2, wire.sent(MessageType.ANNOUNCE).size(), "no burst after a stall");
        assertEquals(2, wire.sent(MessageType.SYNC).size());
    }

    @Test
    void aPortRecoversByItself() {
        becomeMaster();
        wire.link = PtpTransport.Link.DOWN;
        runUntil(now + SECOND);
        assertEquals(PortState.FAULTY, port().state());
        wire.forget();
        wire.link = PtpTransport.Link.ABSENT;
        runUntil(now + 30 * SECOND);
        assertEquals(List.of(), wire.sent);
        wire.link = PtpTransport.Link.UP;
        wire.incarnation++;
        runUntil(now + SECOND);
        assertEquals(PortState.LISTENING, port().state());
        runUntil(now + LISTENING);
        assertEquals(PortState.MASTER, port().state());
    }

    @Test
    void newSocketsKeepTheMasterAndForgetOldStamps() {
        becomeMaster();
        runUntil(now + SECOND);
        Sent sync = wire.sent(MessageType.SYNC).getLast();
        wire.incarnation++;
        runUntil(now + 1);
        wire.stamps(sync.token(), TAI_AT_ZERO_NS + now);
        runUntil(now + 1);
        assertEquals(List.of(), wire.sent(MessageType.FOLLOW_UP));
        assertEquals(PortState.MASTER, port().state());
    }

    @Test
    void aRefusedMessageIsCountedAndNotWaitedFor() {
        becomeMaster();
        wire.sendResult = -105;
        runUntil(now + 10 * SECOND);
        wire.sendResult = 0;
        assertTrue(counter("send_failed") >= 14);
        assertEquals(0, counter("tx_stamp_lost"));
        assertEquals(PortState.MASTER, port().state());
    }

    @Test
    void instancesShareATransportByDomain() {
        RecordingTransport second = new RecordingTransport("eth1");
        InstanceConfig other = new InstanceConfig("other", Clocks.instance(0).clockIdentity(), 44, 0, 100, 101);
        agent = new PtpAgent("gm-ptp-0", List.of( //
                new PortPlan(Clocks.instance(0), PortConfig.of(1, Profile.DEFAULT_E2E), wire), //
                new PortPlan(other, PortConfig.of(1, Profile.DEFAULT_E2E), wire), //
                new PortPlan(Clocks.instance(0), PortConfig.of(2, Profile.DEFAULT_E2E), second)), clock, status, ring);
        runUntil(LISTENING);
        assertEquals(List.of(0, 44),
                wire.sent(MessageType.ANNOUNCE).stream().map(m -> m.header().domainNumber()).toList());
        assertEquals(100, wire.sent(MessageType.ANNOUNCE).get(1).as(new Announce()).grandmasterPriority1());
        assertEquals(2, second.sent(MessageType.ANNOUNCE).getFirst().header().sourcePortNumber());
        Sent sync44 = wire.sent(MessageType.SYNC).get(1);
        wire.stamps(sync44.token(), TAI_AT_ZERO_NS + now);
        DelayReq request = delayReq(6);
        request.domainNumber(44);
        wire.arrives(request, CLIENT_ADDRESS, true, TAI_AT_ZERO_NS + now);
        request.domainNumber(45);
        wire.arrives(request, CLIENT_ADDRESS, true, TAI_AT_ZERO_NS + now);
        runUntil(now + 1);
        assertEquals(List.of(44),
                wire.sent(MessageType.FOLLOW_UP).stream().map(m -> m.header().domainNumber()).toList());
        assertEquals(List.of(44),
                wire.sent(MessageType.DELAY_RESP).stream().map(m -> m.header().domainNumber()).toList());
        assertEquals(1, counter("rx_other_domain"));
        assertThrows(IllegalArgumentException.class, () -> new PtpAgent("gm-ptp-0", List.of( //
                new PortPlan(other, PortConfig.of(1, Profile.DEFAULT_E2E), wire), //
                new PortPlan(other, PortConfig.of(2, Profile.DEFAULT_E2E), wire)), clock, status, ring));
        agent.onStop();
        assertTrue(wire.closed && second.closed);
    }

    private static Signaling request(int messageType, int log) {
        MemorySegment frame = MemorySegment.ofArray(new byte[80]);
        Signaling message = new Signaling().begin(frame, 0, 1);
        message.sourcePortIdentity(CLIENT, 7);
        message.targetPortIdentity(Targeted.ALL_CLOCKS, Targeted.ALL_PORTS);
        message.messageLength(44 + UnicastTlv.writeRequest(frame, 44, messageType, log, 300));
        return message;
    }

    @Test
    void grantedClientsAreServedAlsoWhileABetterMasterIsHere() {
        becomeMaster();
        wire.arrives(request(MessageType.SYNC.wire(), -3), CLIENT_ADDRESS, false, PtpSink.NO_STAMP);
        wire.arrives(request(MessageType.DELAY_RESP.wire(), -3), CLIENT_ADDRESS, false, PtpSink.NO_STAMP);
        announceFrom(0xB0, 5, 2);
        assertEquals(PortState.PASSIVE, port().state());
        wire.forget();
        runUntil(now + SECOND);
        assertEquals(8, wire.sent(MessageType.SYNC).stream().filter(m -> m.to().equals(CLIENT_ADDRESS)).count());
        wire.stamps(wire.sent(MessageType.SYNC).getLast().token(), TAI_AT_ZERO_NS + now);
        wire.arrives(delayReq(5), CLIENT_ADDRESS, false, TAI_AT_ZERO_NS + now);
        wire.arrives(delayReq(6), new PtpAddress().setIpv4(0x0A00_0003, 319), false, TAI_AT_ZERO_NS + now);
        wire.arrives(delayReq(7), CLIENT_ADDRESS, true, TAI_AT_ZERO_NS + now);
        runUntil(now + 1);
        assertEquals(List.of(CLIENT_ADDRESS), wire.sent(MessageType.DELAY_RESP).stream().map(Sent::to).toList());
        assertEquals(List.of(CLIENT_ADDRESS), wire.sent(MessageType.FOLLOW_UP).stream().map(Sent::to).toList());
        assertEquals(2, counter("request_ignored"));
        assertEquals(1, port().clients());
    }

    @Test
    void drainingIsHeededAndEnds() {
        becomeMaster();
        wire.arrives(request(MessageType.ANNOUNCE.wire(), 0), CLIENT_ADDRESS, false, PtpSink.NO_STAMP);
        runUntil(now + SECOND);
        assertEquals(1, port().clients());
        agent.drain(SECOND);
        runUntil(now + 3 * SECOND);
        assertEquals(0, port().clients());
        assertEquals(PortState.MASTER, port().state(), "the group is still served");
        wire.arrives(request(MessageType.ANNOUNCE.wire(), 0), CLIENT_ADDRESS, false, PtpSink.NO_STAMP);
        assertEquals(1, counter("unicast_refused_draining"));
        agent.resume();
        wire.arrives(request(MessageType.ANNOUNCE.wire(), 0), CLIENT_ADDRESS, false, PtpSink.NO_STAMP);
        runUntil(now + SECOND);
        assertEquals(1, port().clients());
    }

    @Test
    void aUnicastOnlyPortSendsNothingToTheGroup() {
        PortConfig preset = PortConfig.of(1, Profile.DEFAULT_E2E);
        agent = agent(new PortConfig(1, DelayMechanism.E2E, preset.intervals(), false, 1, PortConfig.Latency.NONE,
                new PortConfig.Delivery(false, true, false)));
        becomeMaster();
        wire.arrives(request(MessageType.ANNOUNCE.wire(), 0), CLIENT_ADDRESS, false, PtpSink.NO_STAMP);
        wire.arrives(delayReq(5), CLIENT_ADDRESS, false, TAI_AT_ZERO_NS + now);
        wire.arrives(delayReq(6), CLIENT_ADDRESS, true, TAI_AT_ZERO_NS + now);
        runUntil(now + 4 * SECOND);
        assertEquals(List.of(), wire.sent(MessageType.DELAY_RESP), "neither hybrid nor granted nor multicast");
        assertEquals(List.of(), wire.sent(MessageType.SYNC));
        assertEquals(4, wire.sent(MessageType.ANNOUNCE).size());
        assertEquals(1, wire.sent(MessageType.SIGNALING).size());
    }

    @Test
    void whateverArrivesDoesNoHarm() {
        becomeMaster();
        long seed = Long.getLong("gm.seed", 7L);
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = new byte[random.nextInt(130)];
            random.nextBytes(octets);
            if (octets.length > 5 && random.nextInt(8) != 0) {
                octets[0] &= 0x0F;
                octets[1] = 0x12;
                octets[2] = 0;
                octets[3] = (byte) (octets.length - random.nextInt(2) * random.nextInt(8));
                octets[4] = 0;
                octets[5] = 0;
            }
            wire.arrives(octets);
            runAsIs(now + 1000);
        }
        clock.set(Clocks.locked(now));
        PortState state = port().state();
        assertTrue(state == PortState.MASTER || state == PortState.PASSIVE, "seed " + seed + ": " + state);
        assertTrue(counter("rx_malformed") > 1000, "seed " + seed);
        assertTrue(counter("rx_announce") > 100, "seed " + seed);
    }
}
