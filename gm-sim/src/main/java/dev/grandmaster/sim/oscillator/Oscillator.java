package dev.grandmaster.sim.oscillator;

import java.util.random.RandomGenerator;

import dev.grandmaster.sim.world.RandomStreams;
import dev.grandmaster.sim.world.ThermalLag;

/**
 * One unit of an oscillator: frequency error in ppb, step by step.
 *
 * <p>{@code y = y0 + white + flicker + walk + ageing * t + k1 * dT + k2 * dT^2}, with dT the crystal's own temperature
 * above 25 degrees Celsius, which follows the air with a lag.
 */
public final class Oscillator {

    /** Temperature at which the temperature coefficients vanish, degrees Celsius. */
    public static final double REFERENCE_C = 25;

    private static final double PPB = 1e9;
    private static final double DAY_S = 86_400;

    private final double whitePpb;
    private final double walkPpbPerSqrtS;
    private final double ageingPpbPerS;
    private final double linearPpbPerK;
    private final double quadraticPpbPerK2;
    private final FlickerNoise flicker;
    private final ThermalLag crystal;
    private final RandomGenerator white;
    private final RandomGenerator walk;
    private double driftingPpb;

    /**
     * @param startC temperature of the air at the start, which the crystal has by then
     */
    public Oscillator(OscillatorSpec spec, double startC, RandomStreams streams) {
        RandomGenerator unit = streams.stream("oscillator unit");
        double sign = unit.nextBoolean() ? 1 : -1;
        this.ageingPpbPerS = sign * unit.nextDouble(0.3, 1.5) * spec.ageingPpbPerDay() / DAY_S;
        double sensitivity = unit.nextDouble(0.5, 1.5);
        this.linearPpbPerK = sensitivity * spec.temperaturePpbPerK();
        this.quadraticPpbPerK2 = sensitivity * spec.temperaturePpbPerK2();
        this.driftingPpb = spec.offsetPpb() * (2 * unit.nextDouble() - 1);
        this.whitePpb = spec.whiteSigma() * PPB;
        // AVAR(tau) = q tau / 3 for a random walk of frequency with dE[y^2]/dt = q.
        this.walkPpbPerSqrtS = spec.walkSigma() * PPB * Math.sqrt(3 / spec.walkTauS());
        this.flicker = new FlickerNoise(spec.flickerFloor() * PPB, streams.stream("oscillator flicker"));
        this.crystal = new ThermalLag(spec.thermalLagS(), startC);
        this.white = streams.stream("oscillator white");
        this.walk = streams.stream("oscillator walk");
    }

    /**
     * Lets {@code stepS} seconds pass.
     *
     * @param stepS length of the step, above 0; white FM is averaged over it, so it may change from step to step
     * @param ambientC temperature of the air during the step
     * @return mean frequency error over the step, ppb, positive = runs fast
     */
    public double advance(double stepS, double ambientC) {
        double warmK = crystal.advance(stepS, ambientC) - REFERENCE_C;
        driftingPpb += ageingPpbPerS * stepS + walkPpbPerSqrtS * Math.sqrt(stepS) * walk.nextGaussian();
        return driftingPpb + flicker.advance(stepS) + whitePpb / Math.sqrt(stepS) * white.nextGaussian()
                + (linearPpbPerK + quadraticPpbPerK2 * warmK) * warmK;
    }
}
