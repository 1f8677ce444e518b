package dev.grandmaster.sim.board;

import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.board.Board;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.BoardInfo;
import dev.grandmaster.board.GnssLink;
import dev.grandmaster.board.MonotonicClock;
import dev.grandmaster.board.Pollable;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PpsInput;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.board.RealtimeMapping;
import dev.grandmaster.board.Sensors;
import dev.grandmaster.board.Waiter;
import dev.grandmaster.sim.clock.HostToClock;
import dev.grandmaster.sim.clock.SimulatedClock;
import dev.grandmaster.sim.oscillator.Oscillator;
import dev.grandmaster.sim.pps.PulseTrain;
import dev.grandmaster.sim.pps.SimulatedPps;
import dev.grandmaster.sim.pps.TruePulse;
import dev.grandmaster.sim.world.Fault;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.sim.world.FaultSchedule;
import dev.grandmaster.sim.world.Foreseeable;
import dev.grandmaster.sim.world.RandomStreams;
import dev.grandmaster.sim.world.TrueTime;
import dev.grandmaster.sim.world.World;
import dev.grandmaster.time.LeapSecondTable;

/**
 * A grandmaster's hardware that does not exist: the ports over simulated physics, in virtual or in real time.
 *
 * <p>What no real board has: the truth. {@link #clock()} knows its true error, and {@link #inject} lets things go
 * wrong.
 */
public final class SimulatedBoard implements Board {

    private static final long NS = 1_000_000_000L;

    /** An injected fault begins a little later, so that no second that is just being passed can miss it. */
    private static final long INJECTION_LEAD_NS = 10_000_000L;

    private final TrueTime time;
    private final Outside outside;
    private final World world;
    private final SimulatedClock clock;
    private final SimulatedPps pps;
    private final TruePulse measurement;
    private final GnssLink receiver;
    private final BoardThermometer thermometer;
    private final List<PtpTransport> transports = new ArrayList<>();

    /**
     * @param time virtual or the host's
     * @param faults planned ones; more may be injected later
     * @param leapSeconds the true ones
     */
    public SimulatedBoard(SimulationSpec spec, TrueTime time, List<Fault> faults, LeapSecondTable leapSeconds,
            Outside outside) {
        RandomStreams streams = new RandomStreams(spec.seed());
        long startTaiNs = time.now().taiNs();
        this.time = time;
        this.outside = outside;
        this.world = new World(spec.temperature(), new FaultSchedule(faults), leapSeconds,
                startTaiNs + spec.skyAfterNs(),
                streams);
        this.clock = new SimulatedClock(spec.clock(), time, world,
                new Oscillator(spec.oscillator(), world.ambientC(), streams));
        PulseTrain pulses = new PulseTrain(spec.pulse(), Math.floorDiv(startTaiNs, NS), streams);
        this.pps = new SimulatedPps(spec.pulse(), time, world, clock, pulses, streams);
        this.measurement = new TruePulse(time, clock);
        this.receiver = outside.receiver(time, world, pulses);
        this.thermometer = new BoardThermometer(time, world, clock);
    }

    @Override
    public BoardInfo info() {
        return new BoardInfo("simulated", "Grandmaster project", true);
    }

    @Override
    public MonotonicClock monotonic() {
        return () -> time.now().monoNs();
    }

    @Override
    public SimulatedClock clock() {
        return clock;
    }

    @Override
    public PpsInput pps() {
        return pps;
    }

    @Override
    public PpsInput measurement() {
        return measurement;
    }

    @Override
    public GnssLink gnss() {
        return receiver;
    }

    @Override
    public Sensors sensors() {
        return thermometer;
    }

    @Override
    public PtpTransport transport(PortSpec spec) throws BoardException {
        PtpTransport transport = outside.transport(spec, this);
        transports.add(transport);
        return transport;
    }

    @Override
    public Waiter waiter(List<? extends Pollable> sources) throws BoardException {
        return new ForeseeingWaiter(outside.waiter(sources), foreseeable(sources));
    }

    /** In real time: what the clock read when the host's CLOCK_REALTIME, which is the truth, read something. */
    public RealtimeMapping hostToClock() {
        return new HostToClock(clock, world.leapSeconds());
    }

    public TrueTime time() {
        return time;
    }

    public World world() {
        return world;
    }

    /** Lets something go wrong from now on. Safe from any thread. */
    public void inject(FaultKind kind, long forNs, double value) {
        world.faults().inject(new Fault(kind, time.now().taiNs() + INJECTION_LEAD_NS, forNs, value));
    }

    /**
     * The earliest thing that any simulated part of the board foresees, monotonic ns: as far as virtual time may go at
     * once when no agent wants to be called earlier.
     */
    public long nextEventMonoNs() {
        long earliestNs = Math.min(pps.nextEventMonoNs(), foreseenMonoNs(receiver));
        for (PtpTransport transport : transports) {
            earliestNs = Math.min(earliestNs, foreseenMonoNs(transport));
        }
        return earliestNs;
    }

    private static long foreseenMonoNs(Pollable source) {
        return source instanceof Foreseeable foreseeing ? foreseeing.nextEventMonoNs() : Long.MAX_VALUE;
    }

    private static List<Foreseeable> foreseeable(List<? extends Pollable> sources) {
        return sources.stream().filter(Foreseeable.class::isInstance).map(Foreseeable.class::cast).toList();
    }

    @Override
    public void close() {
        transports.forEach(PtpTransport::close);
        receiver.close();
        pps.close();
        clock.close();
    }
}
