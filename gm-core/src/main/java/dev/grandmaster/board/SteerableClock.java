package dev.grandmaster.board;

import org.jspecify.annotations.Nullable;

/**
 * A clock that is steered: a PTP hardware clock, or the system clock behind the same contract. It counts TAI. Owner: the discipline agent
 * alone calls {@link #adjustFrequency} and {@link #step}; the others are safe from any thread.
 */
public interface SteerableClock extends AutoCloseable {

    /** A name for people, such as {@code /dev/ptp0}. */
    String name();

    /** The clock beside the monotonic clock; null while the clock cannot be read (unplugged, driver error). */
    @Nullable
    CrossTimestamp read();

    /** The largest frequency correction, ppb, that can be applied in either direction. */
    double maxFrequencyPpb();

    /** The correction in force, ppb, positive runs faster; NaN where it cannot be read. */
    double frequencyPpb();

    /**
     * Sets the frequency correction.
     *
     * @param ppb positive: run faster
     * @return what was really applied after rounding and limits, ppb; NaN on failure
     */
    double adjustFrequency(double ppb);

    /**
     * Steps the clock once and begins a new era: stamps of an older era are of no use any more.
     *
     * @param deltaNs added to the clock, ns
     * @return 0, or {@code -errno}
     */
    int step(long deltaNs);

    /** Counts the steps, ours and, where they are noticed, other people's. */
    int era();

    @Override
    void close();
}
