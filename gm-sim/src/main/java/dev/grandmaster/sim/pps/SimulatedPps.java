package dev.grandmaster.sim.pps;

import java.util.random.RandomGenerator;

import dev.grandmaster.board.Edge;
import dev.grandmaster.board.PpsInput;
import dev.grandmaster.sim.clock.SimulatedClock;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.sim.world.Foreseeable;
import dev.grandmaster.sim.world.RandomStreams;
import dev.grandmaster.sim.world.TrueInstant;
import dev.grandmaster.sim.world.TrueTime;
import dev.grandmaster.sim.world.World;
import org.jspecify.annotations.Nullable;

/**
 * The pin of the clock that stamps the receiver's pulses.
 *
 * <p>A pulse leaves the receiver at its second, late by what {@link Pulse} and the faults say, travels the cable, and
 * is stamped with the clock's reading at that moment, off by up to half a capture step. Without a fix there is no
 * pulse.
 */
public final class SimulatedPps implements PpsInput, Foreseeable {

    private static final long NS = 1_000_000_000L;

    /** What the kernel's queue of external timestamps keeps for a late reader, about; older edges are lost. */
    private static final int QUEUED_S = 5;

    private final PulseSpec spec;
    private final TrueTime time;
    private final World world;
    private final SimulatedClock clock;
    private final PulseTrain pulses;
    private final RandomGenerator capture;
    private long dueTaiS;

    /** @param pulses the receiver's pulses, which it announces itself */
    public SimulatedPps(PulseSpec spec, TrueTime time, World world, SimulatedClock clock, PulseTrain pulses,
            RandomStreams streams) {
        this.spec = spec;
        this.time = time;
        this.world = world;
        this.clock = clock;
        this.pulses = pulses;
        this.capture = streams.stream("pulse capture");
        this.dueTaiS = Math.floorDiv(time.now().taiNs(), NS) + 1;
    }

    @Override
    public String name() {
        return "simulated pulse";
    }

    @Override
    public @Nullable Edge poll() {
        TrueInstant now = time.now();
        dueTaiS = Math.max(dueTaiS, now.taiNs() / NS - QUEUED_S);
        while (true) {
            double delayNs = delayNs(dueTaiS);
            long arrivalTaiNs = dueTaiS * NS + (long) Math.floor(delayNs);
            if (arrivalTaiNs >= now.taiNs()) {
                return null;
            }
            boolean present = isPresent(dueTaiS * NS);
            dueTaiS++;
            if (present) {
                return stamp(arrivalTaiNs, delayNs - Math.floor(delayNs), now);
            }
        }
    }

    private Edge stamp(long arrivalTaiNs, double fractionNs, TrueInstant now) {
        double captureNs = spec.captureStepNs() * (capture.nextDouble() - 0.5);
        // The clock passes the seconds up to now first, so that the stamp lies on a finished piece of its timeline.
        clock.read();
        long clockNs = clock.readingAt(arrivalTaiNs, fractionNs + captureNs + 0.5);
        return new Edge(clockNs, clock.eraAt(arrivalTaiNs), now.monoAt(arrivalTaiNs));
    }

    private boolean isPresent(long taiNs) {
        return world.hasFix(taiNs) && !world.faults().isActive(FaultKind.PPS_LOSS, taiNs);
    }

    /** From the true second to the pin, ns. */
    private double delayNs(long taiS) {
        long taiNs = taiS * NS;
        return pulses.pulse(taiS).lateNs() + spec.cableDelayNs() + world.faults().valueAt(FaultKind.PPS_STEP, taiNs)
                + world.faults().integralAt(FaultKind.PPS_RAMP, taiNs);
    }

    @Override
    public long nextEventMonoNs() {
        // One ns later than the edge, for poll wants it to be over.
        return time.now().monoAt(dueTaiS * NS + (long) Math.floor(delayNs(dueTaiS)) + 1);
    }

    @Override
    public double stampUncertaintyNs() {
        return spec.captureStepNs() / 2;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
