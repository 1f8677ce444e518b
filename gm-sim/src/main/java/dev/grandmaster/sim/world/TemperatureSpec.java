package dev.grandmaster.sim.world;

/**
 * How the temperature of the room behaves.
 *
 * @param meanC long-term mean, degrees Celsius
 * @param diurnalPeakToPeakK day and night, peak to peak
 * @param slowSigmaK weather: standard deviation of a Gauss-Markov process of one day
 * @param fastSigmaK doors and people: standard deviation of a Gauss-Markov process of 20 minutes
 * @param hvacAmplitudeK air conditioning: amplitude of a cycle of 15 minutes
 * @param unseenSigmaK what reaches the oscillator and not the thermometer (a neighbour that works, a draught): standard
 *         deviation of a Gauss-Markov process of two hours
 * @param unseenDiurnalK the same with day and night, peak to peak
 */
public record TemperatureSpec(double meanC, double diurnalPeakToPeakK, double slowSigmaK, double fastSigmaK,
        double hvacAmplitudeK, double unseenSigmaK, double unseenDiurnalK) {

    /** An equipment room with ordinary air conditioning. */
    public static final TemperatureSpec EQUIPMENT_ROOM = new TemperatureSpec(25, 5, 0.7, 0.25, 0.15, 0, 0);

    /** A temperature chamber: nothing moves. */
    public static final TemperatureSpec CONSTANT = new TemperatureSpec(25, 0, 0, 0, 0, 0, 0);

    /** The same room, where the oscillator feels what the thermometer does not: 0.6 K within hours and 1 K by day. */
    public static final TemperatureSpec PARTLY_UNSEEN = new TemperatureSpec(25, 5, 0.7, 0.25, 0.15, 0.6, 1);
}
