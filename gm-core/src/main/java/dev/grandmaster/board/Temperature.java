package dev.grandmaster.board;

/**
 * One reading of a thermometer.
 *
 * @param sensor  which one, for people
 * @param celsius degrees Celsius; finite
 * @param monoNs  monotonic ns at which it was measured
 */
public record Temperature(String sensor, double celsius, long monoNs) {

    public Temperature {
        if (!Double.isFinite(celsius)) {
            throw new IllegalArgumentException("a temperature is a number: " + celsius);
        }
    }

    /** How old the reading is, ns. */
    public long ageNs(long nowMonoNs) {
        return nowMonoNs - monoNs;
    }
}
