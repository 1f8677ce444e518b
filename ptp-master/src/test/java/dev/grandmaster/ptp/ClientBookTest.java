package dev.grandmaster.ptp;

import static dev.grandmaster.ptp.dataset.Clocks.SECOND;
import static dev.grandmaster.ptp.dataset.Clocks.TAI_AT_ZERO_NS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpSink;
import dev.grandmaster.event.EventRing;
import dev.grandmaster.ptp.dataset.Clocks;
import dev.grandmaster.ptp.port.PortConfig;
import dev.grandmaster.ptp.profile.Profile;
import dev.grandmaster.ptp.wire.DelayReq;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.ptp.wire.OctetWriter;
import dev.grandmaster.ptp.wire.Signaling;
import dev.grandmaster.ptp.wire.SlaveEventTlv;
import dev.grandmaster.ptp.wire.Targeted;
import dev.grandmaster.ptp.wire.UnicastTlv;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.Latest;
import dev.grandmaster.state.PtpClients;
import dev.grandmaster.state.PtpStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is on the list of clients, and what it tells of them. */
class ClientBookTest {
    private static final long GRANTED = 0x00AA_BBFF_FECC_0001L;
    private static final long ASKING = 0x00AA_BBFF_FECC_0002L;
    private static final PtpAddress GRANTED_AT = new PtpAddress().setIpv4(0x0A00_0001, 320);
    private static final PtpAddress ASKING_AT = new PtpAddress().setIpv4(0x0A00_0002, 319);

    private final RecordingTransport wire = new RecordingTransport("eth0");
    private final Latest<GrandmasterState> clock = new Latest<>(Clocks.locked(0));
    private final Latest<PtpStatus> status = new Latest<>(new PtpStatus(Clocks.instance(0).clockIdentity(), List.of()));
    private final PtpAgent agent = new PtpAgent("gm-ptp-0",
            List.of(new PortPlan(Clocks.instance(0), PortConfig.of(1, Profile.DEFAULT_E2E), wire)), clock, status,
            new EventRing(64));
    private long now;

    @BeforeEach
    void becomeMaster() {
        for (int second = 0; second < 8; second++) {
            step(SECOND);
        }
    }

    private void step(long ns) {
        now += ns;
        clock.set(Clocks.locked(now));
        agent.doWork(now);
    }

    private PtpClients page(int offset, int limit) {
        var answer = agent.clients().page(offset, limit);
        agent.doWork(now);
        return answer.getNow(null);
    }

    private static Signaling signaling(long from) {
        Signaling message = new Signaling().begin(MemorySegment.ofArray(new byte[400]), 0, 1);
        message.sourcePortIdentity(from, 1);
        message.targetPortIdentity(Targeted.ALL_CLOCKS, Targeted.ALL_PORTS);
        return message;
    }

    private void requests(long from, PtpAddress at, MessageType type, int log, long seconds) {
        MemorySegment frame = MemorySegment.ofArray(new byte[60]);
        Signaling message = new Signaling().begin(frame, 0, 1);
        message.sourcePortIdentity(from, 1);
        message.targetPortIdentity(Targeted.ALL_CLOCKS, Targeted.ALL_PORTS);
        message.messageLength(44 + UnicastTlv.writeRequest(frame, 44, type.wire(), log, seconds));
        wire.arrives(message, at, false, PtpSink.NO_STAMP);
        agent.doWork(now);
    }

    private void asksDelay(long from, PtpAddress at) {
        DelayReq request = new DelayReq().begin(MemorySegment.ofArray(new byte[44]), 0, 1);
        request.sourcePortIdentity(from, 1);
        wire.arrives(request, at, false, TAI_AT_ZERO_NS + now);
        agent.doWork(now);
    }

    @Test
    void tellsGrantsAndWhatWasSentForThem() {
        requests(GRANTED, GRANTED_AT, MessageType.SYNC, -3, 300);
        requests(GRANTED, GRANTED_AT, MessageType.DELAY_RESP, -3, 300);
        for (int i = 0; i < 40; i++) {
            step(SECOND / 8);
        }
        asksDelay(GRANTED, GRANTED_AT);
        step(SECOND / 4);
        PtpClients clients = page(0, 10);
        assertEquals(1, clients.total());
        PtpClients.Client client = clients.page().getFirst();
        assertEquals("10.0.0.1:320", client.addressText());
        assertEquals(GRANTED, client.clockIdentity().value());
        assertEquals("eth0", client.interfaceName());
        assertEquals(SECOND / 4, client.lastRequestAgeNs());
        assertEquals(List.of("Sync", "Delay_Resp"),
                client.grants().stream().map(PtpClients.Grant::messageType).toList());
        PtpClients.Grant sync = client.grants().getFirst();
        assertEquals(-3, sync.logInterval());
        assertTrue(Math.abs(sync.sent() - 42) <= 1, sync::toString);
        assertTrue(Math.abs(sync.remainingNs() - 295 * SECOND) < 2 * SECOND, sync::toString);
        assertEquals(1, client.grants().get(1).sent());
        assertNull(client.report());
    }

    @Test
    void tellsWhoAsksWithoutAGrantUntilAMinuteLater() {
        asksDelay(ASKING, ASKING_AT);
        step(SECOND);
        PtpClients.Client client = page(0, 10).page().getFirst();
        assertEquals(ASKING, client.clockIdentity().value());
        assertEquals("10.0.0.2:0", client.addressText());
        assertEquals(List.of(), client.grants());
        assertEquals(SECOND, client.lastRequestAgeNs());
        step(60 * SECOND);
        assertEquals(0, page(0, 10).total());
    }

    @Test
    void tellsWhoWasRefusedAndWhy() {
        requests(GRANTED, GRANTED_AT, MessageType.SYNC, 0, 300);
        for (int i = 0; i < 3; i++) {
            requests(GRANTED, GRANTED_AT, MessageType.ANNOUNCE, -8, 300);
        }
        requests(ASKING, ASKING_AT, MessageType.SYNC, 0, 0);
        PtpClients clients = page(0, 10);
        assertEquals(3, clients.page().getFirst().denied());
        assertEquals(2, clients.refused().size());
        PtpClients.Refused interval = clients.refused().stream().filter(one -> one.why().equals("interval")).findFirst()
                .orElseThrow();
        assertEquals(3, interval.count());
        assertEquals(MessageType.ANNOUNCE.wire(), interval.messageType());
    }

    @Test
    void isReadPageByPage() {
        for (int n = 0; n < 25; n++) {
            requests(GRANTED + n, new PtpAddress().setIpv4(0x0A00_0100 + n, 320), MessageType.ANNOUNCE, 1, 300);
        }
        asksDelay(ASKING, ASKING_AT);
        assertEquals(26, page(0, 10).total());
        assertEquals(10, page(0, 10).page().size());
        assertEquals(6, page(20, 10).page().size());
        assertEquals(0, page(26, 10).page().size());
        assertEquals(26, java.util.stream.Stream.of(page(0, 10), page(10, 10), page(20, 10))
                .flatMap(page -> page.page().stream()).map(PtpClients.Client::addressText).distinct().count());
        assertThrows(IllegalArgumentException.class, () -> agent.clients().page(0, PtpClients.LONGEST_PAGE + 1));
    }

    @Test
    void tooManyAskersAreTurnedAway() {
        var last = agent.clients().page(0, 1);
        for (int i = 0; i < 40; i++) {
            last = agent.clients().page(0, 1);
        }
        assertTrue(last.isCompletedExceptionally());
    }

    @Test
    void showsTheOffsetThatAClientReports() {
        long us = Clocks.instance(0).clockIdentity().value();
        asksDelay(ASKING, ASKING_AT);
        Signaling message = signaling(ASKING);
        MemorySegment frame = MemorySegment.ofArray(new byte[100]);
        MemorySegment.copy(MemorySegment.ofArray(message.octets()), 0, frame, 0, 44);
        OctetWriter out = new OctetWriter(frame, 44).u16(SlaveEventTlv.RX_SYNC_COMPUTED).u16(34).u64(us).u16(1).u8(6)
                .u8(0).u16(9).u64(-250L << 16).u64(1500L << 16).u32(0);
        Signaling report = new Signaling().begin(MemorySegment.ofArray(new byte[100]), 0, 1);
        report.wrap(frame, 0, 100);
        report.messageLength((int) out.position());
        wire.arrives(report, ASKING_AT, false, PtpSink.NO_STAMP);
        agent.doWork(now);
        step(2 * SECOND);
        PtpClients.Report shown = Objects.requireNonNull(page(0, 10).page().getFirst().report());
        assertEquals(-250, shown.offsetFromMasterNs());
        assertEquals(1500, shown.meanDelayNs());
        assertEquals("SLAVE_RX_SYNC_COMPUTED_DATA", shown.by());
        assertEquals(2 * SECOND, shown.ageNs());
    }
}
