package dev.grandmaster.sim.world;

/**
 * How the temperature of the room behaves.
 *
 * @param meanC long-term mean, degrees Celsius
 * @param diurnalPeakToPeakK day and night, peak to peak
 * @param slowSigmaK weather: standard deviation of a Gauss-Markov process of one day
 * @param fastSigmaK doors and people: standard deviation of a Gauss-Markov process of 20 minutes
 * @param hvacAmplitudeK air conditioning: amplitude of a cycle of 15 minutes
 */
public record TemperatureSpec(double meanC, double diurnalPeakToPeakK, double slowSigmaK, double fastSigmaK,
        double hvacAmplitudeK) {

    /** An equipment room with ordinary air conditioning. */
    public static final TemperatureSpec EQUIPMENT_ROOM = new TemperatureSpec(25, 5, 0.7, 0.25, 0.15);

    /** A temperature chamber: nothing moves. */
    public static final TemperatureSpec CONSTANT = new TemperatureSpec(25, 0, 0, 0, 0);
}
