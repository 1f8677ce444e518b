package dev.grandmaster.sim.clock;

import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.board.SteerableClock;
import dev.grandmaster.sim.oscillator.Oscillator;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.sim.world.TrueInstant;
import dev.grandmaster.sim.world.TrueTime;
import dev.grandmaster.sim.world.World;

/**
 * A PTP hardware clock on a simulated oscillator. The oscillator gets a new frequency at each true second; in between
 * the clock runs evenly, but for steering.
 *
 * <p>As the contract says, one thread steers, others read. Whoever comes first after a true second lets the oscillator
 * and the world go on, under this clock's lock; readings of the past and of the near future come from an immutable
 * timeline and take no lock.
 */
public final class SimulatedClock implements SteerableClock {

    private static final long NS = 1_000_000_000L;

    /** Resolution of the kernel's frequency correction: 2^-16 ppm, in steps per ppb. */
    private static final double STEPS_PER_PPB = 65.536;

    /** A longer sleep of the host is passed in one step of the oscillator. */
    private static final long MOST_SINGLE_SECONDS = 3600;

    private final TrueTime time;
    private final World world;
    private final Oscillator oscillator;
    private final double maxFrequencyPpb;
    private volatile Timeline timeline;
    private volatile double correctionPpb;
    private double oscillatorPpb;
    private long tickTaiNs;

    public SimulatedClock(ClockSpec spec, TrueTime time, World world, Oscillator oscillator) {
        this.time = time;
        this.world = world;
        this.oscillator = oscillator;
        this.maxFrequencyPpb = spec.maxFrequencyPpb();
        long startTaiNs = time.now().taiNs();
        this.tickTaiNs = Math.floorDiv(startTaiNs, NS) * NS + NS;
        this.oscillatorPpb = oscillator.advance(1, world.ambientC());
        this.timeline = new Timeline(new Segment(startTaiNs, startTaiNs + spec.startErrorNs(), 0, oscillatorPpb, 0));
    }

    @Override
    public String name() {
        return "simulated clock";
    }

    @Override
    public CrossTimestamp read() {
        TrueInstant now = time.now();
        catchUp(now.taiNs());
        Segment segment = timeline.at(now.taiNs());
        return new CrossTimestamp(segment.readingAt(now.taiNs(), 0), now.monoNs(), now.windowNs(), segment.era());
    }

    /** What the clock read, or will read if nobody steers it, at a true time; TAI ns. Safe from any thread. */
    public long readingAt(long taiNs) {
        return readingAt(taiNs, 0);
    }

    /** The same, {@code plusNs} later: for instants between two nanoseconds. */
    public long readingAt(long taiNs, double plusNs) {
        return timeline.at(taiNs).readingAt(taiNs, plusNs);
    }

    /** The clock's era at a true time. Safe from any thread. */
    public int eraAt(long taiNs) {
        return timeline.at(taiNs).era();
    }

    /**
     * How far the clock is ahead of true TAI now, ns: what nobody but the simulation can know. Safe from any thread.
     */
    public double trueErrorNs() {
        long nowTaiNs = time.now().taiNs();
        catchUp(nowTaiNs);
        return timeline.at(nowTaiNs).errorNs(nowTaiNs);
    }

    @Override
    public double maxFrequencyPpb() {
        return maxFrequencyPpb;
    }

    @Override
    public double frequencyPpb() {
        return correctionPpb;
    }

    @Override
    public synchronized double adjustFrequency(double ppb) {
        if (Double.isNaN(ppb)) {
            return Double.NaN;
        }
        double limitedPpb = Math.clamp(ppb, -maxFrequencyPpb, maxFrequencyPpb);
        correctionPpb = Math.rint(limitedPpb * STEPS_PER_PPB) / STEPS_PER_PPB;
        long nowTaiNs = time.now().taiNs();
        catchUp(nowTaiNs);
        turn(nowTaiNs, 0, era());
        return correctionPpb;
    }

    @Override
    public synchronized int step(long deltaNs) {
        long nowTaiNs = time.now().taiNs();
        catchUp(nowTaiNs);
        turn(nowTaiNs, deltaNs, era() + 1);
        return 0;
    }

    @Override
    public int era() {
        return timeline.newest().era();
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    /** Passes every true second up to now. */
    private synchronized void catchUp(long nowTaiNs) {
        while (tickTaiNs <= nowTaiNs) {
            long dueS = (nowTaiNs - tickTaiNs) / NS;
            long stepS = dueS > MOST_SINGLE_SECONDS ? dueS : 1;
            oscillatorPpb = oscillator.advance((double) stepS, world.advance((double) stepS));
            double planted = world.faults().startedBetween(FaultKind.PHC_STEP, tickTaiNs - NS,
                    tickTaiNs + (stepS - 1) * NS);
            turn(tickTaiNs, Math.round(planted), era());
            tickTaiNs += stepS * NS;
        }
    }

    /**
     * Goes on at the present rate from a true time on. A truth that was set back does not undo the segments there are.
     */
    private void turn(long taiNs, long stepNs, int era) {
        Segment newest = timeline.newest();
        long fromTaiNs = Math.max(taiNs, newest.fromTaiNs());
        timeline = timeline.with(newest.next(fromTaiNs, oscillatorPpb + correctionPpb, stepNs, era));
    }
}
