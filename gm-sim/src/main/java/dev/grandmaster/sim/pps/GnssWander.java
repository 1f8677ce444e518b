package dev.grandmaster.sim.pps;

import java.util.random.RandomGenerator;

import dev.grandmaster.sim.world.GaussMarkov;

/**
 * Slow error of the received time against UTC: ionosphere, orbits and multipath, with their daily and half-daily
 * repetition; about +- 10 ns, 5.4 ns rms. No filter behind one receiver can see it.
 */
final class GnssWander {

    private static final double DAY_S = 86_400;

    private final double scale;
    private final double dailyNs;
    private final double halfDailyNs = 2;
    private final GaussMarkov minutes;
    private final GaussMarkov hours;
    private double dayPhase;
    private double halfDayPhase;

    /** @param scale multiple of the usual size */
    GnssWander(double scale, RandomGenerator random) {
        this.scale = scale;
        this.dailyNs = 6 * random.nextDouble(0.6, 1.4);
        this.minutes = new GaussMarkov(2, 1000, random);
        this.hours = new GaussMarkov(1.5, 4 * 3600, random);
        this.dayPhase = random.nextDouble();
        this.halfDayPhase = random.nextDouble();
    }

    /** Lets {@code stepS} seconds pass; returns how late the received second is, ns. */
    double advance(double stepS) {
        dayPhase = (dayPhase + stepS / DAY_S) % 1;
        halfDayPhase = (halfDayPhase + 2 * stepS / DAY_S) % 1;
        return scale * (dailyNs * Math.sin(2 * Math.PI * dayPhase) + halfDailyNs * Math.sin(2 * Math.PI * halfDayPhase)
                + minutes.advance(stepS) + hours.advance(stepS));
    }
}
