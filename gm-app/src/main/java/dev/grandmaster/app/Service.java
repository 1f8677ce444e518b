package dev.grandmaster.app;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.grandmaster.agent.Agent;
import dev.grandmaster.agent.AgentThread;
import dev.grandmaster.app.alarm.Conditions;
import dev.grandmaster.app.alarm.HardwareAlarms;
import dev.grandmaster.app.config.BoardConfig;
import dev.grandmaster.app.config.Configuration;
import dev.grandmaster.app.config.RunRequest;
import dev.grandmaster.app.control.ControlRequests;
import dev.grandmaster.app.control.ControlSocket;
import dev.grandmaster.app.leap.LeapSecondsSources;
import dev.grandmaster.app.persistence.DurableFile;
import dev.grandmaster.app.persistence.LearntStore;
import dev.grandmaster.app.persistence.TuningStore;
import dev.grandmaster.app.recording.Header;
import dev.grandmaster.app.recording.Inlets;
import dev.grandmaster.app.recording.Recorder;
import dev.grandmaster.app.settings.KeptSettings;
import dev.grandmaster.app.status.MeasuredError;
import dev.grandmaster.app.status.StatusReport;
import dev.grandmaster.app.supervision.Chore;
import dev.grandmaster.app.supervision.Shown;
import dev.grandmaster.app.supervision.Supervisor;
import dev.grandmaster.app.witness.RealTimeClock;
import dev.grandmaster.app.witness.WitnessAgent;
import dev.grandmaster.board.Board;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.Pollable;
import dev.grandmaster.discipline.DisciplineMemory;
import dev.grandmaster.discipline.oscillator.TuningCurve;
import dev.grandmaster.linux.board.LinuxBoard;
import dev.grandmaster.ptp.PtpOptions;
import dev.grandmaster.sim.board.SimulatedBoard;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.Latest;
import dev.grandmaster.time.LeapSecondTable;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code gm run}: one grandmaster on real threads, from the first opened device to the last closed one. */
public final class Service {

    /** Name of the socket for PTP management clients within the state directory. */
    public static final String MANAGEMENT_SOCKET = Wire.MANAGEMENT_SOCKET;

    /** Name of the record within the state directory. */
    public static final String HISTORY = "history.db";

    private static final Logger LOG = LoggerFactory.getLogger("gm");
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long MINUTE_NS = 60 * SECOND_NS;
    private static final long HOUR_NS = 3600 * SECOND_NS;
    /** Where the simulated board may announce invented time without a warning. */
    private static final String LOOPBACK = "lo";
    private static final JsonType<Object> JSON = Jsonb.builder().serializeNulls(true).build().type(Object.class);

    private final RunRequest request;
    private final KeptSettings kept;
    /** With what the operator set in former runs. */
    private final Configuration configuration;
    private final Path stateDirectory;
    private final @Nullable PrintStream terminal;
    private final Conditions conditions = new Conditions();
    private final Latest<LeapSecondTable> leapSeconds;
    private final LeapSecondsSources leapSources;
    private final LearntStore learnt;
    private final Optional<DisciplineMemory> memory;
    private final NotBefore notBefore;
    private final Recorder recorder = new Recorder(0);

    private Service(RunRequest request, @Nullable PrintStream terminal) {
        this.request = request;
        this.stateDirectory = request.stateDirectory();
        this.terminal = terminal;
        this.kept = OperatorSide.kept(stateDirectory);
        this.configuration = OperatorSide.beginning(request, kept);
        this.leapSources = new LeapSecondsSources(configuration.site().leapSecondsFile().map(Path::of));
        this.leapSeconds = new Latest<>(freshLeapSeconds());
        this.learnt = new LearntStore(new DurableFile(stateDirectory.resolve("learnt.json")));
        this.memory = learnt.read();
        this.notBefore = NotBefore.of(memory);
    }

    /**
     * Serves until the process is asked to stop.
     *
     * @param terminal gets a line a second; null where nobody watches
     * @throws BoardException where hardware is missing, busy or forbidden, or the state directory cannot be used
     */
    public static void run(RunRequest request, @Nullable PrintStream terminal) throws BoardException {
        try {
            new Service(request, terminal).run();
        } catch (IOException e) {
            throw new BoardException(BoardException.Kind.UNSUITABLE,
                    "the state directory " + request.stateDirectory() + " cannot be used: " + why(e));
        }
    }

    /** Files' own exceptions name the file and, by their class, the trouble. */
    private static String why(IOException e) {
        return e instanceof FileSystemException && !e.getClass().equals(FileSystemException.class)
                ? e.getClass().getSimpleName().replace("Exception", "") + ' ' + e.getMessage()
                : String.valueOf(e.getMessage());
    }

    private void run() throws BoardException, IOException {
        Files.createDirectories(stateDirectory);
        Lifetime lifetime = new Lifetime();
        try (Board board = Boards.open(configuration.board(), leapSeconds.get())) {
            serve(board, lifetime);
        } finally {
            lifetime.over();
        }
        Throwable failure = lifetime.failure();
        if (failure != null) {
            throw new IllegalStateException("an agent failed: " + failure, failure);
        }
    }

    private void serve(Board board, Lifetime lifetime) throws BoardException, IOException {
        configuration.warnings().forEach(LOG::warn);
        ClockIdentity identity = Identities.ofUnit(configuration, stateDirectory);
        boolean recording = request.recording().isPresent();
        Board told = recording ? recorder.board(board) : board;
        Wire wire = new Wire(told, identity, stateDirectory, lifetime, conditions, recording ? recorder : null);
        wire.open(configuration);
        Grandmaster grandmaster = new Grandmaster(told,
                new Grandmaster.Beginning(Plans.discipline(configuration, notBefore.seconds()),
                        memory.orElse(null), Optional.of(leapSeconds.get()),
                        Plans.receiver(configuration, notBefore.seconds()), identity, List.of(), PtpOptions.DEFAULT),
                tuning());
        LOG.info("{}", notBefore.text());
        warnOfInventedTime(board);
        Observers observers = new Observers(board, grandmaster, wire::agent, configuration, stateDirectory, leapSeconds,
                conditions);
        run(board, grandmaster, wire, observers, lifetime);
    }

    private void run(Board board, Grandmaster grandmaster, Wire wire, Observers observers, Lifetime lifetime)
            throws BoardException, IOException {
        Optional<SimulatedBoard> simulated = board instanceof SimulatedBoard invented
                ? Optional.of(invented)
                : Optional.empty();
        ControlRequests requests = new ControlRequests();
        MeasuredError measured = configuration.board().measurement()
                .map(wanted -> new MeasuredError(board.measurement(), wanted.delayNs())).orElse(MeasuredError.NONE);
        OperatorSide operator = new OperatorSide(request, configuration, kept,
                new OperatorSide.Service(board, grandmaster, wire, observers, requests, measured));
        Commands commands = new Commands(() -> JSON.toJson(operator.report().parts()),
                operator::set, simulated, wire::agent, observers.verbs());
        ClientQueries clients = new ClientQueries(wire::clients);
        List<Chore> chores = chores(board, grandmaster, observers, operator);
        chores.add(new Chore(SECOND_NS, nowMonoNs -> measured.poll()));
        chores.add(new Chore(SECOND_NS, nowMonoNs -> wire.keepPriorities()));
        chores.add(operator.rollBacks());
        Supervisor supervisor = new Supervisor(grandmaster.watcher(), event -> {
            LOG.info("{}", event.text());
            operator.happened(event.text());
        }, requests, commands::carryOut, chores);
        Deque<AgentThread> threads = new ArrayDeque<>();
        UnaryOperator<String> answers = line -> ClientQueries.asks(line)
                ? clients.answer(line)
                : Rehearsals.asks(line) ? operator.rehearsals().answer(line) : requests.ask(line);
        try (ControlSocket socket = ControlSocket.open(stateDirectory, answers); operator) {
            LOG.info("{} serves as {}, commands at {}", board.info().name(),
                    grandmaster.ptp().get().clockIdentity(), socket.path());
            observers.begin(supervisor, operator.digest(), operator.trail());
            List<Agent> recorded = recorded(board, grandmaster, wire);
            threads.push(start(supervisor, board, List.of(), lifetime));
            threads.push(start(recorded.get(0), board, List.of(board.gnss()), lifetime));
            threads.push(start(recorded.get(1), board, List.of(board.pps()), lifetime));
            threads.push(start(
                    new WitnessAgent(configuration.site().ntpServers(), realTimeClock(board),
                            wire::overheard, new SecureRandom(),
                            grandmaster.testimony(), board.monotonic().nowNs()),
                    board, List.of(),
                    lifetime));
            Agent follow = grandmaster.followerAgent();
            if (follow != null) {
                threads.push(start(follow, board, List.of(), lifetime));
            }
            wire.start(configuration, grandmaster);
            operator.start();
            lifetime.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            wire.close();
            threads.forEach(AgentThread::close);
            recorder.close();
            learnt.write(grandmaster.memory().get());
            observers.end(lifetime.failure() == null);
        }
    }

    /** The receiver's agent and the discipline's; on tape where a recording was asked for. */
    private List<Agent> recorded(Board board, Grandmaster grandmaster, Wire wire) throws IOException {
        RunRequest.Recording wanted = request.recording().orElse(null);
        if (wanted == null) {
            return List.of(grandmaster.gnssAgent(), grandmaster.disciplineAgent());
        }
        Header header = Header.of(
                Objects.requireNonNullElse(Service.class.getPackage().getImplementationVersion(), "(unpacked classes)"),
                new Header.Texts(wanted.boardFile(), wanted.siteFile(), allSets(wanted)),
                new Header.Beginning(learnt.text(), notBefore.seconds(), wire.tape(configuration),
                        grandmaster.tuningCurve()),
                board,
                grandmaster.state().get().monoNs());
        recorder.begin(wanted.file(), header, LOG::warn);
        LOG.info("recorded in {}", wanted.file());
        return recorder.agents(grandmaster.gnssAgent(), grandmaster.disciplineAgent(),
                new Inlets(grandmaster::newest, grandmaster.hold()));
    }

    /** With what the operator set in former runs: it lies between the files and the command line. */
    private List<String> allSets(RunRequest.Recording wanted) {
        List<String> sets = new ArrayList<>(configuration.equals(request.configuration())
                ? List.of()
                : kept.newest().assignments());
        sets.addAll(wanted.sets());
        return sets;
    }

    /** The curve of a tuned oscillator: of the data sheet, else as it was measured in a former run. */
    private Grandmaster.Tuning tuning() {
        BoardConfig.Tuning wanted = configuration.board().tuning().orElse(null);
        if (wanted == null) {
            return Grandmaster.Tuning.UNKNOWN;
        }
        TuningStore store = new TuningStore(new DurableFile(stateDirectory.resolve("tuning")),
                wanted.tuner().kind().name(),
                wanted.tuner().kind().steps());
        return new Grandmaster.Tuning(wanted.ppbPerStep()
                .map(step -> TuningCurve.straight(wanted.tuner().kind().steps(), step)).or(store::read).orElse(null),
                curve -> {
                    LOG.info("the oscillator's tuning was measured: {}", curve.nodes());
                    try {
                        store.keep(curve);
                    } catch (IOException e) {
                        LOG.warn("the oscillator's tuning cannot be kept: {}", e.getMessage());
                    }
                });
    }

    private RealTimeClock realTimeClock(Board board) {
        return board.info().simulated() ? RealTimeClock.none() : RealTimeClock.ofBoard(notBefore.seconds());
    }

    private void warnOfInventedTime(Board board) {
        boolean onNetwork = configuration.ptpPorts().stream()
                .anyMatch(port -> !port.spec().interfaceName().equals(LOOPBACK));
        conditions.set("simulated-time-on-network", board.info().simulated() && onNetwork,
                "this board is SIMULATED and announces invented time on a network");
    }

    private static AgentThread start(Agent agent, Board board, List<? extends Pollable> sources, Lifetime lifetime)
            throws BoardException {
        return new AgentThread(agent, board.monotonic(), board.waiter(sources), lifetime::fail).start();
    }

    private List<Chore> chores(Board board, Grandmaster grandmaster, Observers observers, OperatorSide operator) {
        List<Chore> chores = new ArrayList<>(observers.chores());
        chores.add(new Chore(terminal == null ? MINUTE_NS : SECOND_NS,
                nowMonoNs -> tell(operator.report())));
        chores.add(new Chore(HOUR_NS, nowMonoNs -> learnt.write(grandmaster.memory().get())));
        chores.add(new Chore(HOUR_NS, nowMonoNs -> renewLeapSeconds(grandmaster)));
        chores.add(new Chore(SECOND_NS / 2, nowMonoNs -> HardwareAlarms.tell(conditions,
                Stream.concat(board.troubles().stream(), grandmaster.troubles().stream()).toList())));
        chores.add(new Chore(SECOND_NS / 2, nowMonoNs -> Shown.on(board.outputs(), grandmaster.state().get(),
                observers.alarms().get().worst(), nowMonoNs)));
        if (board instanceof LinuxBoard real) {
            chores.add(new Chore(SECOND_NS,
                    nowMonoNs -> real.follow(grandmaster.state().get().announcedAt(nowMonoNs).utc())));
        }
        return chores;
    }

    private void tell(StatusReport report) {
        if (terminal == null) {
            LOG.info("{}", report.line());
        } else {
            terminal.println(report.line());
        }
    }

    private void renewLeapSeconds(Grandmaster grandmaster) {
        leapSeconds.set(freshLeapSeconds());
        grandmaster.leapSeconds().set(Optional.of(leapSeconds.get()));
    }

    /** The best list there is now; files that cannot be used stand as an alarm. */
    private LeapSecondTable freshLeapSeconds() {
        LeapSecondsSources.Found found = leapSources.read();
        conditions.set("leap-seconds-file-refused", !found.refused().isEmpty(), String.join("; ",
                found.refused().stream().map(refused -> refused.source() + ": " + refused.why()).toList()));
        return found.best();
    }
}
