package dev.grandmaster.bench.clock;

import java.util.List;
import java.util.function.DoubleConsumer;

import dev.grandmaster.board.Edge;
import dev.grandmaster.sim.clock.ClockSpec;
import dev.grandmaster.sim.clock.SimulatedClock;
import dev.grandmaster.sim.oscillator.Oscillator;
import dev.grandmaster.sim.pps.PulseSpec;
import dev.grandmaster.sim.pps.PulseTrain;
import dev.grandmaster.sim.pps.SimulatedPps;
import dev.grandmaster.sim.world.FaultSchedule;
import dev.grandmaster.sim.world.RandomStreams;
import dev.grandmaster.sim.world.VirtualClock;
import dev.grandmaster.sim.world.World;

/** Another's servo on the very physics of {@link ClockRig}: the same seed, oscillator, room and pulses; the clock begins set. */
final class BaselineRig {

    private static final long NS = ClockRig.NS;
    private static final long START_TAI_NS = 1_795_305_600L * NS;
    /** From the pulse to the correction. */
    private static final long LATENCY_NS = 2_000_000;
    private static final double STEPS_PER_PPB = 65.536;

    private final VirtualClock time = new VirtualClock(START_TAI_NS + NS / 2);
    private final SimulatedClock clock;
    private final PulseTrain pulses;
    private final PulseTrain received;
    private final SimulatedPps pps;
    private final boolean tellsQErr;
    private final Baseline servo;
    private double receivedLateNs;

    BaselineRig(long seed, ClockRig.Setting setting, Baseline servo) {
        RandomStreams streams = new RandomStreams(seed);
        World world = new World(setting.room(), new FaultSchedule(List.of()),
                ClockRig.LEAP_SECONDS, START_TAI_NS, streams);
        PulseSpec spec = setting.pulse();
        long firstTaiS = START_TAI_NS / NS;
        this.servo = servo;
        this.tellsQErr = setting.tellsQErr();
        this.clock = new SimulatedClock(new ClockSpec(0, 62_499_999), time, world,
                new Oscillator(setting.oscillator(), world.ambientC(), streams));
        this.pulses = new PulseTrain(spec, firstTaiS, streams);
        this.received = new PulseTrain(new PulseSpec(0, 0, spec.wanderScale(), 0, 0, 0), firstTaiS, streams);
        this.pps = new SimulatedPps(spec, time, world, clock, pulses, streams);
    }

    /** How far the clock is ahead of where the receiver believes the second to be, ns. */
    double againstReceiverNs() {
        return clock.trueErrorNs() + receivedLateNs;
    }

    /** How far the clock is ahead of true time, ns. */
    double errorNs() {
        return clock.trueErrorNs();
    }

    /** What the clock is corrected by, ppb. */
    double appliedPpb() {
        return clock.frequencyPpb();
    }

    /** Lets time pass without pulses: the last correction stays. */
    void freeze(double seconds) {
        long untilNs = time.nowNs() + Math.round(seconds * NS);
        while (time.nowNs() < untilNs) {
            time.advanceTo(Math.min(untilNs, time.nowNs() + NS));
            clock.read();
        }
    }

    /** Lets time pass; {@code eachSecond} gets the seconds since the start. */
    void run(double seconds, DoubleConsumer eachSecond) {
        for (long second = 1; second <= seconds; second++) {
            long taiS = START_TAI_NS / NS + second;
            time.advanceTo(VirtualClock.ORIGIN_MONO_NS + second * NS - NS / 2 + LATENCY_NS);
            receivedLateNs = received.pulse(taiS).lateNs();
            Edge edge = pps.poll();
            if (edge == null) {
                continue;
            }
            double qErrNs = tellsQErr ? pulses.pulse(taiS).qErrPs() / 1000.0 : 0;
            long offsetNs = Math.round(edge.clockNs() - taiS * NS + qErrNs);
            double ppb = servo.onSample(offsetNs, clock.frequencyPpb());
            // As the kernel's interface is used: towards zero, to 2^-16 ppm.
            clock.adjustFrequency((long) (ppb * STEPS_PER_PPB) / STEPS_PER_PPB);
            eachSecond.accept((double) second);
        }
    }
}
