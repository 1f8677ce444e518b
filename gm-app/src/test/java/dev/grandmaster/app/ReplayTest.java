package dev.grandmaster.app;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import dev.grandmaster.agent.Agent;
import dev.grandmaster.app.config.Configuration;
import dev.grandmaster.app.leap.LeapSecondsSources;
import dev.grandmaster.app.recording.BadRecordingException;
import dev.grandmaster.app.recording.Header;
import dev.grandmaster.app.recording.Inlets;
import dev.grandmaster.app.recording.Recorder;
import dev.grandmaster.app.scenario.VirtualRun;
import dev.grandmaster.app.simulated.ReceiverSpec;
import dev.grandmaster.app.simulated.SimulatedReceiver;
import dev.grandmaster.board.Board;
import dev.grandmaster.board.GnssLink;
import dev.grandmaster.board.Pollable;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.board.Waiter;
import dev.grandmaster.event.GmEvent;
import dev.grandmaster.ptp.PortPlan;
import dev.grandmaster.ptp.PtpAgent;
import dev.grandmaster.ptp.PtpOptions;
import dev.grandmaster.ptp.wire.Announce;
import dev.grandmaster.ptp.wire.DelayReq;
import dev.grandmaster.sim.board.Outside;
import dev.grandmaster.sim.board.SimulatedBoard;
import dev.grandmaster.sim.board.SimulationSpec;
import dev.grandmaster.sim.net.VirtualNetwork;
import dev.grandmaster.sim.net.VirtualPort;
import dev.grandmaster.sim.net.WireSpec;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.sim.pps.PulseTrain;
import dev.grandmaster.sim.world.Fault;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.sim.world.RandomStreams;
import dev.grandmaster.sim.world.TrueTime;
import dev.grandmaster.sim.world.VirtualClock;
import dev.grandmaster.sim.world.World;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.Testimony;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run under virtual time is recorded; the recording alone has to give the same events and the same last state, to the bit. */
class ReplayTest {

    private static final long NS = 1_000_000_000L;
    private static final long START_TAI_NS = 1_795_305_637L * NS;
    private static final long NOT_BEFORE = START_TAI_NS / NS - 86_400;
    private static final String BOARD = """
            [board]
            name = "test"
            simulated = true
            [oscillator]
            kind = "TCXO"
            [[network]]
            interface = "lo"
            """;

    @TempDir
    private Path folder;

    private static final ClockIdentity US = new ClockIdentity(1);

    /** A segment with our port and a neighbour. */
    private static final class Around implements Outside {
        private final VirtualClock clock;
        private final VirtualNetwork network;
        private @Nullable VirtualPort ours;

        Around(VirtualClock clock) {
            this.clock = clock;
            network = new VirtualNetwork(WireSpec.SHORT_CABLE, clock, new RandomStreams(17));
        }

        @Override
        public GnssLink receiver(TrueTime time, World world, PulseTrain pulses) {
            return new SimulatedReceiver(ReceiverSpec.WARM_UBX, time, world, pulses);
        }

        @Override
        public PtpTransport transport(PortSpec spec, SimulatedBoard owner) {
            VirtualPort port = network.attach(spec, owner.clock()::readingAt);
            ours = port;
            return port;
        }

        @Override
        public Waiter waiter(List<? extends Pollable> sources) {
            return clock.waiter();
        }
    }

    /** Records half an hour with a loss of signal, a changed cable and a word of a witness; gives what happened. */
    private List<String> record(Path file) throws Exception {
        Path boardFile = Files.writeString(folder.resolve("board.toml"), BOARD);
        Configuration configuration = Configuration.load(boardFile, Optional.empty(),
                List.of("holdover.minLockSeconds=60"));
        LeapSecondTable list = new LeapSecondsSources(Optional.empty()).read().best();
        VirtualClock clock = new VirtualClock(START_TAI_NS);
        Around around = new Around(clock);
        SimulatedBoard board = new SimulatedBoard(SimulationSpec.of(17, OscillatorKind.TCXO), clock,
                List.of(new Fault(FaultKind.SIGNAL_LOSS, START_TAI_NS + 600 * NS, 300 * NS, 0)), list,
                around);
        List<String> trace = new ArrayList<>();
        try (Recorder recorder = new Recorder(60_000)) {
            Board told = recorder.board(board);
            List<PortPlan> ports = Plans.ports(configuration, told, US);
            PtpOptions options = Plans.options(configuration, board.info(), null);
            Grandmaster grandmaster = new Grandmaster(told,
                    new Grandmaster.Beginning(Plans.discipline(configuration, NOT_BEFORE), null, Optional.of(list),
                            Plans.receiver(configuration, NOT_BEFORE), US, ports, options));
            recorder.begin(file,
                    Header.of("test", new Header.Texts(BOARD, "", List.of("holdover.minLockSeconds=60")),
                            new Header.Beginning("", NOT_BEFORE, Header.Wire.of(US, ports, options)), board,
                            grandmaster.state().get().monoNs()),
                    trouble -> {
                        throw new AssertionError(trouble);
                    });
            PtpAgent wire = requireNonNull(grandmaster.ptpAgent());
            List<Agent> agents = new ArrayList<>(recorder.agents(grandmaster.gnssAgent(), grandmaster.disciplineAgent(),
                    new Inlets(grandmaster.settings(), grandmaster.leapSeconds(), grandmaster.testimony())));
            agents.add(recorder.wire(wire));
            VirtualRun run = new VirtualRun(board, clock, agents);
            VirtualPort ours = requireNonNull(around.ours);
            VirtualPort neighbour = around.network.attach(ours.spec(), taiNs -> taiNs);
            for (int second = 1; second <= 1800; second++) {
                run.until(clock.nowNs() + NS);
                ask(neighbour, second);
                if (second >= 400 && second < 430) {
                    yieldToMe(neighbour, second);
                }
                if (second == 500 || second == 510) {
                    ours.setLink(second == 500 ? PtpTransport.Link.DOWN : PtpTransport.Link.UP);
                }
                if (second == 520) {
                    wire.drain(5 * NS);
                }
                if (second == 200) {
                    grandmaster.settings().set(grandmaster.settings().get()
                            .with(grandmaster.settings().get().antenna().withCableDelayNs(123.5)));
                }
                if (second == 300) {
                    grandmaster.testimony().set(Optional.of(
                            new Testimony(clock.taiNs() - 37 * NS, clock.nowNs(), 10_000_000, 1)));
                }
                grandmaster.watcher().drain((GmEvent event) -> trace.add(event.toString()));
            }
            trace.add(grandmaster.state().get().toString());
        }
        return trace;
    }

    private static void ask(VirtualPort port, int second) {
        DelayReq message = new DelayReq();
        message.begin(MemorySegment.ofArray(new byte[64]), 0, 1);
        message.sourcePortIdentity(0x33, 1);
        message.sequenceId(second);
        port.sendEvent(second, port.primaryGroup(), MemorySegment.ofArray(message.octets()), message.messageLength());
        port.flush();
    }

    private static void yieldToMe(VirtualPort port, int second) {
        Announce message = new Announce();
        message.begin(MemorySegment.ofArray(new byte[64]), 0, 1);
        message.sourcePortIdentity(0x22, 1);
        message.sequenceId(second);
        message.grandmasterPriorities(1, 1);
        message.clockQuality(6, 0x20, 0x4E5D);
        message.grandmasterIdentity(0x22);
        port.sendGeneral(port.primaryGroup(), MemorySegment.ofArray(message.octets()), message.messageLength());
        port.flush();
    }

    @Test
    void aReplayIsTheRunToTheBit() throws Exception {
        Path file = folder.resolve("run.gmr");
        List<String> run = record(file);
        assertTrue(run.stream().anyMatch(line -> line.contains("HOLDOVER")), "the run is an eventful one: " + run);
        assertTrue(run.getLast().contains("LOCKED"), run.getLast());
        assertTrue(run.stream().anyMatch(line -> line.contains("PASSIVE")), "our port yields: " + run);
        assertTrue(run.stream().anyMatch(line -> line.contains("FAULTY") || line.contains("INITIALIZING")),
                "its link goes down: " + run);
        assertEquals(run, Replay.trace(file));
        assertEquals(run, Replay.trace(file), "and each time");
        assertTrue(Files.size(file) < 12_000_000, "half an hour in " + Files.size(file) + " bytes");
    }

    /** A crash cuts the file anywhere: what is left is played. */
    @Test
    void aCutRecordingIsPlayedAsFarAsItGoes() throws Exception {
        Path file = folder.resolve("run.gmr");
        List<String> run = record(file);
        byte[] bytes = Files.readAllBytes(file);
        for (int part = 1; part < 4; part++) {
            Path cut = Files.write(folder.resolve("cut" + part), Arrays.copyOf(bytes, bytes.length * part / 4));
            List<String> played = Replay.trace(cut);
            assertEquals(run.subList(0, played.size() - 1), played.subList(0, played.size() - 1));
            assertTrue(played.size() > 3, "it got somewhere");
        }
    }

    @Test
    void rubbishIsRefusedInALine() throws Exception {
        Path file = folder.resolve("run.gmr");
        record(file);
        byte[] bytes = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 20; i++) {
            byte[] damaged = bytes.clone();
            for (int k = 0; k < 20; k++) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            }
            Path other = Files.write(folder.resolve("damaged"), damaged);
            try {
                Replay.trace(other);
            } catch (BadRecordingException | IOException refused) {
                assertTrue(!refused.toString().isEmpty());
            }
        }
        Path text = Files.writeString(folder.resolve("text"), "no recording");
        assertThrows(IOException.class, () -> Replay.trace(text));
    }
}
