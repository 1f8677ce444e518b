package dev.grandmaster.app;

import static java.util.Objects.requireNonNull;

import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;

import dev.grandmaster.agent.Agent;
import dev.grandmaster.app.config.Configuration;
import dev.grandmaster.app.leap.LeapSecondsSources;
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
import dev.grandmaster.discipline.oscillator.TuningCurve;
import dev.grandmaster.event.GmEvent;
import dev.grandmaster.ptp.PortPlan;
import dev.grandmaster.ptp.PtpAgent;
import dev.grandmaster.ptp.PtpOptions;
import dev.grandmaster.ptp.security.Sealer;
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
import dev.grandmaster.sim.world.RandomStreams;
import dev.grandmaster.sim.world.TrueTime;
import dev.grandmaster.sim.world.VirtualClock;
import dev.grandmaster.sim.world.World;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.time.LeapSecondTable;
import org.jspecify.annotations.Nullable;

/** A grandmaster under virtual time on a segment with a neighbour, recorded from its first cycle on. */
final class TapedRun {

    static final long NS = 1_000_000_000L;
    static final long START_TAI_NS = 1_795_305_637L * NS;

    private static final long NOT_BEFORE = START_TAI_NS / NS - 86_400;
    private static final ClockIdentity US = new ClockIdentity(1);
    private static final String BOARD = """
            [board]
            name = "test"
            simulated = true
            [oscillator]
            kind = "TCXO"
            [[network]]
            interface = "lo"
            """;
    private static final List<String> SETS = List.of("holdover.minLockSeconds=60");

    private final Path folder;
    private final VirtualClock clock = new VirtualClock(START_TAI_NS);
    private final Around around = new Around(clock);
    private String site = "";
    private List<Fault> faults = List.of();
    private UnaryOperator<Board> refitted = board -> board;
    private @Nullable TuningCurve curve;
    private @Nullable Sealer neighboursSeal;
    private @Nullable Grandmaster grandmaster;
    private @Nullable VirtualPort neighbour;

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

    TapedRun(Path folder) {
        this.folder = folder;
    }

    TapedRun site(String text) {
        site = text;
        return this;
    }

    TapedRun faults(List<Fault> wanted) {
        faults = wanted;
        return this;
    }

    /** With other parts than the simulated board has. */
    TapedRun refitted(UnaryOperator<Board> parts) {
        refitted = parts;
        return this;
    }

    /** What is known of the tuned oscillator. */
    TapedRun tuned(TuningCurve known) {
        curve = known;
        return this;
    }

    /** What the neighbour asks from now on is sealed; null for bare messages. */
    void neighbourSealsWith(@Nullable Sealer seal) {
        neighboursSeal = seal;
    }

    Grandmaster grandmaster() {
        return requireNonNull(grandmaster);
    }

    PtpAgent wire() {
        return requireNonNull(grandmaster().ptpAgent());
    }

    VirtualPort ours() {
        return requireNonNull(around.ours);
    }

    VirtualClock clock() {
        return clock;
    }

    /** Runs and records; gives the events and the last state. {@code each} is called after each second. */
    List<String> record(Path file, int seconds, IntConsumer each) throws Exception {
        Path boardFile = Files.writeString(folder.resolve("board.toml"), BOARD);
        Path siteFile = Files.writeString(folder.resolve("site.toml"), site);
        Configuration configuration = Configuration.load(boardFile, Optional.of(siteFile), SETS);
        LeapSecondTable list = new LeapSecondsSources(Optional.empty()).read().best();
        SimulatedBoard board = new SimulatedBoard(SimulationSpec.of(17, OscillatorKind.TCXO), clock, faults, list,
                around);
        List<String> trace = new ArrayList<>();
        try (Recorder recorder = new Recorder(60_000)) {
            Board fitted = refitted.apply(board);
            Board told = recorder.board(fitted);
            List<PortPlan> ports = Plans.ports(configuration, told, US);
            PtpOptions options = Plans.options(configuration, board.info(), null);
            Grandmaster made = new Grandmaster(told,
                    new Grandmaster.Beginning(Plans.discipline(configuration, NOT_BEFORE), null, Optional.of(list),
                            Plans.receiver(configuration, NOT_BEFORE), US, ports, recorder.options(options)),
                    new Grandmaster.Tuning(curve, learnt -> trace.add("learnt " + learnt)));
            grandmaster = made;
            recorder.begin(file,
                    Header.of("test", new Header.Texts(BOARD, site, SETS),
                            new Header.Beginning("", NOT_BEFORE, Header.Wire.of(US, ports, options),
                                    made.tuningCurve()),
                            fitted, made.state().get().monoNs()),
                    trouble -> {
                        throw new AssertionError(trouble);
                    });
            List<Agent> agents = new ArrayList<>(recorder.agents(made.gnssAgent(), made.disciplineAgent(),
                    new Inlets(made::newest, made.hold())));
            agents.add(recorder.wire(wire()));
            VirtualRun run = new VirtualRun(board, clock, agents);
            neighbour = around.network.attach(ours().spec(), taiNs -> taiNs);
            for (int second = 1; second <= seconds; second++) {
                run.until(clock.nowNs() + NS);
                ask(second);
                each.accept(second);
                made.watcher().drain((GmEvent event) -> trace.add(event.toString()));
            }
            trace.removeIf(line -> line.startsWith("learnt "));
            trace.add(made.state().get().toString());
        }
        return trace;
    }

    /** The neighbour asks for a Delay_Resp. */
    void ask(int sequenceId) {
        DelayReq message = new DelayReq();
        message.begin(MemorySegment.ofArray(new byte[64]), 0, 1);
        message.sourcePortIdentity(0x33, 1);
        message.sequenceId(sequenceId);
        VirtualPort port = requireNonNull(neighbour);
        MemorySegment bare = MemorySegment.ofArray(message.octets());
        Sealer seal = neighboursSeal;
        if (seal == null) {
            port.sendEvent(sequenceId, port.primaryGroup(), bare, message.messageLength());
        } else {
            int length = seal.seal(bare, message.messageLength());
            port.sendEvent(sequenceId, port.primaryGroup(), seal.sealed(), length);
        }
        port.flush();
    }

    /** The neighbour announces a better clock. */
    void yieldToMe(int sequenceId) {
        Announce message = new Announce();
        message.begin(MemorySegment.ofArray(new byte[64]), 0, 1);
        message.sourcePortIdentity(0x22, 1);
        message.sequenceId(sequenceId);
        message.grandmasterPriorities(1, 1);
        message.clockQuality(6, 0x20, 0x4E5D);
        message.grandmasterIdentity(0x22);
        VirtualPort port = requireNonNull(neighbour);
        port.sendGeneral(port.primaryGroup(), MemorySegment.ofArray(message.octets()), message.messageLength());
        port.flush();
    }
}
