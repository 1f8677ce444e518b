package dev.grandmaster.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

import dev.grandmaster.agent.Agent;
import dev.grandmaster.board.Board;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.board.Trouble;
import dev.grandmaster.board.TuningVoltage;
import dev.grandmaster.discipline.DisciplineAgent;
import dev.grandmaster.discipline.DisciplineMemory;
import dev.grandmaster.discipline.DisciplineSettings;
import dev.grandmaster.discipline.RehearsalRequest;
import dev.grandmaster.discipline.follower.FollowerAgent;
import dev.grandmaster.discipline.oscillator.TuningAgent;
import dev.grandmaster.discipline.oscillator.TuningCurve;
import dev.grandmaster.event.EventRing;
import dev.grandmaster.gnss.GnssAgent;
import dev.grandmaster.gnss.ReceiverPlan;
import dev.grandmaster.ptp.PortPlan;
import dev.grandmaster.ptp.PtpAgent;
import dev.grandmaster.ptp.PtpOptions;
import dev.grandmaster.quality.Doubt;
import dev.grandmaster.quality.Verdict;
import dev.grandmaster.state.ClientDirectory;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.GnssStatus;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.HoldoverOutlook;
import dev.grandmaster.state.Latest;
import dev.grandmaster.state.PtpStatus;
import dev.grandmaster.state.ReferenceStatus;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.Testimony;
import dev.grandmaster.time.TimeMessage;
import org.jspecify.annotations.Nullable;

/**
 * The agents of one grandmaster and the cells between them, wired the same way for real and for virtual time. It knows no threads: who
 * made it decides where the agents run.
 */
public final class Grandmaster {

    private static final int EVENT_RING = 1024;
    private static final int MOST_MESSAGES = 256;

    private final EventRing events = new EventRing(EVENT_RING);
    private final EventRing.Watcher watcher = events.watcher();
    private final Latest<DisciplineSettings> settings;
    private final Latest<Optional<LeapSecondTable>> leapSeconds;
    private final Latest<Optional<Testimony>> testimony = new Latest<>(Optional.empty());
    private final Latest<GrandmasterState> state;
    private final Latest<ReferenceStatus> reference = new Latest<>(
            ReferenceStatus.initial(Verdict.of(Verdict.Trust.COAST, Doubt.RECEIVER_SILENT)));
    private final Latest<Optional<DisciplineMemory>> memory = new Latest<>(Optional.empty());
    private final Latest<RehearsalRequest> rehearsal = new Latest<>(RehearsalRequest.NONE);
    private final Latest<HoldoverOutlook> outlook;
    private final Latest<GnssStatus> gnss;
    private final Latest<PtpStatus> ptp;
    private final Agent gnssAgent;
    private final Agent disciplineAgent;
    private final @Nullable TuningAgent tuningAgent;
    private final @Nullable FollowerAgent followerAgent;
    private final @Nullable PtpAgent ptpAgent;
    private final List<PtpTransport> transports;
    private final @Nullable TuningCurve tuningCurve;
    private @Nullable Latest<DisciplineAgent.Given> held;

    /**
     * What a grandmaster begins with.
     *
     * @param settings      of the discipline
     * @param memory        of a former run, or null
     * @param leapSeconds   the best list there is, empty for none
     * @param receiver      what is asked of the receiver, and how it is set
     * @param clockIdentity ours
     * @param ports         on the wire; their transports are closed by the PTP agent
     * @param ptpOptions    what holds for all of them
     */
    public record Beginning(DisciplineSettings settings, @Nullable DisciplineMemory memory,
            Optional<LeapSecondTable> leapSeconds,
            ReceiverPlan receiver, ClockIdentity clockIdentity, List<PortPlan> ports, PtpOptions ptpOptions) {
    }

    /**
     * What is known of an oscillator that is tuned.
     *
     * @param known  its curve; null: it is measured
     * @param learnt gets one that was measured, on the discipline's thread
     */
    public record Tuning(@Nullable TuningCurve known, Consumer<TuningCurve> learnt) {
        /** Nothing is known, and nothing is kept. */
        public static final Tuning UNKNOWN = new Tuning(null, curve -> {
        });
    }

    /** Wires the agents; nothing runs yet. */
    public Grandmaster(Board board, Beginning beginning) {
        this(board, beginning, Tuning.UNKNOWN);
    }

    /** The same where something is known of a tuned oscillator. */
    public Grandmaster(Board board, Beginning beginning, Tuning tuning) {
        settings = new Latest<>(beginning.settings());
        leapSeconds = new Latest<>(beginning.leapSeconds());
        state = new Latest<>(GrandmasterState.initial(board.monotonic().nowNs()));
        outlook = new Latest<>(HoldoverOutlook.initial(board.monotonic().nowNs()));
        gnss = new Latest<>(new GnssStatus(board.gnss().name(), false, GnssStatus.Fix.NONE, 0, List.of(), Double.NaN,
                Verdict.of(Verdict.Trust.COAST, Doubt.RECEIVER_SILENT), 0, 0));
        ptp = new Latest<>(new PtpStatus(beginning.clockIdentity(), List.of()));
        BlockingQueue<TimeMessage> messages = new ArrayBlockingQueue<>(MOST_MESSAGES);
        gnssAgent = new GnssAgent(board.gnss(), beginning.receiver(), messages, gnss, events);
        DisciplineAgent.Inputs inputs = new DisciplineAgent.Inputs(messages, this::given, board.sensors());
        DisciplineAgent.Outputs outputs = new DisciplineAgent.Outputs(state, reference, outlook, memory,
                events);
        TuningVoltage voltage = board.tuning();
        tuningCurve = tuning.known();
        tuningAgent = voltage == null
                ? null
                : new TuningAgent(new TuningAgent.Parts(board.clock(), voltage, board.pps(), board.monotonic()),
                        tuning.known(), clock -> new DisciplineAgent(clock, board.pps(), beginning.memory(), inputs,
                                outputs),
                        tuning.learnt());
        disciplineAgent = tuningAgent != null
                ? tuningAgent
                : new DisciplineAgent(board.clock(), board.pps(), beginning.memory(), inputs, outputs);
        transports = beginning.ports().stream().map(PortPlan::transport).distinct().toList();
        boolean followed = !board.followers().isEmpty();
        followerAgent = followed
                ? new FollowerAgent(board.clock(), board::followers, state)
                : null;
        ptpAgent = beginning.ports().isEmpty()
                ? null
                : new PtpAgent("gm-ptp-0", beginning.ports(), beginning.ptpOptions(),
                        state, ptp, events);
    }

    private DisciplineAgent.Given given() {
        Latest<DisciplineAgent.Given> instead = held;
        return instead == null ? newest() : instead.get();
    }

    /** What the cells hold that the discipline is given. */
    DisciplineAgent.Given newest() {
        return new DisciplineAgent.Given(settings.get(), leapSeconds.get(), testimony.get(), rehearsal.get());
    }

    /**
     * From now on the discipline is given what stands in this cell instead of the newest: whoever records or replays fills it before each cycle,
     * so that what is on the tape is what was taken. To be asked before the agents run.
     */
    Latest<DisciplineAgent.Given> hold() {
        Latest<DisciplineAgent.Given> cell = new Latest<>(newest());
        held = cell;
        return cell;
    }

    /** The curve of the tuned oscillator that it began with; null where none was known. */
    @Nullable
    TuningCurve tuningCurve() {
        return tuningCurve;
    }

    /** What is amiss with the oscillator's tuning; empty while all is well. For any thread. */
    public List<Trouble> troubles() {
        String trouble = tuningAgent == null ? "" : tuningAgent.trouble();
        return trouble.isEmpty() ? List.of() : List.of(new Trouble(Trouble.Part.OSCILLATOR, trouble));
    }

    /** Reads the receiver. */
    public Agent gnssAgent() {
        return gnssAgent;
    }

    /** Owns the clock. */
    public Agent disciplineAgent() {
        return disciplineAgent;
    }

    /** Keeps other clocks on the disciplined one; null where there are none. */
    public @Nullable Agent followerAgent() {
        return followerAgent;
    }

    /** Speaks on the wire; null where there is no port. */
    public @Nullable PtpAgent ptpAgent() {
        return ptpAgent;
    }

    /** Who the PTP clients are, for any thread; null where there is no port. */
    public @Nullable ClientDirectory clients() {
        return ptpAgent == null ? null : ptpAgent.clients();
    }

    /** The sockets that the PTP agent waits for, each once. */
    public List<PtpTransport> transports() {
        return transports;
    }

    /** All agents, in the order in which they start. */
    public List<Agent> agents() {
        List<Agent> agents = new ArrayList<>(List.of(gnssAgent, disciplineAgent));
        if (followerAgent != null) {
            agents.add(followerAgent);
        }
        if (ptpAgent != null) {
            agents.add(ptpAgent);
        }
        return agents;
    }

    /** Sees each event from the first one on; for one thread. */
    public EventRing.Watcher watcher() {
        return watcher;
    }

    public EventRing events() {
        return events;
    }

    /** Where new settings go; the discipline takes them over at its next cycle. */
    public Latest<DisciplineSettings> settings() {
        return settings;
    }

    /** Where a newer leap second list goes. */
    public Latest<Optional<LeapSecondTable>> leapSeconds() {
        return leapSeconds;
    }

    /** Where the word of sources goes that do not depend on the receiver. */
    public Latest<Optional<Testimony>> testimony() {
        return testimony;
    }

    public Latest<GrandmasterState> state() {
        return state;
    }

    /** What the discipline sees of its reference. */
    public Latest<ReferenceStatus> reference() {
        return reference;
    }

    /** Where a wish to see holdover goes; the supervisor only. */
    public Latest<RehearsalRequest> rehearsal() {
        return rehearsal;
    }

    /** What holdover would be, or is, and its rehearsal. */
    public Latest<HoldoverOutlook> outlook() {
        return outlook;
    }

    /** What is worth keeping over a restart. */
    public Latest<Optional<DisciplineMemory>> memory() {
        return memory;
    }

    public Latest<GnssStatus> gnss() {
        return gnss;
    }

    public Latest<PtpStatus> ptp() {
        return ptp;
    }
}
