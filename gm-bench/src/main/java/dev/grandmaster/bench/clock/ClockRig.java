package dev.grandmaster.bench.clock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.DoubleConsumer;

import dev.grandmaster.board.Temperature;
import dev.grandmaster.discipline.DisciplineAgent;
import dev.grandmaster.discipline.DisciplineMemory;
import dev.grandmaster.discipline.DisciplineSettings;
import dev.grandmaster.discipline.RehearsalRequest;
import dev.grandmaster.event.EventRing;
import dev.grandmaster.event.GmEvent;
import dev.grandmaster.quality.Verdict;
import dev.grandmaster.sim.clock.ClockSpec;
import dev.grandmaster.sim.clock.SimulatedClock;
import dev.grandmaster.sim.oscillator.Oscillator;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.sim.oscillator.OscillatorSpec;
import dev.grandmaster.sim.pps.PulseSpec;
import dev.grandmaster.sim.pps.PulseTrain;
import dev.grandmaster.sim.pps.SimulatedPps;
import dev.grandmaster.sim.world.Fault;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.sim.world.FaultSchedule;
import dev.grandmaster.sim.world.RandomStreams;
import dev.grandmaster.sim.world.TemperatureSpec;
import dev.grandmaster.sim.world.VirtualClock;
import dev.grandmaster.sim.world.World;
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
import dev.grandmaster.time.TimeMessage;
import dev.grandmaster.time.TimeScale;

/**
 * The whole discipline on the physics of gm-sim: oscillator, room, pulses with sawtooth and wander, an i210. The receiver says what it has to
 * say without a protocol. One seed, one run.
 */
final class ClockRig {

    static final long NS = 1_000_000_000L;
    /** 2026-11-22 00:00:00 TAI. */
    private static final long START_TAI_S = 1_795_305_600L;
    static final LeapSecondTable LEAP_SECONDS = new LeapSecondTable("test",
            List.of(new LeapSecondTable.Entry(1_483_228_800L, 37)), LeapSecondTable.NEVER);
    /** From the pulse to the receiver's words. */
    private static final long LATENCY_NS = 120_000_000L;

    /** What is simulated: a board and its receiver. */
    record Setting(OscillatorSpec oscillator, PulseSpec pulse, TemperatureSpec room, boolean tellsQErr) {

        static Setting of(OscillatorKind kind) {
            return new Setting(kind.spec(), PulseSpec.TIMING_RECEIVER, TemperatureSpec.EQUIPMENT_ROOM, true);
        }

        Setting with(PulseSpec other) {
            return new Setting(oscillator, other, room, tellsQErr);
        }

        Setting withoutQErr() {
            return new Setting(oscillator, pulse, room, false);
        }

        Setting in(TemperatureSpec other) {
            return new Setting(oscillator, pulse, other, tellsQErr);
        }
    }

    /** What the receiver says of one second. */
    interface Words {

        /**
         * @param taiS          the second that its latest pulse began, TAI seconds since 1970
         * @param arrivalMonoNs when its words arrive
         */
        void say(long taiS, long arrivalMonoNs, Queue<TimeMessage> to);
    }

    /**
     * When it is played.
     *
     * @param startTaiS   half a second before the beginning, TAI seconds since 1970
     * @param leapSeconds the list that the service has, empty for none
     * @param words       of the receiver
     */
    record Epoch(long startTaiS, Optional<LeapSecondTable> leapSeconds, Words words) {

        /** Nothing happens to UTC. */
        static final Epoch PLAIN = new Epoch(START_TAI_S, Optional.empty(), ClockRig::nameSecond);
    }

    /** The clock of true time. */
    final VirtualClock time;
    final List<GmEvent> events = new ArrayList<>();
    final Latest<GrandmasterState> state;
    final Latest<ReferenceStatus> reference = new Latest<>(ReferenceStatus.initial(Verdict.TRUSTED));
    final Latest<RehearsalRequest> rehearsal = new Latest<>(RehearsalRequest.NONE);
    final Latest<HoldoverOutlook> outlook = new Latest<>(HoldoverOutlook.initial(0));
    final World world;
    final SimulatedClock clock;
    private final FaultSchedule faults = new FaultSchedule(List.of());
    private final Queue<TimeMessage> messages = new ArrayDeque<>();
    private final PulseTrain pulses;
    /** The same receiver without its fast noise: where it believes the second to be. */
    private final PulseTrain received;
    private final boolean tellsQErr;
    private final EventRing ring = new EventRing(1024);
    private final EventRing.Watcher watcher = ring.watcher();
    private final SimulatedPps pps;
    private final DisciplineSettings settings;
    private final Epoch epoch;
    private final Latest<Optional<DisciplineMemory>> memory = new Latest<>(Optional.empty());
    private DisciplineAgent agent;
    private double receivedLateNs;
    private long measuredSecond;
    private List<Temperature> measured = List.of();
    private long saidTaiS;
    private long deadlineMonoNs;

    ClockRig(long seed, Setting setting, DisciplineSettings settings) {
        this(seed, setting, settings, Epoch.PLAIN);
    }

    ClockRig(long seed, Setting setting, DisciplineSettings settings, Epoch epoch) {
        RandomStreams streams = new RandomStreams(seed);
        long firstTaiS = epoch.startTaiS();
        this.epoch = epoch;
        this.time = new VirtualClock(firstTaiS * NS + NS / 2);
        this.state = new Latest<>(GrandmasterState.initial(time.nowNs()));
        this.saidTaiS = firstTaiS;
        this.deadlineMonoNs = time.nowNs();
        this.tellsQErr = setting.tellsQErr();
        this.world = new World(setting.room(), faults, LEAP_SECONDS, firstTaiS * NS, streams);
        this.clock = new SimulatedClock(ClockSpec.NEARLY_SET, time, world,
                new Oscillator(setting.oscillator(), world.ambientC(), streams));
        PulseSpec spec = setting.pulse();
        this.pulses = new PulseTrain(spec, firstTaiS, streams);
        this.received = new PulseTrain(new PulseSpec(0, 0, spec.wanderScale(), 0, 0, 0), firstTaiS, streams);
        this.settings = settings;
        this.pps = new SimulatedPps(spec, time, world, clock, pulses, streams);
        this.agent = start();
    }

    private DisciplineAgent start() {
        return new DisciplineAgent(clock, pps, memory.get().orElse(null),
                new DisciplineAgent.Inputs(messages, () -> new DisciplineAgent.Given(settings, epoch.leapSeconds(),
                        Optional.empty(), rehearsal.get()), this::temperatures),
                new DisciplineAgent.Outputs(state, reference, outlook, memory, ring));
    }

    /** The service ends, is away for a while, and begins again with what it kept; the clock goes on. */
    void restart(int awayS) {
        agent.onStop();
        for (int second = 0; second < awayS; second++) {
            time.advanceTo(time.nowNs() + NS);
            // Asked every second, as while it runs: the wander depends on the steps it is asked in.
            received.pulse(time.taiNs() / NS);
            while (pps.poll() != null) {
                // What is stamped meanwhile is gone with the service.
            }
        }
        messages.clear();
        saidTaiS = time.taiNs() / NS - 1;
        agent = start();
        deadlineMonoNs = time.nowNs();
    }

    /** One conversion a second: its noise depends on how often it is asked. */
    private List<Temperature> temperatures() {
        long second = time.nowNs() / NS;
        if (second != measuredSecond) {
            measuredSecond = second;
            measured = List.of(new Temperature("simulated", world.sensorC(), time.nowNs()));
        }
        return measured;
    }

    /** Seconds since the start. */
    double timeS() {
        return (time.nowNs() - VirtualClock.ORIGIN_MONO_NS) / (double) NS;
    }

    void inject(FaultKind kind, double forS, double value) {
        faults.inject(new Fault(kind, time.taiNs(), Math.round(forS * NS), value));
    }

    void clear(FaultKind kind) {
        faults.clear(kind);
    }

    /** How far the clock is ahead of true time, ns. */
    double errorNs() {
        return clock.trueErrorNs();
    }

    /** How far the clock is ahead of where the receiver believes the second to be, ns. */
    double againstReceiverNs() {
        return clock.trueErrorNs() + receivedLateNs;
    }

    int clockClass() {
        return state.get().announcedAt(time.nowNs()).quality().clockClass();
    }

    void run(double seconds) {
        run(seconds, at -> {
        });
    }

    /** Lets time pass; {@code eachSecond} gets the seconds since the start. */
    void run(double seconds, DoubleConsumer eachSecond) {
        run(seconds, eachSecond, () -> {
        });
    }

    /** Lets time pass; {@code eachCycle} sees the state after every cycle of the agent. */
    void run(double seconds, DoubleConsumer eachSecond, Runnable eachCycle) {
        long endMonoNs = time.nowNs() + Math.round(seconds * NS);
        long lastTaiS = time.taiNs() / NS;
        while (time.nowNs() < endMonoNs) {
            time.advanceTo(Math.min(endMonoNs, deadlineMonoNs));
            speak();
            deadlineMonoNs = agent.doWork(time.nowNs());
            watcher.drain(events::add);
            eachCycle.run();
            if (time.taiNs() / NS > lastTaiS) {
                lastTaiS = time.taiNs() / NS;
                // Asked every second: its noise depends on the steps it is asked in.
                receivedLateNs = received.pulse(lastTaiS).lateNs();
                eachSecond.accept(timeS());
            }
        }
    }

    private void speak() {
        if (!world.hasFix(time.taiNs())) {
            saidTaiS = time.taiNs() / NS;
        }
        while ((saidTaiS + 1) * NS + LATENCY_NS <= time.taiNs()) {
            saidTaiS++;
            if (faults.isActive(FaultKind.SILENCE, saidTaiS * NS)) {
                continue;
            }
            long arrivalMonoNs = time.nowNs() - (time.taiNs() - saidTaiS * NS - LATENCY_NS);
            epoch.words().say(saidTaiS, arrivalMonoNs, messages);
            messages.add(new SourceVerdict(Verdict.TRUSTED, arrivalMonoNs));
            if (tellsQErr) {
                messages.add(new PulseCorrection(pulses.pulse(saidTaiS + 1).qErrPs() / 1000.0, TimeScale.GPS,
                        saidTaiS + 1 - TimeScale.GPS.taiMinusScaleSeconds(), true, arrivalMonoNs));
            }
        }
    }

    /** UBX-NAV-TIMEGPS. */
    static void nameSecond(long taiS, long arrivalMonoNs, Queue<TimeMessage> to) {
        to.add(new SecondLabel(TimeScale.GPS, taiS - TimeScale.GPS.taiMinusScaleSeconds(), false,
                NamedPulse.PRECEDING, LabelSource.UBX_NAV_TIMEGPS, 5, arrivalMonoNs));
    }
}
