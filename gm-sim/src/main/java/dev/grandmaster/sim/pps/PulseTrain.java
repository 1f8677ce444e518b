package dev.grandmaster.sim.pps;

import java.util.random.RandomGenerator;

import dev.grandmaster.sim.world.RandomStreams;

/**
 * The pulses of one receiver, one a second. The receiver asks a second ahead, to announce its rounding; the pulse input
 * asks when the time has come; both get the same pulse. Thread-safe.
 */
public final class PulseTrain {

    /** As many pulses as a late reader may still ask for. */
    private static final int REMEMBERED = 8;

    private static final double OUTLIER_LEAST_NS = 100;
    private static final double OUTLIER_MOST_NS = 10_000;

    private final PulseSpec spec;
    private final Sawtooth sawtooth;
    private final GnssWander wander;
    private final RandomGenerator jitter;
    private final RandomGenerator outliers;
    private final Pulse[] recent = new Pulse[REMEMBERED];
    private long newestTaiS;

    /** @param firstTaiS the first second that may be asked for, TAI seconds since 1970 */
    public PulseTrain(PulseSpec spec, long firstTaiS, RandomStreams streams) {
        this.spec = spec;
        this.sawtooth = new Sawtooth(spec.granularityNs(), streams.stream("sawtooth"));
        this.wander = new GnssWander(spec.wanderScale(), streams.stream("gnss wander"));
        this.jitter = streams.stream("pulse jitter");
        this.outliers = streams.stream("pulse outliers");
        this.newestTaiS = firstTaiS;
        Pulse first = make(firstTaiS, 1);
        for (int i = 0; i < REMEMBERED; i++) {
            recent[i] = first;
        }
    }

    /** The pulse that marks that second. A second too long ago to be remembered gets the oldest one that is. */
    public synchronized Pulse pulse(long taiS) {
        while (newestTaiS < taiS) {
            // A gap longer than the memory is one long step: nobody will ask for the pulses in it.
            long stepS = Math.max(1, taiS - newestTaiS - REMEMBERED);
            newestTaiS += stepS;
            recent[slot(newestTaiS)] = make(newestTaiS, (double) stepS);
        }
        return recent[slot(Math.max(taiS, newestTaiS - REMEMBERED + 1))];
    }

    private Pulse make(long taiS, double stepS) {
        double roundedNs = sawtooth.advance(stepS);
        double lateNs = wander.advance(stepS) + roundedNs + spec.jitterNs() * jitter.nextGaussian();
        if (outliers.nextDouble() < spec.outlierFraction()) {
            lateNs += OUTLIER_LEAST_NS * Math.pow(OUTLIER_MOST_NS / OUTLIER_LEAST_NS, outliers.nextDouble());
        }
        return new Pulse(taiS, lateNs, (int) Math.rint(-1000 * roundedNs));
    }

    private static int slot(long taiS) {
        return Math.floorMod(taiS, REMEMBERED);
    }
}
