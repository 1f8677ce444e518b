package dev.grandmaster.sim.oscillator;

import java.util.random.RandomGenerator;

import dev.grandmaster.sim.world.GaussMarkov;

/**
 * Flicker (1/f) noise as a sum of Gauss-Markov processes of equal variance, whose time constants are spaced evenly in
 * the logarithm.
 *
 * <p>With a ratio r between neighbours the one-sided spectral density of the sum is sigma^2 / (ln r * f) between the
 * ends, and the Allan deviation of such noise is flat at sqrt(2 ln 2 * sigma^2 / ln r). A fractional difference filter
 * (Kasdin) gives the same spectrum, but remembers every sample it ever made and works at one sampling interval only.
 * This sum is exact at any step, starts as if it had always run, and costs {@value #PROCESSES} normal deviates a step.
 * With r = sqrt(10) the ripple stays below one percent.
 */
final class FlickerNoise {

    static final int PROCESSES = 14;
    private static final double RATIO = Math.sqrt(10);

    /**
     * The fastest process, s: it sets the noise of neighbouring seconds. Sampled once a second, this value gives the
     * Allan deviation at 1 s that the fractional filter has there too: 1.20 times the floor. The slowest process is
     * then at 0.43 * 10^6.5 s, 16 days.
     */
    private static final double FASTEST_S = 0.43;

    private final GaussMarkov[] processes = new GaussMarkov[PROCESSES];

    /** @param floor the flat Allan deviation wanted, in the unit of the value */
    FlickerNoise(double floor, RandomGenerator random) {
        double sigma = floor * Math.sqrt(Math.log(RATIO) / (2 * Math.log(2)));
        double timeConstantS = FASTEST_S;
        for (int i = 0; i < PROCESSES; i++) {
            processes[i] = new GaussMarkov(sigma, timeConstantS, random);
            timeConstantS *= RATIO;
        }
    }

    /** Lets {@code stepS} seconds pass and returns the new value. */
    double advance(double stepS) {
        double sum = 0;
        for (GaussMarkov process : processes) {
            sum += process.advance(stepS);
        }
        return sum;
    }
}
