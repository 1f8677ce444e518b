package dev.grandmaster.sim.world;

import java.util.random.RandomGenerator;

/** Warmth at the oscillator that no thermometer sees. */
final class UnseenWarmth {

    private static final double DAY_S = 86_400;
    private static final double HOURS_S = 7200;

    private final double diurnalK;
    private final GaussMarkov hours;
    private double dayPhase;

    UnseenWarmth(TemperatureSpec spec, RandomStreams streams) {
        RandomGenerator random = streams.stream("unseen temperature");
        this.diurnalK = spec.unseenDiurnalK() / 2;
        this.hours = new GaussMarkov(spec.unseenSigmaK(), HOURS_S, random);
        this.dayPhase = random.nextDouble();
    }

    /** Lets {@code stepS} seconds pass and returns it, K. */
    double advance(double stepS) {
        dayPhase = (dayPhase + stepS / DAY_S) % 1;
        return hours.advance(stepS) + diurnalK * Math.sin(2 * Math.PI * dayPhase);
    }
}
