package dev.grandmaster.ptp;

import static dev.grandmaster.ptp.dataset.Clocks.SECOND;
import static dev.grandmaster.ptp.dataset.Clocks.TAI_AT_ZERO_NS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.List;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpSink;
import dev.grandmaster.event.EventRing;
import dev.grandmaster.ptp.dataset.Clocks;
import dev.grandmaster.ptp.dataset.Others;
import dev.grandmaster.ptp.management.ClockDescription;
import dev.grandmaster.ptp.port.PortConfig;
import dev.grandmaster.ptp.profile.Profile;
import dev.grandmaster.ptp.unicast.Prefix;
import dev.grandmaster.ptp.unicast.UnicastConfig;
import dev.grandmaster.ptp.wire.DelayReq;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.Latest;
import dev.grandmaster.state.PtpStatus;
import dev.grandmaster.state.PtpStatus.PortState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Delay_Req without a grant, more of them than are answered, and from where none is. Time runs in steps of a second. */
class RequestLimitsTest {
    private static final long CLIENT = 0x00AA_BBFF_FECC_DDEEL;
    private static final PtpAddress NEAR = new PtpAddress().setIpv4(0x0A00_0002, 319);
    private static final PtpAddress DENIED = new PtpAddress().setIpv4(0x0A00_0103, 319);

    private final RecordingTransport wire = new RecordingTransport("eth0");
    private final Latest<GrandmasterState> clock = new Latest<>(Clocks.locked(0));
    private final Latest<PtpStatus> status = new Latest<>(new PtpStatus(Clocks.instance(0).clockIdentity(), List.of()));
    private final PtpAgent agent = agent();
    private long now;

    private PtpAgent agent() {
        UnicastConfig limits = UnicastConfig.DEFAULT;
        UnicastConfig denying = new UnicastConfig(limits.maxClients(), limits.minLogInterval(),
                limits.maxDurationSeconds(), limits.maxClientsPerAddress(), limits.messageBudget(),
                limits.whenPassive(),
                new UnicastConfig.Access(limits.access().allow(), List.of(Prefix.parse("10.0.1.0/24"))));
        return new PtpAgent("gm-ptp-0",
                List.of(new PortPlan(Clocks.instance(0), PortConfig.of(1, Profile.DEFAULT_E2E), wire)),
                new PtpOptions(denying, ClockDescription.DEFAULT, null), clock, status, new EventRing(64));
    }

    @BeforeEach
    void becomeMaster() {
        for (int second = 0; second < 8; second++) {
            step(SECOND);
        }
        assertEquals(PortState.MASTER, status.get().ports().getFirst().state());
        wire.forget();
    }

    /** Takes in what arrived, ns later. */
    private void step(long ns) {
        now += ns;
        clock.set(Clocks.locked(now));
        agent.doWork(now);
    }

    private void asks(long clockIdentity, PtpAddress from, boolean multicast) {
        DelayReq request = new DelayReq().begin(MemorySegment.ofArray(new byte[44]), 0, 1);
        request.sourcePortIdentity(clockIdentity, 7);
        wire.arrives(request, from, multicast, TAI_AT_ZERO_NS + now);
    }

    private int answers() {
        return wire.sent(MessageType.DELAY_RESP).size();
    }

    private long counter(String name) {
        step(SECOND);
        return status.get().ports().getFirst().counters().getOrDefault(name, -1L);
    }

    @Test
    void oneAskerIsAnsweredSoOftenAndTheOthersAllTheSame() {
        for (int i = 0; i < 400; i++) {
            asks(CLIENT, NEAR, true);
            asks(CLIENT + 1 + i, NEAR, true);
        }
        for (int cycle = 0; cycle < 20; cycle++) {
            step(1);
        }
        assertEquals(256 + 400, answers());
        assertEquals(400 - 256, counter("request_over_limit"));
        wire.forget();
        asks(CLIENT, NEAR, true);
        step(1);
        assertEquals(1, answers(), "in the next second");
    }

    @Test
    void aDeniedAddressIsNotAnsweredButItsAnnounceCounts() {
        asks(CLIENT, DENIED, true);
        asks(CLIENT, DENIED, false);
        asks(CLIENT, NEAR, false);
        step(1);
        assertEquals(1, answers());
        assertEquals(2, counter("request_denied"));
        for (int twice = 0; twice < 2; twice++) {
            wire.arrives(Others.grandmaster(1, 1), DENIED, true, PtpSink.NO_STAMP);
            step(SECOND);
        }
        assertEquals(PortState.PASSIVE, status.get().ports().getFirst().state());
    }
}
