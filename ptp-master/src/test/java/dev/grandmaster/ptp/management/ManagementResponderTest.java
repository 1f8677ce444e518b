package dev.grandmaster.ptp.management;

import static dev.grandmaster.ptp.dataset.Clocks.SECOND;
import static dev.grandmaster.ptp.dataset.Clocks.TAI_AT_ZERO_NS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.grandmaster.board.ManagementChannel;
import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpSink;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.event.EventRing;
import dev.grandmaster.ptp.PortPlan;
import dev.grandmaster.ptp.PtpAgent;
import dev.grandmaster.ptp.PtpOptions;
import dev.grandmaster.ptp.RecordingTransport;
import dev.grandmaster.ptp.RecordingTransport.Sent;
import dev.grandmaster.ptp.dataset.Clocks;
import dev.grandmaster.ptp.port.PortConfig;
import dev.grandmaster.ptp.profile.Profile;
import dev.grandmaster.ptp.tlv.PortTlvs;
import dev.grandmaster.ptp.unicast.UnicastConfig;
import dev.grandmaster.ptp.wire.Management;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.ptp.wire.OctetWriter;
import dev.grandmaster.ptp.wire.Targeted;
import dev.grandmaster.ptp.wire.TlvType;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.Latest;
import dev.grandmaster.state.PtpStatus;
import org.junit.jupiter.api.Test;

/** Questions and answers as octets. Two ports of one instance, asked through the first. */
class ManagementResponderTest {
    private static final PtpAddress ASKER = new PtpAddress().setIpv4(0x0A00_0002, 320);
    private static final long US = Clocks.instance(0).clockIdentity().value();
    private static final String US_HEX = "001122fffe334455";

    private final RecordingTransport wire = new RecordingTransport("eth0");
    private final RecordingTransport other = new RecordingTransport("eth1");
    private final Latest<GrandmasterState> clock = new Latest<>(Clocks.locked(0));
    private final Latest<PtpStatus> status = new Latest<>(new PtpStatus(Clocks.instance(0).clockIdentity(), List.of()));
    private final RecordingChannel local = new RecordingChannel();
    private PtpAgent agent = agent();
    private long now = SECOND;

    private PtpAgent agent() {
        return new PtpAgent("gm-ptp-0",
                List.of(new PortPlan(Clocks.instance(0), PortConfig.of(1, Profile.DEFAULT_E2E), wire,
                        new PortTlvs(true, List.of(ZoneId.of("Asia/Tokyo"), ZoneId.of("Asia/Kolkata")),
                                Optional.empty(), false, false,
                                Optional.empty())),
                        new PortPlan(Clocks.instance(0), PortConfig.of(2, Profile.DEFAULT_E2E),
                                other)),
                new PtpOptions(UnicastConfig.DEFAULT,
                        new ClockDescription(";grandmaster;7", ";;0.1", "roof;SIMULATED"), local),
                clock,
                status, new EventRing(64));
    }

    /** A program of this host: one question at a time. */
    private static final class RecordingChannel implements ManagementChannel {
        private MemorySegment question = MemorySegment.NULL;
        private MemorySegment asked = MemorySegment.NULL;
        private final List<String> answers = new ArrayList<>();
        private int result;

        @Override
        public int receive() {
            int length = (int) question.byteSize();
            asked = question;
            question = MemorySegment.NULL;
            return length == 0 ? -1 : length;
        }

        @Override
        public MemorySegment request() {
            return asked;
        }

        @Override
        public int answer(MemorySegment message, int length) {
            if (result == 0) {
                answers.add(HexFormat.of().formatHex(message.toArray(ValueLayout.JAVA_BYTE), 46, length));
            }
            return result;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    /** What a program of this host is answered: actionField, reserved, and the TLV. */
    private List<String> askHere(int action, int id, int targetPort, int... data) {
        MemorySegment frame = MemorySegment.ofArray(new byte[54 + data.length]);
        Management request = new Management().begin(frame, 0, 0);
        request.targetPortIdentity(Targeted.ALL_CLOCKS, targetPort);
        request.action(action);
        OctetWriter out = new OctetWriter(frame, 48).u16(TlvType.MANAGEMENT.wire()).u16(2 + data.length).u16(id);
        for (int octet : data) {
            out.u8(octet);
        }
        request.messageLength((int) out.position());
        local.answers.clear();
        local.question = frame;
        agent.doWork(now);
        return List.copyOf(local.answers);
    }

    private List<Sent> ask(int action, int id, long targetClock, int targetPort, boolean multicast) {
        MemorySegment frame = MemorySegment.ofArray(new byte[100]);
        Management request = new Management().begin(frame, 0, 1);
        request.sourcePortIdentity(0xA1, 99);
        request.targetPortIdentity(targetClock, targetPort);
        request.sequenceId(1234);
        request.boundaryHops(5, 2);
        request.action(action);
        request.messageLength(
                (int) new OctetWriter(frame, 48).u16(TlvType.MANAGEMENT.wire()).u16(2).u16(id).position());
        agent.doWork(now);
        wire.forget();
        wire.arrives(request, ASKER, multicast, PtpSink.NO_STAMP);
        agent.doWork(now);
        return wire.sent(MessageType.MANAGEMENT);
    }

    /** The TLV of the one answer, from tlvType on. */
    private String get(int id) {
        List<Sent> answers = ask(Management.GET, id, Targeted.ALL_CLOCKS, 1, false);
        assertEquals(1, answers.size());
        return HexFormat.of().formatHex(answers.getFirst().octets(), 48, answers.getFirst().octets().length);
    }

    @Test
    void anAnswerIsAddressedToTheAsker() {
        Sent sent = ask(Management.GET, 0x2001, Targeted.ALL_CLOCKS, Targeted.ALL_PORTS, false).getFirst();
        assertEquals(ASKER, sent.to());
        Management answer = sent.as(new Management());
        assertEquals(Management.RESPONSE, answer.action());
        assertEquals(0xA1, answer.targetClockIdentity());
        assertEquals(99, answer.targetPortNumber());
        assertEquals(US, answer.sourceClockIdentity());
        assertEquals(1234, answer.sequenceId());
        assertEquals(3, answer.startingBoundaryHops());
        assertEquals(3, answer.boundaryHops());
        assertEquals(RecordingTransport.GROUP,
                ask(Management.GET, 0x2001, US, Targeted.ALL_PORTS, true).getFirst().to());
    }

    @Test
    void dataSetsAreSetOutAsTheStandardDoes() {
        assertEquals("0001" + "0016" + "2000" + "0100" + "0002" + "80" + "06214e5d" + "80" + US_HEX + "00" + "00",
                get(0x2000));
        assertEquals("0001" + "0014" + "2001" + "0000" + "0000000000000000" + "0000000000000000", get(0x2001));
        assertEquals(
                "0001" + "0022" + "2002" + US_HEX + "0000" + "0000" + "ffff" + "7fffffff" + "80" + "06214e5d" + "80"
                        + US_HEX,
                get(0x2002));
        assertEquals("0001" + "0006" + "2003" + "0025" + "3c" + "20", get(0x2003));
        assertEquals("0001" + "001c" + "2004" + US_HEX + "0001" + "04" + "00" + "0000000000000000" + "01" + "03" + "00"
                + "01" + "00"
                + "12", get(0x2004));
        assertEquals("0001" + "0004" + "2005" + "8000", get(0x2005));
        assertEquals("0001" + "0004" + "200a" + "0300", get(0x200A));
        assertEquals("0001" + "0004" + "2012" + "3000", get(0x2012));
        assertEquals("0001" + "0002" + "0000", get(0x0000));
        assertEquals("0001" + "000a" + "c001" + "06214e5d" + "0025" + "3c" + "20", get(0xC001));
        assertEquals("0001" + "0034" + "c000" + "00".repeat(42) + US_HEX, get(0xC000));
        assertEquals("0001" + "0004" + "c008" + "0000", get(0xC008));
        assertEquals("0001" + "005c" + "c007" + US_HEX + "0001" + "00".repeat(80), get(0xC007));
        assertEquals("0001" + "0012" + "0002" + "0e" + "726f6f663b53494d554c41544544" + "00", get(0x0002));
    }

    @Test
    void theTimeIsToldOnlyWhenItIsServed() {
        assertEquals("0001" + "000c" + "200f", get(0x200F).substring(0, 12));
        assertEquals(TAI_AT_ZERO_NS / SECOND + 1, Long.parseLong(get(0x200F).substring(12, 24), 16));
        clock.set(Clocks.unserved(0));
        agent = agent();
        assertEquals("0002" + "0008" + "0007" + "200f" + "00000000", get(0x200F));
    }

    @Test
    void everyKnownQuestionHasAnEvenAnswer() {
        for (ManagementId id : ManagementId.values()) {
            if (id.isOrder() || !id.isAnswered() || id.isOfThisHost()) {
                assertEquals("0002" + "0008" + "0006", get(id.wire()).substring(0, 12), id.name());
                continue;
            }
            String answer = get(id.wire());
            assertEquals("0001", answer.substring(0, 4), id.name());
            int length = Integer.parseInt(answer.substring(4, 8), 16);
            assertEquals(answer.length() / 2 - 4, length, id.name());
            assertEquals(0, length & 1, id.name());
        }
    }

    @Test
    void tellsTheOptionsOfItsPort() {
        assertEquals("0001" + "000a" + "2015" + US_HEX, get(0x2015));
        assertEquals("0001" + "0004" + "201e" + "0001", get(0x201E));
        assertEquals("0001" + "000e" + "201f" + "00" + "0a" + "417369612f546f6b796f", get(0x201F));
        assertEquals("0001" + "0012" + "2021" + "00" + "%08x".formatted(9 * 3600 - 37) + "00000000" + "000000000000"
                + "00", get(0x2021));
        assertEquals(
                "0001" + "0012" + "2021" + "01" + "%08x".formatted(19800 - 37) + "00000000" + "000000000000" + "00",
                askHere(Management.GET, 0x2021, Targeted.ALL_PORTS, 1, 0).getFirst().substring(4));
        assertEquals("0002" + "0008" + "0007" + "2021" + "00000000",
                askHere(Management.GET, 0x2021, Targeted.ALL_PORTS, 2, 0).getFirst().substring(4), "no third zone");
        assertEquals("0001" + "0004" + "2020" + "0100", get(0x2020));
        assertEquals("0001" + "0012" + "c00a" + "0000" + "0000" + "ff".repeat(12), get(0xC00A));
    }

    @Test
    void everyPortAnswersForItself() {
        List<Integer> ports = new ArrayList<>();
        for (Sent sent : ask(Management.GET, 0x2004, Targeted.ALL_CLOCKS, Targeted.ALL_PORTS, true)) {
            ports.add(sent.header().sourcePortNumber());
        }
        assertEquals(List.of(1, 2), ports);
        assertEquals(List.of(2),
                ask(Management.GET, 0x2004, US, 2, true).stream().map(s -> s.header().sourcePortNumber()).toList());
        assertEquals(List.of(), ask(Management.GET, 0x2004, US, 3, true));
        assertEquals(List.of(), ask(Management.GET, 0x2004, 0xB1, 1, true));
        assertEquals(1, ask(Management.GET, 0x2000, Targeted.ALL_CLOCKS, Targeted.ALL_PORTS, true).size());
    }

    @Test
    void whatCannotBeDoneIsRefusedWithItsReason() {
        assertEquals("0002" + "0008" + "0002" + "c777" + "00000000", get(0xC777));
        assertEquals("0002" + "0008" + "0006" + "2018" + "00000000", get(0x2018));
        Sent set = ask(Management.SET, 0x2005, US, 1, false).getFirst();
        assertEquals("0002" + "0008" + "0005" + "2005" + "00000000", HexFormat.of().formatHex(set.octets(), 48, 60));
        Sent command = ask(Management.COMMAND, 0x0005, US, 1, false).getFirst();
        assertEquals("0002" + "0008" + "0006" + "0005" + "00000000",
                HexFormat.of().formatHex(command.octets(), 48, 60));
        assertEquals(Management.ACKNOWLEDGE, command.as(new Management()).action());
        assertEquals(List.of(), ask(Management.RESPONSE, 0x2005, US, 1, false), "answers are not answered");
    }

    @Test
    void aProgramOfThisHostMaySetThePriorities() {
        assertEquals(List.of("0200" + "0001" + "0004" + "2005" + "0700"),
                askHere(Management.SET, 0x2005, Targeted.ALL_PORTS, 7, 0));
        assertEquals(List.of("0200" + "0001" + "0004" + "2006" + "0900"),
                askHere(Management.SET, 0x2006, Targeted.ALL_PORTS, 9, 0));
        assertEquals("0001" + "0016" + "2000" + "0100" + "0002" + "07" + "06214e5d" + "09" + US_HEX + "00" + "00",
                get(0x2000));
        assertEquals(List.of("0200" + "0002" + "0008" + "0003" + "2005" + "00000000"),
                askHere(Management.SET, 0x2005, Targeted.ALL_PORTS), "without a value");
        assertEquals(List.of("0200" + "0002" + "0008" + "0005" + "2007" + "00000000"),
                askHere(Management.SET, 0x2007, Targeted.ALL_PORTS, 1, 0), "the domain stays");
    }

    @Test
    void aProgramOfThisHostTakesAPortOutOfServiceAndBack() {
        agent.doWork(now);
        assertEquals(List.of("0400" + "0001" + "0002" + "200e"), askHere(Management.COMMAND, 0x200E, 2));
        assertEquals("03", askHere(Management.GET, 0x2004, 2).getFirst().substring(36, 38), "DISABLED");
        assertEquals(List.of("0400" + "0001" + "0002" + "200d"), askHere(Management.COMMAND, 0x200D, 2));
        assertEquals("04", askHere(Management.GET, 0x2004, 2).getFirst().substring(36, 38), "LISTENING");
        assertEquals(2, askHere(Management.GET, 0x2004, Targeted.ALL_PORTS).size());
    }

    /** A log of one record is, apart from its time, what ptpd's structure of a FaultRecord has. */
    @Test
    void tellsWhichPortWasFaultyUntilTheLogIsReset() {
        assertEquals("0001" + "0004" + "0006" + "0000", get(0x0006), "nothing happened");
        other.link = PtpTransport.Link.DOWN;
        agent.doWork(now);
        String text = HexFormat.of().formatHex("eth1 UDPv4: link is down".getBytes(StandardCharsets.US_ASCII));
        String record = "%012x".formatted((TAI_AT_ZERO_NS + now) / SECOND) + "00000000" + "03" + "06" + "4641554c5459"
                + "01" + "32" + "18" + text;
        assertEquals("0001" + "0034" + "0006" + "0001" + "%04x".formatted(record.length() / 2) + record + "00",
                get(0x0006));
        for (int i = 0; i < 20; i++) {
            other.link = PtpTransport.Link.UP;
            agent.doWork(now);
            other.link = PtpTransport.Link.ABSENT;
            agent.doWork(now);
        }
        assertEquals("0008", get(0x0006).substring(12, 16), "the last eight");
        assertTrue(get(0x0006).contains(
                HexFormat.of().formatHex("interface is gone".getBytes(StandardCharsets.US_ASCII))));
        assertEquals("0002" + "0008" + "0006", HexFormat.of()
                .formatHex(ask(Management.COMMAND, 0x0007, US, 1, false).getFirst().octets(), 48, 54),
                "not by anybody");
        assertEquals(List.of("0400" + "0001" + "0002" + "0007"),
                askHere(Management.COMMAND, 0x0007, Targeted.ALL_PORTS));
        assertEquals("0001" + "0004" + "0006" + "0000", get(0x0006));
    }

    @Test
    void tellsProgramsOfThisHostWhichCardStamps() {
        wire.phcIndex = 3;
        assertEquals(List.of("0200" + "0001" + "0012" + "c009" + US_HEX + "0001" + "00000003" + "0000",
                "0200" + "0001" + "0012" + "c009" + US_HEX + "0002" + "ffffffff" + "0000"),
                askHere(Management.GET, 0xC009, Targeted.ALL_PORTS));
        assertEquals("0002" + "0008" + "0006" + "c009" + "00000000", get(0xC009), "and nobody else");
    }

    /** Clients of the second port see the clock through one that is 500 ns off. */
    @Test
    void theQualityIsThatOfThePortsStamps() {
        other.stampErrorNs = 500;
        for (int id : new int[]{0x2000, 0x2002, 0x2010, 0xC001}) {
            assertEquals("21", accuracy(get(id)), "by the first port");
            assertEquals("23", accuracy(askHere(Management.GET, id, Targeted.ALL_PORTS).getFirst().substring(4)),
                    "the worst of all");
            assertEquals("21", accuracy(askHere(Management.GET, id, 1).getFirst().substring(4)));
            assertEquals("23", accuracy(askHere(Management.GET, id, 2).getFirst().substring(4)));
        }
    }

    /** Behind clockClass 6, or by itself in CLOCK_ACCURACY. */
    private static String accuracy(String tlv) {
        return tlv.startsWith("2010", 8)
                ? tlv.substring(12, 14)
                : tlv.substring(tlv.indexOf("4e5d") - 2, tlv.indexOf("4e5d"));
    }

    @Test
    void anAnswerThatNobodyTakesIsCounted() {
        local.result = -11;
        assertEquals(List.of(), askHere(Management.GET, 0x2004, Targeted.ALL_PORTS));
        now += SECOND;
        agent.doWork(now);
        Map<String, Long> counts = status.get().ports().getFirst().counters();
        assertEquals(List.of(2L, 0L, 0L), List.of(counts.get("management_unsent"), counts.get("management_answered"),
                counts.get("tx_management")));
    }

    @Test
    void aFloodIsCutOff() {
        int answered = 0;
        for (int i = 0; i < 500; i++) {
            answered += ask(Management.GET, 0x2001, US, 1, false).size();
        }
        assertEquals(100, answered);
        now += SECOND;
        assertTrue(ask(Management.GET, 0x2001, US, 1, false).size() == 1, "the next second");
    }

    /** A question or an answer of somebody else, on its way through us. */
    private static Management passing(int action, long from, long to, int hops) {
        MemorySegment frame = MemorySegment.ofArray(new byte[54]);
        Management message = new Management().begin(frame, 0, 1);
        message.sourcePortIdentity(from, 1);
        message.targetPortIdentity(to, 1);
        message.sequenceId(77);
        message.boundaryHops(3, hops);
        message.action(action);
        message.messageLength(
                (int) new OctetWriter(frame, 48).u16(TlvType.MANAGEMENT.wire()).u16(2).u16(0x2000).position());
        return message;
    }

    private void becomeMasters() {
        for (int i = 0; i < 20; i++) {
            now += SECOND;
            clock.set(Clocks.locked(now));
            agent.doWork(now);
        }
        wire.forget();
        other.forget();
    }

    private int passed(RecordingTransport to, RecordingTransport from, Management message) {
        to.forget();
        from.arrives(message, ASKER, true, PtpSink.NO_STAMP);
        agent.doWork(now);
        return to.sent(MessageType.MANAGEMENT).size();
    }

    @Test
    void aQuestionToOthersGoesOnOnceAndItsAnswerComesBack() {
        becomeMasters();
        assertEquals(0, passed(other, wire, passing(Management.GET, 0xA1, 0xB1, 0)), "no hop is left");
        assertEquals(0, passed(other, wire, passing(Management.RESPONSE, 0xB1, 0xA1, 2)), "nobody asked");
        assertEquals(1, passed(other, wire, passing(Management.GET, 0xA1, 0xB1, 2)));
        Management sent = other.sent(MessageType.MANAGEMENT).getFirst().as(new Management());
        assertEquals(RecordingTransport.GROUP, other.sent(MessageType.MANAGEMENT).getFirst().to());
        assertEquals(List.of(3, 1, 0xA1L, 0xB1L, 77), List.of(sent.startingBoundaryHops(), sent.boundaryHops(),
                sent.sourceClockIdentity(), sent.targetClockIdentity(), sent.sequenceId()));
        assertEquals(0, passed(wire, other, passing(Management.GET, 0xA1, 0xB1, 1)), "it came back by the other port");
        assertEquals(0, passed(other, wire, passing(Management.GET, 0xA1, 0xB1, 2)), "the same again");
        assertEquals(1, passed(wire, other, passing(Management.RESPONSE, 0xB1, 0xA1, 2)));
        assertEquals(0, passed(other, wire, passing(Management.GET, 0xA1, US, 2)), "for us alone");
        now += 11 * SECOND;
        clock.set(Clocks.locked(now));
        assertEquals(0, passed(wire, other, passing(Management.RESPONSE, 0xB1, 0xA1, 2)), "long ago");
    }

    @Test
    void aProgramOfThisHostAsksOthersButOrdersNobody() {
        becomeMasters();
        local.question = MemorySegment.ofArray(passing(Management.GET, 0xA1, Targeted.ALL_CLOCKS, 1).octets());
        agent.doWork(now);
        assertEquals(List.of(1, 1),
                List.of(wire.sent(MessageType.MANAGEMENT).size(), other.sent(MessageType.MANAGEMENT).size()));
        local.answers.clear();
        assertEquals(0, passed(wire, other, passing(Management.RESPONSE, 0xB1, 0xA1, 1)));
        assertEquals(List.of("0200" + "0001" + "0002" + "2000"), local.answers);
        wire.forget();
        local.question = MemorySegment.ofArray(passing(Management.SET, 0xA1, Targeted.ALL_CLOCKS, 1).octets());
        agent.doWork(now);
        assertEquals(List.of(), wire.sent(MessageType.MANAGEMENT));
    }

    /** Two networks joined by us and by somebody like us: what each hands on comes back to the other, and ends. */
    @Test
    void questionsDoNotGoInCircles() {
        becomeMasters();
        int sent = 0;
        Management question = passing(Management.GET, 0xA1, 0xB1, 255);
        for (int turn = 0; turn < 50; turn++) {
            sent += passed(other, wire, question) + passed(wire, other, question);
        }
        assertEquals(1, sent);
    }
}
