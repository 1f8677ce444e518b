package dev.grandmaster.sim.world;

import java.util.random.RandomGenerator;

/** A digital thermometer on the board: it lags, it is noisy, and it counts in steps (TMP117 and LM75 class). */
public final class TemperatureSensor {

    private static final double LAG_S = 30;
    private static final double NOISE_K = 0.02;
    private static final double STEP_K = 0.0625;

    private final ThermalLag housing;
    private final RandomGenerator noise;

    public TemperatureSensor(double startC, RandomStreams streams) {
        this.housing = new ThermalLag(LAG_S, startC);
        this.noise = streams.stream("temperature sensor");
    }

    /** Lets {@code stepS} seconds pass at {@code ambientC}. */
    public void advance(double stepS, double ambientC) {
        housing.advance(stepS, ambientC);
    }

    /** One conversion, degrees Celsius. */
    public double readC() {
        return STEP_K * Math.rint((housing.bodyC() + NOISE_K * noise.nextGaussian()) / STEP_K);
    }
}
