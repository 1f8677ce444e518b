package dev.grandmaster.sim.pps;

import java.util.random.RandomGenerator;

import dev.grandmaster.sim.world.GaussMarkov;

/**
 * Rounding of pulses to the edges of the receiver's free-running clock.
 *
 * <p>The clock's edges move against the true second by the receiver's frequency error, so the rounding error is a
 * sawtooth. When that rate comes near a whole number of periods a second, the sawtooth beats slowly and its mean stands
 * away from zero for minutes: a hanging bridge.
 */
final class Sawtooth {

    /** The receiver's TCXO is within 0.5 ppm. */
    private static final double RATE_BOUND_NS_PER_S = 500;
    /** It moves with the temperature by some ppb in an hour, which lets the beat pass through zero now and then. */
    private static final double RATE_SIGMA_NS_PER_S = 6;
    private static final double RATE_TIME_S = 3600;

    private final double periodNs;
    private final double meanRateNsPerS;
    private final GaussMarkov rate;
    private double phaseNs;

    /** @param periodNs period of the receiver's clock; 0 for no rounding at all */
    Sawtooth(double periodNs, RandomGenerator random) {
        this.periodNs = periodNs;
        this.meanRateNsPerS = RATE_BOUND_NS_PER_S * (2 * random.nextDouble() - 1);
        this.rate = new GaussMarkov(RATE_SIGMA_NS_PER_S, RATE_TIME_S, random);
        this.phaseNs = periodNs * random.nextDouble();
    }

    /**
     * Lets {@code stepS} seconds pass; returns how late the edge nearest to the second is, within half a period either
     * way, ns.
     */
    double advance(double stepS) {
        if (periodNs == 0) {
            return 0;
        }
        phaseNs = (phaseNs + (meanRateNsPerS + rate.advance(stepS)) * stepS) % periodNs;
        return phaseNs - periodNs * Math.rint(phaseNs / periodNs);
    }
}
