package dev.grandmaster.sim.board;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.Edge;
import dev.grandmaster.board.GnssLink;
import dev.grandmaster.board.Pollable;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.board.Temperature;
import dev.grandmaster.board.Timestamping;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.board.Waiter;
import dev.grandmaster.sim.clock.ClockSpec;
import dev.grandmaster.sim.net.RecordingSink;
import dev.grandmaster.sim.net.VirtualNetwork;
import dev.grandmaster.sim.net.WireSpec;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.sim.oscillator.OscillatorSpec;
import dev.grandmaster.sim.pps.PulseSpec;
import dev.grandmaster.sim.pps.PulseTrain;
import dev.grandmaster.sim.world.Fault;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.sim.world.HostTime;
import dev.grandmaster.sim.world.RandomStreams;
import dev.grandmaster.sim.world.TrueTime;
import dev.grandmaster.sim.world.VirtualClock;
import dev.grandmaster.sim.world.World;
import dev.grandmaster.time.LeapSecondTable;
import org.junit.jupiter.api.Test;

class SimulatedBoardTest {

    private static final long S = 1_000_000_000L;
    private static final long START = 1_800_000_000L * S + 300_000_000L;
    private static final LeapSecondTable LEAP_SECONDS = new LeapSecondTable("test",
            List.of(new LeapSecondTable.Entry(0, 37)), LeapSecondTable.NEVER);
    private static final SimulationSpec IDEAL = SimulationSpec.of(1, OscillatorKind.OCXO)
            .withOscillator(new OscillatorSpec(0, 0, 0, 1, 0, 0, 0, 60, 0)).withClock(new ClockSpec(0, 1e6))
            .withPulse(PulseSpec.IDEAL);

    private final VirtualClock time = new VirtualClock(START);
    private final VirtualNetwork network = new VirtualNetwork(WireSpec.SHORT_CABLE, time, new RandomStreams(1));

    @Test
    void edgesComeOnceASecondWhenTheyAreForeseen() {
        SimulatedBoard board = board(IDEAL);
        List<Long> edges = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            time.advanceTo(board.nextEventMonoNs() - 1);
            assertNull(board.pps().poll());
            time.advanceTo(board.nextEventMonoNs());
            Edge edge = edge(board);
            assertEquals(edge.monoNs() - time.nowNs(), edge.clockNs() - time.taiNs());
            edges.add(edge.clockNs());
            assertNull(board.pps().poll());
        }
        long first = 1_800_000_001L * S;
        assertEquals(List.of(first, first + S, first + 2 * S, first + 3 * S, first + 4 * S), edges);
    }

    @Test
    void theThermometerConvertsOnceASecondWhoeverAsks() {
        SimulatedBoard board = board(IDEAL);
        List<Double> seen = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            time.advanceTo(time.nowNs() + 9 * S / 10);
            Temperature first = board.sensors().oscillator();
            time.advanceTo(time.nowNs() + S / 10);
            Temperature again = requireNonNull(board.sensors().oscillator());
            assertEquals(first, again);
            assertEquals(S / 10, again.ageNs(time.nowNs()));
            assertEquals(25, again.celsius(), 5);
            seen.add(again.celsius());
        }
        assertTrue(seen.stream().distinct().count() > 3, "it never moved: " + seen.getFirst());
    }

    @Test
    void edgeReadsTheClockLateByTheCable() {
        SimulatedBoard board = board(
                IDEAL.withPulse(PulseSpec.IDEAL.withCableDelayNs(250)).withClock(new ClockSpec(-4000, 1e6)));
        Edge edge = nextEdge(board);
        assertEquals(1_800_000_001L * S + 250 - 4000, edge.clockNs());
    }

    @Test
    void jitteredEdgesScatterAsTheStudySays() {
        SimulatedBoard board = board(
                IDEAL.withPulse(new PulseSpec(5, 20, 0, 0, 0, 8)));
        double sum = 0;
        int count = 20_000;
        for (int i = 0; i < count; i++) {
            long clockNs = nextEdge(board).clockNs();
            double lateNs = (double) (clockNs - Math.round(clockNs / 1e9) * S);
            sum += lateNs * lateNs;
        }
        // 5 ns white, 20 / sqrt(12) ns sawtooth, 8 / sqrt(12) ns capture, 1 / sqrt(12) ns rounding.
        assertEquals(Math.sqrt(25 + (400 + 64 + 1) / 12.0), Math.sqrt(sum / count), 0.15, "seed 1");
    }

    @Test
    void faultsOfThePulseActOnThePulse() {
        long from = 1_800_000_010L * S;
        SimulatedBoard board = board(IDEAL, new Fault(FaultKind.PPS_LOSS, from, 2 * S, 0),
                new Fault(FaultKind.PPS_STEP, from + 5 * S, S, -700),
                new Fault(FaultKind.PPS_RAMP, from + 10 * S, 3 * S, 100),
                new Fault(FaultKind.SIGNAL_LOSS, from + 20 * S, S, 0),
                new Fault(FaultKind.ANTENNA_OPEN, from + 22 * S, S, 0));
        List<Long> lateNs = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            time.advanceTo(time.nowNs() + S);
            Edge edge = board.pps().poll();
            lateNs.add(edge == null ? Long.MIN_VALUE : edge.clockNs() - Math.floorDiv(edge.clockNs() + S / 2, S) * S);
        }
        // The first pulse is second 1, so second 10 is at index 9.
        List<Long> expected = new ArrayList<>();
        for (int second = 1; second <= 30; second++) {
            expected.add(switch (second - 10) {
                case 0, 1, 20, 22 -> Long.MIN_VALUE;
                case 5 -> -700L;
                case 11 -> 100L;
                case 12 -> 200L;
                default -> 0L;
            });
        }
        assertEquals(expected, lateNs);
    }

    @Test
    void injectedFaultBeginsAtOnce() {
        SimulatedBoard board = board(IDEAL);
        nextEdge(board);
        board.inject(FaultKind.PHC_STEP, 0, 1234);
        board.inject(FaultKind.PPS_STEP, Fault.FOREVER, 50);
        assertEquals(50 + 1234, nextEdge(board).clockNs() - 1_800_000_002L * S);
        assertEquals(1234, board.clock().trueErrorNs(), 1e-9);
    }

    @Test
    void theMeasuringInputShowsTheTrueErrorWhateverTheReceiverSays() {
        SimulatedBoard board = board(IDEAL);
        nextEdge(board);
        board.inject(FaultKind.PHC_STEP, 0, 1234);
        board.inject(FaultKind.SIGNAL_LOSS, Fault.FOREVER, 0);
        time.advanceTo(time.nowNs() + 3 * S);
        Edge edge = requireNonNull(board.measurement().poll());
        assertEquals(1234, edge.clockNs() - Math.floorDiv(edge.clockNs(), S) * S);
        assertTrue(time.nowNs() - edge.monoNs() <= S, "the last one");
        assertNull(board.measurement().poll());
    }

    @Test
    void coldReceiverGivesNoPulseBeforeItsSky() {
        SimulatedBoard board = board(IDEAL.withSkyAfterNs(30 * S));
        Edge first = nextEdge(board);
        assertEquals(1_800_000_031L * S, first.clockNs());
    }

    @Test
    void stampsOfAnOlderEraSayFromWhichTheyAre() {
        SimulatedBoard board = board(IDEAL);
        time.advanceTo(board.nextEventMonoNs());
        board.clock().step(1000);
        Edge before = edge(board);
        assertEquals(0, before.era());
        assertEquals(1_800_000_001L * S, before.clockNs());
        Edge after = nextEdge(board);
        assertEquals(1, after.era());
        assertEquals(1_800_000_002L * S + 1000, after.clockNs());
    }

    @Test
    void lateReaderGetsTheLatestEdgesOnly() {
        SimulatedBoard board = board(IDEAL);
        time.advanceTo(time.nowNs() + 1000 * S);
        int edges = 0;
        while (board.pps().poll() != null) {
            edges++;
        }
        assertTrue(edges <= 6, "edges " + edges);
    }

    @Test
    void waiterOfVirtualTimeGoesFromEventToEvent() throws BoardException {
        SimulatedBoard board = board(IDEAL);
        Waiter waiter = board.waiter(List.of(board.pps()));
        int edges = 0;
        for (int i = 0; i < 3600; i++) {
            waiter.await(time.nowNs() + 10 * S);
            edges += board.pps().poll() == null ? 0 : 1;
        }
        assertEquals(3600, edges, "no idle call");
    }

    @Test
    void realTimeIsTheHostsClockAsUtc() {
        AtomicLong realtimeNs = new AtomicLong(1_700_000_000L * S);
        AtomicLong monotonicNs = new AtomicLong(5 * S);
        HostTime host = new HostTime(realtimeNs::get, monotonicNs::get, LEAP_SECONDS);
        SimulatedBoard board = new SimulatedBoard(IDEAL.withClock(new ClockSpec(777, 1e6)), host, List.of(),
                LEAP_SECONDS,
                new TestOutside());
        realtimeNs.addAndGet(S + 100);
        monotonicNs.addAndGet(S + 100);
        assertEquals(1_700_000_038L * S + 100 + 777, board.clock().read().clockNs());
        assertEquals(1_700_000_038L * S + 777, board.hostToClock().toClockNs(1_700_000_001L * S));
        assertEquals(6 * S, edge(board).monoNs());
        assertFalse(board.info().name().isEmpty());
        assertTrue(board.info().simulated());
    }

    @Test
    void portIsStampedByTheBoardsClock() throws Exception {
        SimulatedBoard board = board(IDEAL.withClock(new ClockSpec(55, 1e6)));
        PtpTransport transport = board
                .transport(new PortSpec("sim0", TransportProtocol.UDP_IPV4, Timestamping.HARDWARE));
        transport.sendEvent(7, transport.primaryGroup(), MemorySegment.ofArray(new byte[44]), 44);
        RecordingSink sink = new RecordingSink();
        transport.poll(sink, 10);
        assertEquals(List.of("stamp 7 " + (START + 55)), sink.events());
        board.close();
        assertEquals(PtpTransport.Link.ABSENT, transport.link());
    }

    private Edge nextEdge(SimulatedBoard board) {
        while (true) {
            time.advanceTo(Math.max(board.nextEventMonoNs(), time.nowNs() + 1));
            Edge edge = board.pps().poll();
            if (edge != null) {
                return edge;
            }
        }
    }

    private static Edge edge(SimulatedBoard board) {
        Edge edge = board.pps().poll();
        if (edge == null) {
            throw new AssertionError("no edge");
        }
        return edge;
    }

    private SimulatedBoard board(SimulationSpec spec, Fault... faults) {
        return new SimulatedBoard(spec, time, List.of(faults), LEAP_SECONDS, new TestOutside());
    }

    private final class TestOutside implements Outside {

        @Override
        public GnssLink receiver(TrueTime trueTime, World world, PulseTrain pulses) {
            return new SilentLink();
        }

        @Override
        public PtpTransport transport(PortSpec spec, SimulatedBoard board) {
            return network.attach(spec, board.clock()::readingAt);
        }

        @Override
        public Waiter waiter(List<? extends Pollable> sources) {
            return time.waiter();
        }
    }
}
