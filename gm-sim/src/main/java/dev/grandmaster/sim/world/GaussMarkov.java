package dev.grandmaster.sim.world;

import java.util.random.RandomGenerator;

/**
 * First-order Gauss-Markov (Ornstein-Uhlenbeck) process: noise that forgets itself with one time constant.
 *
 * <p>The discretisation is exact for any step, and the process starts from its stationary distribution, as if it had
 * always run.
 */
public final class GaussMarkov {

    private final double sigma;
    private final double timeConstantS;
    private final RandomGenerator random;
    private double value;
    private double cachedStepS = Double.NaN;
    private double keep;
    private double kick;

    /**
     * @param sigma standard deviation of the stationary process, in the unit of the value
     * @param timeConstantS correlation time, s
     */
    public GaussMarkov(double sigma, double timeConstantS, RandomGenerator random) {
        this.sigma = sigma;
        this.timeConstantS = timeConstantS;
        this.random = random;
        this.value = sigma * random.nextGaussian();
    }

    /** Lets {@code stepS} seconds pass and returns the new value. */
    public double advance(double stepS) {
        if (stepS != cachedStepS) {
            cachedStepS = stepS;
            keep = Math.exp(-stepS / timeConstantS);
            kick = sigma * Math.sqrt(-Math.expm1(-2 * stepS / timeConstantS));
        }
        value = keep * value + kick * random.nextGaussian();
        return value;
    }

    public double value() {
        return value;
    }
}
