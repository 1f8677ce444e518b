package dev.grandmaster.history;

import dev.grandmaster.state.ClockState;

/**
 * A stretch of seconds drawn as one point of a plot.
 *
 * @param fromTaiSeconds first second
 * @param toTaiSeconds   last second
 * @param seconds        how many records there are within; less than the stretch is long where some are missing
 * @param offset         ns
 * @param bound          ns; infinite where nothing was known
 * @param frequency      ppb
 * @param temperature    degrees Celsius
 * @param leastSatellites used
 * @param worstState     the state furthest from LOCKED
 * @param worstClockClass the largest
 */
public record HistorySpan(long fromTaiSeconds, long toTaiSeconds, int seconds, Range offset, Range bound,
        Range frequency, Range temperature, int leastSatellites, ClockState worstState, int worstClockClass) {

    /**
     * The smallest and the largest value.
     *
     * @param least NaN, like {@code most}, where no value was known
     * @param most  NaN like {@code least}
     */
    public record Range(double least, double most) {

        /** No value was known. */
        public static final Range UNKNOWN = new Range(Double.NaN, Double.NaN);

        /** The range that covers both. */
        public Range and(Range other) {
            return new Range(least <= other.least || Double.isNaN(other.least) ? least : other.least,
                    most >= other.most || Double.isNaN(other.most) ? most : other.most);
        }

        /** The range that covers a value as well; NaN changes nothing. */
        public Range and(double value) {
            return and(new Range(value, value));
        }
    }
}
