package dev.grandmaster.ptp.unicast;

import static dev.grandmaster.ptp.dataset.Clocks.SECOND;
import static dev.grandmaster.ptp.dataset.Clocks.TAI_AT_ZERO_NS;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.ptp.RecordingTransport;
import dev.grandmaster.ptp.RecordingTransport.Sent;
import dev.grandmaster.ptp.dataset.Announcement;
import dev.grandmaster.ptp.dataset.Clocks;
import dev.grandmaster.ptp.dataset.DelayMechanism;
import dev.grandmaster.ptp.transmit.LatencyInForce;
import dev.grandmaster.ptp.transmit.Outlet;
import dev.grandmaster.ptp.wire.Flags;
import dev.grandmaster.ptp.wire.FollowUp;
import dev.grandmaster.ptp.wire.Header;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.ptp.wire.Signaling;
import dev.grandmaster.ptp.wire.Targeted;
import dev.grandmaster.ptp.wire.TlvCursor;
import dev.grandmaster.ptp.wire.TlvType;
import dev.grandmaster.ptp.wire.UnicastTlv;
import dev.grandmaster.ptp.wire.WireStatus;
import org.junit.jupiter.api.Test;

/** Grants, refusals and what is sent for them. */
class UnicastServiceTest {
    private static final int ANNOUNCE = MessageType.ANNOUNCE.wire();
    private static final int SYNC = MessageType.SYNC.wire();
    private static final int DELAY_RESP = MessageType.DELAY_RESP.wire();

    private final RecordingTransport wire = new RecordingTransport("eth0");
    private final Outlet outlet = new Outlet() {
        @Override
        public int sendEvent(long token, PtpAddress to, MemorySegment message, int length) {
            return wire.sendEvent(token, to, message, length);
        }

        @Override
        public int sendGeneral(PtpAddress to, MemorySegment message, int length) {
            ways.add("send to " + (to.low() & 0xFF));
            return wire.sendGeneral(to, message, length);
        }

        @Override
        public void admit(PtpAddress client, boolean anew) {
            ways.add((anew ? "admit " : "again ") + (client.low() & 0xFF));
        }

        @Override
        public void dismiss(PtpAddress client) {
            ways.add("dismiss " + (client.low() & 0xFF));
        }
    };
    private final List<String> ways = new ArrayList<>();
    private final Announcement announcement = new Announcement(Clocks.instance(0), Clocks.locked(0), 0);
    private Quota quota = new Quota(UnicastConfig.DEFAULT);
    private UnicastService service = service(UnicastConfig.DEFAULT);
    private long now;
    private boolean open = true;

    private UnicastService service(UnicastConfig config) {
        quota = new Quota(config);
        return new UnicastService(new UnicastPort(5, 1, 1, DelayMechanism.E2E, new LatencyInForce(0, 0)), announcement,
                outlet, quota);
    }

    private static UnicastConfig limits(int maxClients, int perAddress, int budget) {
        return new UnicastConfig(maxClients, -7, 3600, perAddress, budget, true, UnicastConfig.Access.EVERYBODY);
    }

    private static PtpAddress address(int n) {
        return new PtpAddress().setIpv4(0x0A00_0000 + n, 319);
    }

    private static final class Request {
        final MemorySegment frame = MemorySegment.ofArray(new byte[400]);
        final Signaling message = new Signaling().begin(frame, 0, 1);

        Request(long clock) {
            message.sourcePortIdentity(clock, 1);
            message.targetPortIdentity(Targeted.ALL_CLOCKS, Targeted.ALL_PORTS);
        }

        Request ask(int type, int log, long seconds) {
            int at = message.messageLength();
            message.messageLength(at + UnicastTlv.writeRequest(frame, at, type, log, seconds));
            return this;
        }

        Request cancel(int type) {
            int at = message.messageLength();
            message.messageLength(at + UnicastTlv.writeCancel(frame, at, type));
            return this;
        }
    }

    /** Sends it, and gives the durations granted by messageType in the order of the answer. */
    private Map<Integer, Long> send(Request request, int fromAddress) {
        wire.forget();
        Signaling received = new Signaling();
        assertEquals(WireStatus.OK, received.wrap(request.frame, 0, request.message.messageLength()));
        service.onSignaling(received, address(fromAddress), open, now);
        Map<Integer, Long> granted = new LinkedHashMap<>();
        for (Sent sent : wire.sent(MessageType.SIGNALING)) {
            assertEquals(address(fromAddress), sent.to());
            TlvCursor tlv = new TlvCursor();
            Signaling answer = sent.as(new Signaling());
            assertEquals(request.message.sourceClockIdentity(), answer.targetClockIdentity());
            assertEquals(Flags.UNICAST, answer.flags());
            answer.tlvs(tlv);
            while (tlv.next()) {
                if (tlv.type() == TlvType.GRANT_UNICAST_TRANSMISSION.wire()) {
                    granted.put(UnicastTlv.messageType(tlv), UnicastTlv.duration(tlv));
                }
            }
            assertEquals(WireStatus.OK, tlv.status());
        }
        return granted;
    }

    private long ask(int client, int type, int log, long seconds) {
        return requireNonNull(send(new Request(client).ask(type, log, seconds), client).get(type));
    }

    private void runUntil(long monoNs) {
        while (now < monoNs) {
            announcement.update(Clocks.locked(now), now);
            long due = service.onTime(open, now);
            now = Math.min(monoNs, Math.max(now + 1, due));
        }
    }

    private long counter(String name) {
        Map<String, Long> counts = new LinkedHashMap<>();
        service.addTo(counts);
        return requireNonNull(counts.get(name), name);
    }

    /** A transport may learn the way to a client; it needs to know before the grant is sent, and until the last message is. */
    @Test
    void theTransportIsToldWhoHoldsGrants() {
        send(new Request(1).ask(ANNOUNCE, 0, 60).ask(SYNC, 0, 60), 1);
        assertEquals(List.of("admit 1", "again 1", "send to 1"), ways);
        ways.clear();
        ask(1, SYNC, -7, 60);
        ask(1, SYNC, -8, 60);
        send(new Request(1).cancel(SYNC), 1);
        assertEquals(List.of("again 1", "send to 1", "send to 1", "send to 1"), ways, "a refusal, and a grant is left");
        ways.clear();
        open = false;
        service.onTime(open, now);
        assertEquals(List.of("send to 1", "dismiss 1"), ways);
        ways.clear();
        send(new Request(1).ask(ANNOUNCE, 0, 60), 1);
        assertEquals(List.of("send to 1"), ways, "nothing is granted");
    }

    @Test
    void severalGrantsInOneMessageAreServedInTheirRhythms() {
        Map<Integer, Long> granted = send(
                new Request(1).ask(ANNOUNCE, 1, 300).ask(SYNC, -4, 300).ask(DELAY_RESP, -4, 300), 1);
        assertEquals(Map.of(ANNOUNCE, 300L, SYNC, 300L, DELAY_RESP, 300L), granted);
        assertEquals(1, quota.clients());
        assertEquals(48, quota.messagesPerSecond(),
                "half an Announce, 16 Sync, 16 Follow_Up, 16 Delay_Resp; whole ones");
        wire.forget();
        runUntil(20 * SECOND);
        assertEquals(10, wire.sent(MessageType.ANNOUNCE).size());
        List<Sent> syncs = wire.sent(MessageType.SYNC);
        assertEquals(320, syncs.size());
        for (int i = 0; i < syncs.size(); i++) {
            Header header = syncs.get(i).header();
            assertEquals(i, header.sequenceId());
            assertEquals(Flags.UNICAST | Flags.TWO_STEP, header.flags());
            assertEquals(Header.NO_INTERVAL, header.logMessageInterval());
            assertEquals(address(1), syncs.get(i).to());
        }
        assertTrue(wire.sent(MessageType.ANNOUNCE).getFirst().header().hasFlag(Flags.UNICAST));
        assertTrue(service.onDelayRequest(address(1), 1, 1, now));
        assertFalse(service.onDelayRequest(address(1), 2, 1, now));
        assertFalse(service.onDelayRequest(address(2), 1, 1, now));
    }

    @Test
    void aFollowUpGoesToTheClientWhoseSyncLeft() {
        ask(1, SYNC, 0, 60);
        ask(2, SYNC, 0, 60);
        wire.forget();
        runUntil(SECOND);
        Sent sync = wire.sent(MessageType.SYNC).stream().filter(m -> m.to().equals(address(2))).findFirst()
                .orElseThrow();
        service.onTransmitStamp(sync.token(), TAI_AT_ZERO_NS + now - 1000);
        service.onTransmitStamp(sync.token(), TAI_AT_ZERO_NS + now - 1000);
        assertEquals(1, wire.sent(MessageType.FOLLOW_UP).size());
        Sent followUp = wire.sent(MessageType.FOLLOW_UP).getFirst();
        assertEquals(address(2), followUp.to());
        assertEquals(TAI_AT_ZERO_NS + SECOND - 1000, followUp.as(new FollowUp()).preciseOriginTaiNs());
        assertEquals(Flags.UNICAST, followUp.header().flags());
        assertEquals(1, counter("unicast_stamp_late"));
    }

    @Test
    void aClientBehindATranslatorIsAnsweredAtThePortsThatItsMessagesComeFrom() {
        PtpAddress general = address(7).set(address(7).high(), address(7).low(), 40_320);
        PtpAddress event = address(7).set(address(7).high(), address(7).low(), 40_319);
        Signaling received = new Signaling();
        Request request = new Request(1).ask(SYNC, 0, 60).ask(ANNOUNCE, 0, 60).ask(DELAY_RESP, 0, 60);
        received.wrap(request.frame, 0, request.message.messageLength());
        service.onSignaling(received, general, open, now);
        assertEquals(general, wire.sent(MessageType.SIGNALING).getFirst().to());
        runUntil(SECOND);
        assertEquals(319, wire.sent(MessageType.SYNC).getFirst().to().port(), "319 until a Delay_Req tells better");
        assertEquals(general, wire.sent(MessageType.ANNOUNCE).getFirst().to());

        assertTrue(service.onDelayRequest(event, 1, 1, now));
        wire.forget();
        runUntil(2 * SECOND);
        Sent sync = wire.sent(MessageType.SYNC).getFirst();
        assertEquals(event, sync.to());
        service.onTransmitStamp(sync.token(), TAI_AT_ZERO_NS + now);
        assertEquals(general, wire.sent(MessageType.FOLLOW_UP).getFirst().to());

        PtpAddress moved = address(7).set(address(7).high(), address(7).low(), 50_320);
        service.onSignaling(received, moved, open, now);
        wire.forget();
        runUntil(3 * SECOND);
        assertEquals(moved, wire.sent(MessageType.ANNOUNCE).getFirst().to(), "the translator chose another port");
        assertEquals(1, service.clients());
    }

    @Test
    void aStampForSomebodyWhoLeftIsNotGivenToWhoCame() {
        ask(1, SYNC, -7, 60);
        wire.forget();
        runUntil(SECOND / 10);
        Sent last = wire.sent(MessageType.SYNC).getLast();
        send(new Request(1).cancel(SYNC), 1);
        ask(2, SYNC, -7, 60);
        wire.forget();
        service.onTransmitStamp(last.token(), TAI_AT_ZERO_NS + now);
        runUntil(now + SECOND / 10);
        service.onTransmitStamp(last.token(), TAI_AT_ZERO_NS + now);
        assertEquals(List.of(), wire.sent(MessageType.FOLLOW_UP));
        assertEquals(2, counter("unicast_stamp_late"));
    }

    @Test
    void whatCannotBeGrantedIsRefusedWithItsReason() {
        assertEquals(0, ask(1, SYNC, -8, 60));
        assertEquals(0, ask(1, SYNC, 5, 60));
        assertEquals(2, counter("unicast_refused_interval"));
        assertEquals(0, ask(1, SYNC, 0, 0));
        assertEquals(1, counter("unicast_refused_duration"));
        assertEquals(0, ask(1, MessageType.PDELAY_RESP.wire(), 0, 60));
        assertEquals(0, ask(1, MessageType.MANAGEMENT.wire(), 0, 60));
        assertEquals(2, counter("unicast_refused_type"));
        open = false;
        assertEquals(0, ask(1, SYNC, 0, 60));
        assertEquals(1, counter("unicast_refused_passive"));
        assertEquals(0, quota.clients());
        assertEquals(3600, openAsk(99_999), "a longer duration is granted the longest");
        assertEquals(3600, openAsk(0xFFFF_FFFFL));
    }

    private long openAsk(long seconds) {
        open = true;
        return ask(1, SYNC, 0, seconds);
    }

    @Test
    void beforeTheTimeIsServedEverythingIsRefused() {
        Announcement silent = new Announcement(Clocks.instance(0), Clocks.unserved(0), 0);
        service = new UnicastService(new UnicastPort(0, 1, 1, DelayMechanism.E2E, new LatencyInForce(0, 0)), silent,
                outlet, quota);
        assertEquals(0, ask(1, SYNC, 0, 60));
        assertEquals(1, counter("unicast_refused_not_served"));
    }

    @Test
    void clientsAddressesAndMessagesAreLimited() {
        service = service(limits(3, 2, 1000));
        assertEquals(60, requireNonNull(send(new Request(1).ask(SYNC, 0, 60), 9).get(SYNC)));
        assertEquals(60, requireNonNull(send(new Request(2).ask(SYNC, 0, 60), 9).get(SYNC)));
        assertEquals(0, requireNonNull(send(new Request(3).ask(SYNC, 0, 60), 9).get(SYNC)));
        assertEquals(1, counter("unicast_refused_address"));
        assertEquals(60, ask(10, SYNC, 0, 60));
        assertEquals(0, ask(11, SYNC, 0, 60));
        assertEquals(1, counter("unicast_refused_clients"));
        service = service(limits(100, 2, 1000));
        assertEquals(60, ask(1, SYNC, -7, 60));
        assertEquals(60, ask(2, SYNC, -7, 60));
        assertEquals(60, ask(3, SYNC, -7, 60));
        assertEquals(0, ask(4, SYNC, -7, 60), "3 * 256 messages of 1000 are promised");
        assertEquals(60, ask(4, SYNC, -6, 60));
        assertEquals(60, ask(1, SYNC, -7, 60), "a renewal adds nothing");
        assertEquals(60, ask(2, SYNC, -6, 60), "nor does a slower one");
        assertEquals(1, counter("unicast_refused_budget"));
        assertEquals(768, quota.messagesPerSecond());
    }

    @Test
    void aRenewalGoesOnWithoutABreakAndAChangeTakesThePlace() {
        ask(1, SYNC, 0, 10);
        runUntil(5 * SECOND);
        ask(1, SYNC, 0, 10);
        wire.forget();
        runUntil(12 * SECOND);
        assertEquals(7, wire.sent(MessageType.SYNC).size());
        ask(1, SYNC, -2, 10);
        wire.forget();
        runUntil(16 * SECOND);
        assertEquals(16, wire.sent(MessageType.SYNC).size());
        assertEquals(8, quota.messagesPerSecond());
        wire.forget();
        runUntil(30 * SECOND);
        assertTrue(wire.sent(MessageType.SYNC).size() <= 24, "the grant ended at 22 s");
        assertEquals(1, counter("unicast_expired"));
        assertEquals(0, quota.clients());
        assertEquals(0, quota.messagesPerSecond());
    }

    @Test
    void responsesExpireToo() {
        ask(1, DELAY_RESP, 0, 10);
        runUntil(40 * SECOND);
        assertEquals(0, service.clients());
        assertFalse(service.onDelayRequest(address(1), 1, 1, now));
    }

    @Test
    void aCancelIsAcknowledgedAndHeeded() {
        send(new Request(1).ask(SYNC, -2, 60).ask(ANNOUNCE, 0, 60), 1);
        send(new Request(1).cancel(SYNC), 1);
        TlvCursor tlv = new TlvCursor();
        wire.sent(MessageType.SIGNALING).getFirst().as(new Signaling()).tlvs(tlv);
        assertTrue(tlv.next());
        assertEquals(TlvType.ACKNOWLEDGE_CANCEL_UNICAST_TRANSMISSION.wire(), tlv.type());
        assertEquals(SYNC, UnicastTlv.messageType(tlv));
        runUntil(4 * SECOND);
        assertEquals(List.of(), wire.sent(MessageType.SYNC));
        assertEquals(4, wire.sent(MessageType.ANNOUNCE).size());
        send(new Request(1).cancel(ANNOUNCE).cancel(ANNOUNCE), 1);
        assertEquals(0, service.clients());
    }

    @Test
    void strangersGetLittleUntilTheyAreHeard() {
        service = service(new UnicastConfig(100, -7, 3600, 64, 1000, true,
                new UnicastConfig.Access(List.of(Prefix.parse("10.0.0.0/28")), List.of(Prefix.parse("10.0.1.0/24")))));
        assertEquals(3600, ask(3, SYNC, 0, 3600));
        assertEquals(60, ask(20, SYNC, 0, 3600));
        service.onDelayRequest(address(20), 20, 1, now);
        assertEquals(3600, ask(20, SYNC, 0, 3600));
        assertEquals(60, ask(21, SYNC, 0, 3600));
        assertEquals(3600, ask(21, SYNC, 0, 3600), "a renewal");
        assertEquals(0, ask(22, SYNC, -7, 60), "a twentieth of 1000 is for all strangers");
        assertEquals(60, ask(22, SYNC, -4, 60), "of which those who were heard are none any more");
        assertEquals(0, ask(23, SYNC, -4, 60));
        assertEquals(2, counter("unicast_refused_strangers"));
        assertEquals(Map.of(), send(new Request(1).ask(SYNC, 0, 60), 256));
        assertEquals(1, counter("unicast_refused_denied"));
        assertEquals(List.of(), wire.sent, "the denied are not even answered");
    }

    @Test
    void whatTheMachineCarriesIsPromisedAndNoMore() {
        int granted = 0;
        for (int client = 1; client <= 100; client++) {
            granted += ask(client, SYNC, -7, 60) > 0 ? 1 : 0;
        }
        assertEquals(Workload.AT_LEAST / 256, granted, "nothing is measured yet");
        assertEquals(100 - granted, counter("unicast_refused_load"));
        assertEquals(60, ask(1, SYNC, -7, 60), "a renewal is not refused");
        assertEquals(60, ask(2, SYNC, -6, 60), "nor is a slower one");

        Workload workload = quota.workload();
        for (int ms = 0; ms < 1000; ms++) {
            workload.onTime(ms * 100L, ms * 1_000_000L);
            workload.onWorked(500_000);
        }
        assertEquals(150_000.0, (double) quota.budget(), 1_000.0);
        assertEquals(60, ask(101, SYNC, -7, 60));

        workload.onSkipped(SECOND / 10);
        workload.onTime(100_100, SECOND + SECOND / 4);
        assertEquals(0, ask(102, SYNC, 0, 60), "streams are slowed down already");
        assertEquals(60, ask(101, SYNC, -7, 60));
    }

    /** After a second in which nothing stayed behind. */
    private int syncsOfOneGo() {
        long tickNs = SECOND / 4096 + 1;
        runUntil(now + SECOND);
        wire.forget();
        now += tickNs;
        announcement.update(Clocks.locked(now), now);
        service.onTime(open, now);
        return wire.sent(MessageType.SYNC).size();
    }

    @Test
    void syncsLeaveOneByOneUntilTheProcessorIsBusy() {
        service = service(limits(1000, 64, 1_000_000));
        for (int client = 1; client <= 320; client++) {
            ask(client, SYNC, -7, 600);
        }
        assertEquals(1, syncsOfOneGo(), "of ten that are due in a tick");
        quota.workload().onTime(0, 0);
        quota.workload().onWorked(SECOND / 4 * 95 / 100);
        quota.workload().onTime(10_000, SECOND / 4);
        assertEquals(16, syncsOfOneGo());
    }

    @Test
    void underOverloadEverySyncIsSlowerAndAnnounceIsNot() {
        service = service(limits(1000, 64, 1_000_000));
        for (int client = 1; client <= 200; client++) {
            send(new Request(client).ask(SYNC, -7, 600).ask(ANNOUNCE, 0, 600), client);
        }
        wire.forget();
        // one duty cycle a millisecond: 4 Syncs at the most, where 25.6 are due
        for (int ms = 0; ms < 4000; ms++) {
            now += SECOND / 1000;
            announcement.update(Clocks.locked(now), now);
            service.onTime(open, now);
        }
        Map<PtpAddress, Integer> syncs = new LinkedHashMap<>();
        wire.sent(MessageType.SYNC).forEach(sync -> syncs.merge(sync.to().copy(), 1, Integer::sum));
        assertEquals(200, syncs.size());
        syncs.forEach((to, count) -> assertEquals(16_000 / 200.0, count, 2, "Syncs of " + to));
        assertEquals(800.0, wire.sent(MessageType.ANNOUNCE).size(), 8.0);
    }

    @Test
    void prefixesAreOfBothFamilies() {
        assertTrue(Prefix.parse("10.0.0.0/8").contains(address(77)));
        assertFalse(Prefix.parse("11.0.0.0/8").contains(address(77)));
        assertTrue(Prefix.parse("10.0.0.77").contains(address(77)));
        assertFalse(Prefix.parse("10.0.0.76").contains(address(77)));
        PtpAddress six = new PtpAddress().set(0xFD00_0000_0000_0001L, 5, 319);
        assertTrue(Prefix.parse("fd00::/8").contains(six));
        assertTrue(Prefix.parse("fd00:0:0:1::5").contains(six));
        assertFalse(Prefix.parse("fd00:0:0:1::4").contains(six));
        assertTrue(Prefix.parse("fd00:0:0:1::4/127").contains(six));
        assertTrue(Prefix.parse("::/0").contains(address(1)));
        assertThrows(IllegalArgumentException.class, () -> Prefix.parse("10.0.0.0/33"));
        assertThrows(IllegalArgumentException.class, () -> Prefix.parse("localhost"));
    }

    @Test
    void drainingSendsClientsAwayEvenlyAndComesBack() {
        for (int client = 1; client <= 64; client++) {
            ask(client, ANNOUNCE, 0, 600);
        }
        wire.forget();
        service.drain(10 * SECOND, now);
        runUntil(5 * SECOND);
        assertTrue(Math.abs(service.clients() - 32) <= 3, "half way: " + service.clients());
        assertEquals(64 - service.clients(), wire.sent(MessageType.SIGNALING).size());
        assertEquals(0, ask(100, ANNOUNCE, 0, 60));
        assertEquals(1, counter("unicast_refused_draining"));
        runUntil(11 * SECOND);
        assertEquals(0, service.clients());
        assertEquals(64, counter("unicast_cancelled_by_server"));
        service.resume();
        assertEquals(60, ask(100, ANNOUNCE, 0, 60));
    }

    @Test
    void aPortThatMayNotServeCancels() {
        ask(1, SYNC, 0, 600);
        wire.forget();
        open = false;
        runUntil(2 * SECOND);
        assertEquals(0, service.clients());
        assertEquals(1, wire.sent(MessageType.SIGNALING).size());
        assertEquals(List.of(), wire.sent(MessageType.SYNC));
    }

    @Test
    void thousandsComeAndGoWithoutATrace() {
        service = service(limits(10_000, 64, 10_000_000));
        long seed = Long.getLong("gm.seed", 11L);
        Random random = new Random(seed);
        Set<Integer> here = new TreeSet<>();
        for (int round = 0; round < 30_000; round++) {
            int client = 1 + random.nextInt(3000);
            if (random.nextInt(3) == 0) {
                send(new Request(client).cancel(SYNC).cancel(ANNOUNCE), client);
                here.remove(client);
            } else {
                send(new Request(client).ask(SYNC, random.nextInt(3), 600).ask(ANNOUNCE, 1, 600), client);
                here.add(client);
            }
        }
        assertEquals(here.size(), service.clients(), "seed " + seed);
        for (int client : here) {
            send(new Request(client).cancel(SYNC).cancel(ANNOUNCE), client);
        }
        assertEquals(0, service.clients());
        assertEquals(0, quota.messagesPerSecond());
        assertEquals(0, quota.clients());
    }

    @Test
    void malformedSignalingDoesNoHarm() {
        long seed = Long.getLong("gm.seed", 13L);
        Random random = new Random(seed);
        byte[] octets = new byte[200];
        for (int round = 0; round < 20_000; round++) {
            random.nextBytes(octets);
            MemorySegment segment = MemorySegment.ofArray(octets);
            Signaling message = new Signaling().begin(segment, 0, 1);
            int at = 44;
            int tlvs = random.nextInt(20);
            for (int i = 0; i < tlvs && at < 180; i++) {
                octets[at] = 0;
                octets[at + 1] = (byte) random.nextInt(9);
                octets[at + 2] = 0;
                octets[at + 3] = (byte) (random.nextInt(5) * 2);
                at += 4 + octets[at + 3];
            }
            message.messageLength(Math.min(200, 44 + random.nextInt(157)));
            Signaling received = new Signaling();
            assertEquals(WireStatus.OK, received.wrap(segment, 0, 200));
            service.onSignaling(received, address(random.nextInt(1000)), true, now);
            wire.forget();
        }
        assertTrue(counter("unicast_malformed") > 1000, "seed " + seed);
        runUntil(now + 2 * SECOND);
        assertTrue(quota.clients() <= UnicastConfig.DEFAULT.maxClients());
    }
}
