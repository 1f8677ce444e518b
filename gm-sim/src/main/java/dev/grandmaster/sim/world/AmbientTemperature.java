package dev.grandmaster.sim.world;

import java.util.random.RandomGenerator;

/** The temperature around the board, second by second. */
public final class AmbientTemperature {

    private static final double DAY_S = 86_400;
    private static final double FAST_S = 20 * 60;
    private static final double HVAC_PERIOD_S = 15 * 60;

    private final TemperatureSpec spec;
    private final GaussMarkov slow;
    private final GaussMarkov fast;
    private double dayPhase;
    private double hvacPhase;
    private double ambientC;

    public AmbientTemperature(TemperatureSpec spec, RandomStreams streams) {
        RandomGenerator random = streams.stream("temperature");
        this.spec = spec;
        this.slow = new GaussMarkov(spec.slowSigmaK(), DAY_S, random);
        this.fast = new GaussMarkov(spec.fastSigmaK(), FAST_S, random);
        this.dayPhase = random.nextDouble();
        this.hvacPhase = random.nextDouble();
        this.ambientC = compose(slow.value(), fast.value());
    }

    /** Lets {@code stepS} seconds pass and returns the temperature, degrees Celsius. */
    public double advance(double stepS) {
        dayPhase = (dayPhase + stepS / DAY_S) % 1;
        hvacPhase = (hvacPhase + stepS / HVAC_PERIOD_S) % 1;
        ambientC = compose(slow.advance(stepS), fast.advance(stepS));
        return ambientC;
    }

    public double ambientC() {
        return ambientC;
    }

    private double compose(double slowK, double fastK) {
        return spec.meanC() + spec.diurnalPeakToPeakK() / 2 * Math.sin(2 * Math.PI * dayPhase)
                + spec.hvacAmplitudeK() * Math.sin(2 * Math.PI * hvacPhase) + slowK + fastK;
    }
}
