package dev.grandmaster.discipline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;

import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.board.Edge;
import dev.grandmaster.board.PpsInput;
import dev.grandmaster.board.Sensors;
import dev.grandmaster.board.SteerableClock;
import dev.grandmaster.event.EventRing;
import dev.grandmaster.event.GmEvent;
import dev.grandmaster.holdover.model.OscillatorClass;
import dev.grandmaster.holdover.quality.QualityPolicy;
import dev.grandmaster.quality.Doubt;
import dev.grandmaster.quality.Verdict;
import dev.grandmaster.quality.Verdict.Trust;
import dev.grandmaster.state.ClockState;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.HoldoverOutlook;
import dev.grandmaster.state.Latest;
import dev.grandmaster.state.ReferenceStatus;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.PulseCorrection;
import dev.grandmaster.time.SecondLabel;
import dev.grandmaster.time.SecondLabel.LabelSource;
import dev.grandmaster.time.SecondLabel.NamedPulse;
import dev.grandmaster.time.SourceVerdict;
import dev.grandmaster.time.Testimony;
import dev.grandmaster.time.TimeMessage;
import dev.grandmaster.time.TimeScale;
import org.jspecify.annotations.Nullable;

/**
 * The least physics that closes the loop: a clock with a frequency error, pulses with noise on a cable, a receiver that names them. Public
 * fields are the knobs of a test; they act from the next second on.
 */
final class Bench implements SteerableClock, PpsInput {

    static final long NS = 1_000_000_000L;
    /** The monotonic clock began somewhere. */
    static final long MONO_START_NS = 77 * NS;

    final long startTaiSeconds;
    final SplittableRandom random;
    final Queue<TimeMessage> messages = new ArrayDeque<>();
    final Latest<DisciplineSettings> settings;
    final Latest<Optional<LeapSecondTable>> leapSeconds = new Latest<>(Optional.empty());
    final Latest<Optional<Testimony>> testimony = new Latest<>(Optional.empty());
    final Latest<GrandmasterState> state = new Latest<>(GrandmasterState.initial(MONO_START_NS));
    final Latest<ReferenceStatus> reference = new Latest<>(ReferenceStatus.initial(Verdict.TRUSTED));
    final Latest<Optional<DisciplineMemory>> memory = new Latest<>(Optional.empty());
    final List<GmEvent> events = new ArrayList<>();
    final DisciplineAgent agent;

    /** The oscillator's own frequency error, ppb, by the second since the start. */
    LongToDoubleFunction oscillatorPpb;
    double pulseNoiseNs = 5;
    double cableNs;
    double pulseStepNs;
    boolean pulses = true;
    boolean talking = true;
    boolean readable = true;
    boolean witness = true;
    int witnesses = 1;
    long witnessErrorNs;
    boolean steerable = true;
    Verdict verdict = Verdict.TRUSTED;
    TimeScale scale = TimeScale.GPS;
    LeapSecondTable truth = new LeapSecondTable("truth", List.of(new LeapSecondTable.Entry(1_483_228_800L, 37)),
            LeapSecondTable.NEVER);
    long labelShift;
    Inserted inserted = Inserted.SIXTY;
    long latencyNs = 120_000_000;
    long extraPulseNs;
    double qErrAmplitudeNs;
    boolean tellQErr = true;
    /** False: nobody knows its sign and its pulse. */
    boolean documented = true;
    /** -1: the receiver says its quantisation error the wrong way round. */
    int qErrSign = 1;

    /** What a receiver that speaks UTC says in an inserted second: 60, or 59 once more, or 0 already. */
    enum Inserted {
        SIXTY, FIFTY_NINE, ZERO
    }

    private record Due(long monoNs, TimeMessage message) {
    }

    final Latest<RehearsalRequest> rehearsal = new Latest<>(RehearsalRequest.NONE);
    final Latest<HoldoverOutlook> outlook = new Latest<>(HoldoverOutlook.initial(0));
    private final EventRing ring = new EventRing(1024);
    private final EventRing.Watcher watcher = ring.watcher();
    private final Queue<Edge> edges = new ArrayDeque<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>((a, b) -> Long.compare(a.monoNs(), b.monoNs()));
    private long nowMonoNs = MONO_START_NS;
    private long clockNs;
    private double clockFractionNs;
    private double appliedPpb;
    private int era;
    private long second;
    private double currentPpb;
    private double pulseErrorNs;
    private long deadlineMonoNs = MONO_START_NS;
    final List<Long> steps = new ArrayList<>();

    Bench(long seed, long startTaiSeconds, double oscillatorPpb) {
        this(seed, startTaiSeconds, oscillatorPpb,
                DisciplineSettings.defaults(OscillatorClass.TCXO.prior(), QualityPolicy.DEFAULT), null);
    }

    Bench(long seed, long startTaiSeconds, double oscillatorPpb, DisciplineSettings settings,
            @Nullable DisciplineMemory memory) {
        this.startTaiSeconds = startTaiSeconds;
        this.random = new SplittableRandom(seed);
        this.oscillatorPpb = at -> oscillatorPpb;
        this.currentPpb = oscillatorPpb;
        this.settings = new Latest<>(settings);
        this.agent = new DisciplineAgent(this, this, memory,
                new DisciplineAgent.Inputs(messages, this::given, Sensors.NONE),
                new DisciplineAgent.Outputs(state, reference, outlook, this.memory, ring));
    }

    private DisciplineAgent.Given given() {
        return new DisciplineAgent.Given(settings.get(), leapSeconds.get(), testimony.get(), rehearsal.get());
    }

    private Testimony testify(LeapSecondTable list) {
        long utcNs = trueTaiNs() - list.taiMinusUtcAt(trueTaiNs()) * NS;
        return new Testimony(utcNs + witnessErrorNs, nowMonoNs, 5_000_000, witnesses);
    }

    void configure(DisciplineSettings changed) {
        settings.set(changed);
    }

    /** Lets time pass; {@code each} sees the state after every cycle. */
    void run(double seconds, Runnable each) {
        long end = nowMonoNs + Math.round(seconds * NS);
        while (nowMonoNs < end) {
            long nextSecond = MONO_START_NS + second * NS;
            long next = Math.min(end, Math.min(deadlineMonoNs, nextSecond));
            advance(next);
            if (next == nextSecond) {
                beginSecond();
            }
            if (next == deadlineMonoNs) {
                while (!due.isEmpty() && due.element().monoNs() <= nowMonoNs) {
                    messages.add(due.remove().message());
                }
                testimony.set(leapSeconds.get().filter(list -> witness).map(this::testify));
                deadlineMonoNs = agent.doWork(nowMonoNs);
                if (deadlineMonoNs <= nowMonoNs) {
                    throw new AssertionError("a deadline in the past");
                }
                watcher.drain(events::add);
                each.run();
            }
        }
    }

    /** Nobody runs for so long. */
    void stall(double seconds) {
        deadlineMonoNs = nowMonoNs + Math.round((seconds + 1) * NS);
        run(seconds);
    }

    void run(double seconds) {
        run(seconds, () -> {
        });
    }

    /** Seconds since the start. */
    double timeS() {
        return (nowMonoNs - MONO_START_NS) / (double) NS;
    }

    /** TAI ns in truth. */
    long trueTaiNs() {
        return startTaiSeconds * NS + nowMonoNs - MONO_START_NS;
    }

    /** How far the clock is ahead of the truth, ns. */
    double errorNs() {
        return clockNs - trueTaiNs() + clockFractionNs;
    }

    GrandmasterState now() {
        return state.get();
    }

    ClockState clockState() {
        return state.get().clockState();
    }

    int clockClass() {
        return state.get().announcedAt(nowMonoNs).quality().clockClass();
    }

    long nowMonoNs() {
        return nowMonoNs;
    }

    void silence(Doubt doubt) {
        verdict = Verdict.of(Trust.COAST, doubt);
    }

    /** Somebody else's step. */
    void foreignStep(long deltaNs) {
        clockNs += deltaNs;
        era++;
    }

    private void beginSecond() {
        long taiSeconds = startTaiSeconds + second;
        currentPpb = oscillatorPpb.applyAsDouble(second);
        double sawtoothNs = qErrAmplitudeNs * (2 * random.nextDouble() - 1);
        pulseErrorNs = pulseNoiseNs * random.nextGaussian() + sawtoothNs + cableNs + pulseStepNs;
        if (pulses) {
            // The edge is late by the error: the clock has moved on by as much.
            edges.add(new Edge(clockNs + Math.round(pulseErrorNs), era, nowMonoNs));
            if (extraPulseNs != 0) {
                edges.add(new Edge(clockNs + extraPulseNs, era, nowMonoNs + extraPulseNs));
            }
        }
        if (talking) {
            long arrival = nowMonoNs + latencyNs;
            long said = (scale.isContinuous()
                    ? taiSeconds - scale.taiMinusScaleSeconds()
                    : truth.toUtcSeconds(taiSeconds * NS)) + labelShift;
            boolean leapSecond = !scale.isContinuous() && truth.toTaiNs(said, false) > taiSeconds * NS;
            if (leapSecond && inserted != Inserted.SIXTY) {
                leapSecond = false;
                said -= inserted == Inserted.FIFTY_NINE ? 1 : 0;
            }
            due.add(new Due(arrival, new SecondLabel(scale, said, leapSecond, NamedPulse.PRECEDING,
                    LabelSource.UBX_NAV_TIMEGPS, 5, arrival)));
            due.add(new Due(arrival, new SourceVerdict(verdict, arrival)));
            if (tellQErr && qErrAmplitudeNs > 0) {
                long early = nowMonoNs;
                due.add(new Due(early,
                        new PulseCorrection(-qErrSign * sawtoothNs, scale, said - labelShift, documented, early)));
            }
        }
        second++;
    }

    void say(TimeMessage message) {
        due.add(new Due(message.arrivalMonoNs(), message));
    }

    private void advance(long toMonoNs) {
        long stepNs = toMonoNs - nowMonoNs;
        double driftNs = stepNs / (double) NS * (currentPpb + appliedPpb) + clockFractionNs;
        long whole = (long) Math.floor(driftNs);
        clockFractionNs = driftNs - whole;
        clockNs += stepNs + whole;
        nowMonoNs = toMonoNs;
    }

    @Override
    public String name() {
        return "bench";
    }

    @Override
    public @Nullable CrossTimestamp read() {
        return readable ? new CrossTimestamp(clockNs, nowMonoNs, 100, era) : null;
    }

    @Override
    public double maxFrequencyPpb() {
        return 100_000;
    }

    @Override
    public double frequencyPpb() {
        return appliedPpb;
    }

    @Override
    public double adjustFrequency(double ppb) {
        if (!steerable) {
            return Double.NaN;
        }
        // As the kernel does: 2^-16 ppm, truncated.
        appliedPpb = (long) (Math.clamp(ppb, -100_000, 100_000) * 65.536) / 65.536;
        return appliedPpb;
    }

    @Override
    public int step(long deltaNs) {
        clockNs += deltaNs;
        era++;
        steps.add(deltaNs);
        return 0;
    }

    @Override
    public int era() {
        return era;
    }

    @Override
    public @Nullable Edge poll() {
        return edges.poll();
    }

    @Override
    public double stampUncertaintyNs() {
        return 8;
    }

    @Override
    public void close() {
        edges.clear();
    }
}
