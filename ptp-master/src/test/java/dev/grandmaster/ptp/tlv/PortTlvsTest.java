package dev.grandmaster.ptp.tlv;

import static dev.grandmaster.ptp.dataset.Clocks.SECOND;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpSink;
import dev.grandmaster.event.EventRing;
import dev.grandmaster.ptp.PortPlan;
import dev.grandmaster.ptp.PtpAgent;
import dev.grandmaster.ptp.RecordingTransport;
import dev.grandmaster.ptp.RecordingTransport.Sent;
import dev.grandmaster.ptp.dataset.Clocks;
import dev.grandmaster.ptp.port.PortConfig;
import dev.grandmaster.ptp.profile.Profile;
import dev.grandmaster.ptp.wire.Announce;
import dev.grandmaster.ptp.wire.DecodedMessage;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.ptp.wire.OctetWriter;
import dev.grandmaster.ptp.wire.Signaling;
import dev.grandmaster.ptp.wire.Targeted;
import dev.grandmaster.ptp.wire.UnicastTlv;
import dev.grandmaster.ptp.wire.WireStatus;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.Latest;
import dev.grandmaster.state.PtpStatus;
import dev.grandmaster.state.PtpStatus.PortState;
import org.junit.jupiter.api.Test;

/** The TLVs of a port as they leave, and those of others as they come. */
class PortTlvsTest {
    private static final PtpAddress CLIENT_AT = new PtpAddress().setIpv4(0x0A00_0001, 320);
    private static final PortTlvs ALL = new PortTlvs(true, List.of(ZoneId.of("Europe/Vienna"), ZoneId.of("UTC")),
            Optional.of(new PortTlvs.Power(PortTlvs.Edition.C37_238_2017, 5, 200)), true, true,
            Optional.of(new PortTlvs.Studio(30_000, 1001, true, false)));

    private final RecordingTransport wire = new RecordingTransport("eth0");
    private final Latest<GrandmasterState> clock = new Latest<>(Clocks.locked(0));
    private final Latest<PtpStatus> status = new Latest<>(new PtpStatus(Clocks.instance(0).clockIdentity(), List.of()));
    private long now;

    private PtpAgent master(PortTlvs tlvs) {
        PtpAgent agent = new PtpAgent("gm-ptp-0", List.of(
                new PortPlan(Clocks.instance(0), PortConfig.of(1, Profile.DEFAULT_E2E), wire, tlvs)), clock, status,
                new EventRing(64));
        for (int second = 0; second < 8; second++) {
            step(agent, SECOND);
        }
        assertEquals(PortState.MASTER, status.get().ports().getFirst().state());
        wire.forget();
        return agent;
    }

    private void step(PtpAgent agent, long ns) {
        now += ns;
        clock.set(Clocks.locked(now));
        agent.doWork(now);
    }

    private DecodedMessage last(MessageType type) {
        Sent sent = wire.sent(type).getLast();
        MemorySegment octets = MemorySegment.ofArray(sent.octets());
        DecodedMessage message = DecodedMessage.decode(octets, 0, sent.octets().length);
        assertEquals(WireStatus.OK, message.problem());
        assertTrue(message.reencodesTo(octets, 0));
        return message;
    }

    private void arrives(PtpAgent agent, int tlvType, int length, long... octets) {
        MemorySegment frame = MemorySegment.ofArray(new byte[200]);
        Signaling message = new Signaling().begin(frame, 0, 1);
        message.sourcePortIdentity(7, 1);
        message.targetPortIdentity(Targeted.ALL_CLOCKS, Targeted.ALL_PORTS);
        OctetWriter out = new OctetWriter(frame, 44).u16(tlvType).u16(length);
        for (long octet : octets) {
            out.u8((int) octet);
        }
        message.messageLength(48 + length);
        wire.arrives(message, CLIENT_AT, true, PtpSink.NO_STAMP);
        agent.doWork(now);
    }

    @Test
    void announceCarriesWhatIsConfiguredAndTrue() {
        PtpAgent agent = master(ALL);
        step(agent, 2 * SECOND);
        List<Map<String, Object>> tlvs = last(MessageType.ANNOUNCE).tlvs();
        assertEquals(4, tlvs.size(), tlvs::toString);
        assertEquals("001122fffe334455", tlvs.get(0).get("dataField"));
        assertEquals(0L, tlvs.get(1).get("keyField"));
        Object offset = requireNonNull(tlvs.get(1).get("currentOffset"));
        assertTrue(offset.equals(3600L - 37) || offset.equals(7200L - 37), tlvs::toString);
        assertEquals(-37L, tlvs.get(2).get("currentOffset"));
        assertEquals(0L, tlvs.get(2).get("jumpSeconds"));
        String zone = (String) requireNonNull(tlvs.get(2).get("dataField"));
        assertEquals("035554430000".substring(0, 8), zone.substring(0, 8));
        long bound = (long) Math.ceil(clock.get().boundNs());
        assertEquals(bound + 200, tlvs.get(3).get("totalTimeInaccuracy"));
        assertEquals(5L, tlvs.get(3).get("grandmasterID"));
    }

    @Test
    void aPortThatIsAskedForNoneSendsNone() {
        PtpAgent agent = master(PortTlvs.NONE);
        step(agent, 2 * SECOND);
        assertEquals(64, wire.sent(MessageType.ANNOUNCE).getLast().octets().length);
        assertEquals(0, wire.sent(MessageType.MANAGEMENT).size());
        assertEquals(0, wire.sent(MessageType.SIGNALING).size());
    }

    @Test
    void aPromiseThatHasRunOutIsNotMade() {
        PtpAgent agent = master(ALL);
        now += 600 * SECOND;
        agent.doWork(now);
        List<Map<String, Object>> tlvs = last(MessageType.ANNOUNCE).tlvs();
        assertEquals(2, tlvs.size(), "no local time by a clock that nobody vouches for: " + tlvs);
        assertEquals(0xFFFF_FFFFL, tlvs.get(1).get("totalTimeInaccuracy"));
        assertEquals(0, wire.sent(MessageType.MANAGEMENT).size());
    }

    @Test
    void grantedAnnounceCarriesThemToo() {
        PtpAgent agent = master(ALL);
        MemorySegment frame = MemorySegment.ofArray(new byte[54]);
        Signaling request = new Signaling().begin(frame, 0, 1);
        request.sourcePortIdentity(7, 1);
        request.targetPortIdentity(Targeted.ALL_CLOCKS, Targeted.ALL_PORTS);
        request.messageLength(44 + UnicastTlv.writeRequest(frame, 44, MessageType.ANNOUNCE.wire(), 0, 60));
        wire.arrives(request, CLIENT_AT, false, PtpSink.NO_STAMP);
        agent.doWork(now);
        for (int i = 0; i < 40
                && wire.sent(MessageType.ANNOUNCE).stream().noneMatch(sent -> sent.to().equals(CLIENT_AT)); i++) {
            step(agent, SECOND / 10);
        }
        Sent granted = wire.sent(MessageType.ANNOUNCE).stream().filter(sent -> sent.to().equals(CLIENT_AT)).findFirst()
                .orElseThrow();
        assertEquals(4, DecodedMessage.decode(MemorySegment.ofArray(granted.octets()), 0, granted.octets().length)
                .tlvs().size());
    }

    @Test
    void theMetadataOfPicturesComeOnceASecond() {
        PtpAgent agent = master(ALL);
        for (int i = 0; i < 30; i++) {
            step(agent, SECOND / 10);
        }
        assertEquals(3, wire.sent(MessageType.MANAGEMENT).size());
        Map<String, Object> tlv = last(MessageType.MANAGEMENT).tlvs().getFirst();
        assertEquals("6897e8", tlv.get("organizationId"));
        assertEquals(30_000L, tlv.get("defaultSystemFrameRateNumerator"));
        assertEquals(1001L, tlv.get("defaultSystemFrameRateDenominator"));
        assertEquals(4L, tlv.get("masterLockingStatus"));
        assertEquals(1L, tlv.get("timeAddressFlags"));
        assertEquals(0L, tlv.get("timeOfNextJam"));
    }

    @Test
    void gptpIsSpokenAndNobodyButTheNeighbourChangesIntervals() {
        PtpAgent agent = master(ALL);
        arrives(agent, 0x0003, 12, 0x00, 0x80, 0xC2, 0, 0, 2, 0x80, 127, 127, 0, 0, 0);
        wire.forget();
        step(agent, 4 * SECOND);
        assertEquals(0, wire.sent(MessageType.SYNC).getLast().header().logMessageInterval());
        Map<String, Object> capable = last(MessageType.SIGNALING).tlvs().getFirst();
        assertEquals(0x8000L, capable.get("tlvType"));
        assertEquals(0L, capable.get("logGptpCapableMessageInterval"));
        wire.stamps(wire.sent(MessageType.SYNC).getLast().token(), Clocks.TAI_AT_ZERO_NS + now);
        agent.doWork(now);
        Map<String, Object> followUp = last(MessageType.FOLLOW_UP).tlvs().getFirst();
        assertEquals("000001", followUp.get("organizationSubType"));
        assertEquals(0L, followUp.get("cumulativeScaledRateOffset"));
    }

    @Test
    void withoutGptpARequestForIntervalsIsNothingToUs() {
        PtpAgent agent = master(PortTlvs.NONE);
        arrives(agent, 0x0003, 12, 0x00, 0x80, 0xC2, 0, 0, 2, 0x80, -2, 0x80, 0, 0, 0);
        step(agent, 2 * SECOND);
        assertEquals(0, wire.sent(MessageType.SYNC).getLast().header().logMessageInterval());
    }

    @Test
    void unknownTlvsArePassedOver() {
        PtpAgent agent = master(ALL);
        for (int type : new int[]{0x7FF0, 0x2004, 0x4001, 0x8009, 0xFFFF}) {
            arrives(agent, type, 6, 1, 2, 3, 4, 5, 6);
            better(agent, type, 6, 0);
        }
        step(agent, SECOND);
        assertEquals(PortState.PASSIVE, status.get().ports().getFirst().state(),
                "an Announce counts with any TLV behind it");
        assertEquals(0L, status.get().ports().getFirst().counters().get("rx_malformed"));
    }

    @Test
    void anAnnounceThatWasHereBeforeIsRefused() {
        PtpAgent agent = master(ALL);
        for (int i = 0; i < 4; i++) {
            better(agent, 0x0008, 8, Clocks.instance(0).clockIdentity().value());
        }
        assertEquals(PortState.MASTER, status.get().ports().getFirst().state());
        step(agent, 2 * SECOND);
        assertEquals(4L, status.get().ports().getFirst().counters().get("announce_came_back"));
        assertFalse(wire.sent(MessageType.ANNOUNCE).isEmpty());
    }

    /** An Announce of a master that beats us, with a TLV behind it. */
    private void better(PtpAgent agent, int tlvType, int length, long value) {
        MemorySegment frame = MemorySegment.ofArray(new byte[100]);
        Announce message = new Announce().begin(frame, 0, 1);
        message.sourcePortIdentity(9, 1);
        message.grandmasterIdentity(9);
        message.grandmasterPriorities(1, 1);
        message.clockQuality(6, 0x20, 0x4E5D);
        message.logMessageInterval(1);
        OctetWriter out = new OctetWriter(frame, 64).u16(tlvType).u16(length);
        if (length >= 8) {
            out.u64(value);
        }
        message.messageLength(68 + length);
        wire.arrives(message, CLIENT_AT, true, PtpSink.NO_STAMP);
        agent.doWork(now);
    }
}
