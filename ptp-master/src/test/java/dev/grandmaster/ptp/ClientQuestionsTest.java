package dev.grandmaster.ptp;

import static dev.grandmaster.ptp.dataset.Clocks.SECOND;
import static dev.grandmaster.ptp.dataset.Clocks.TAI_AT_ZERO_NS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.List;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpSink;
import dev.grandmaster.event.EventRing;
import dev.grandmaster.ptp.RecordingTransport.Sent;
import dev.grandmaster.ptp.dataset.Clocks;
import dev.grandmaster.ptp.management.ClockDescription;
import dev.grandmaster.ptp.management.ManagementLimits;
import dev.grandmaster.ptp.port.PortConfig;
import dev.grandmaster.ptp.profile.Profile;
import dev.grandmaster.ptp.unicast.UnicastConfig;
import dev.grandmaster.ptp.wire.DecodedMessage;
import dev.grandmaster.ptp.wire.DelayReq;
import dev.grandmaster.ptp.wire.Flags;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.ptp.wire.Signaling;
import dev.grandmaster.ptp.wire.Targeted;
import dev.grandmaster.ptp.wire.UnicastTlv;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.Latest;
import dev.grandmaster.state.PtpStatus;
import org.junit.jupiter.api.Test;

/** Clients are asked for their own offset: evenly, each once a round, and nobody where none are to be asked. */
class ClientQuestionsTest {
    private final RecordingTransport wire = new RecordingTransport("eth0");
    private final Latest<GrandmasterState> clock = new Latest<>(Clocks.locked(0));
    private final Latest<PtpStatus> status = new Latest<>(new PtpStatus(Clocks.instance(0).clockIdentity(), List.of()));
    private long now;

    private PtpAgent master(int asked) {
        PtpAgent agent = new PtpAgent("gm-ptp-0",
                List.of(new PortPlan(Clocks.instance(0), PortConfig.of(1, Profile.DEFAULT_E2E), wire)),
                new PtpOptions(UnicastConfig.DEFAULT, ClockDescription.DEFAULT, null,
                        new ManagementLimits(100, List.of(), asked), null),
                clock, status, new EventRing(64));
        run(agent, 12 * SECOND);
        return agent;
    }

    private void run(PtpAgent agent, long ns) {
        for (long end = now + ns; now < end; now += SECOND / 20) {
            clock.set(Clocks.locked(now));
            agent.doWork(now);
        }
    }

    private static PtpAddress at(int client) {
        return new PtpAddress().setIpv4(0x0A00_0000 | client, 319);
    }

    private void asksDelay(int client) {
        DelayReq request = new DelayReq().begin(MemorySegment.ofArray(new byte[44]), 0, 1);
        request.sourcePortIdentity(0xA000 + client, 1);
        wire.arrives(request, at(client), false, TAI_AT_ZERO_NS + now);
    }

    @Test
    void everyClientIsAskedOnceARound() {
        PtpAgent agent = master(5);
        for (int client = 1; client <= 20; client++) {
            asksDelay(client);
        }
        MemorySegment frame = MemorySegment.ofArray(new byte[54]);
        Signaling request = new Signaling().begin(frame, 0, 1);
        request.sourcePortIdentity(0xA001, 1);
        request.targetPortIdentity(Targeted.ALL_CLOCKS, Targeted.ALL_PORTS);
        request.messageLength(44 + UnicastTlv.writeRequest(frame, 44, MessageType.ANNOUNCE.wire(), 0, 300));
        wire.arrives(request, at(1), false, PtpSink.NO_STAMP);
        wire.forget();
        run(agent, 20 * SECOND);
        List<Sent> asked = wire.sent(MessageType.DELAY_REQ);
        assertTrue(asked.size() >= 20 && asked.size() <= 40, () -> asked.size() + " in two rounds");
        assertEquals(20, asked.stream().limit(20).map(sent -> sent.to().ipv4()).distinct().count(),
                "one that holds a grant and asks for delay is one client");
        Sent sent = asked.getFirst();
        DecodedMessage message = DecodedMessage.decode(MemorySegment.ofArray(sent.octets()), 0, sent.octets().length);
        assertEquals(List.of(0x21FEL, 0L),
                List.of(message.tlvs().getFirst().get("tlvType"), message.tlvs().getFirst().get("lengthField")));
        assertTrue(sent.header().hasFlag(Flags.UNICAST));
        assertEquals(Clocks.instance(0).clockIdentity().value(), sent.header().sourceClockIdentity());
        wire.stamps(sent.token(), TAI_AT_ZERO_NS + now);
        wire.losesStamp(sent.token());
        run(agent, 2 * SECOND);
        assertEquals(0L, status.get().ports().getFirst().counters().get("tx_stamp_late"));
    }

    @Test
    void nobodyIsAskedWithoutTheRow() {
        PtpAgent agent = master(0);
        asksDelay(1);
        run(agent, 30 * SECOND);
        assertEquals(List.of(), wire.sent(MessageType.DELAY_REQ));
    }
}
