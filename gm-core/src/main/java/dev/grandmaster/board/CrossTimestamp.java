package dev.grandmaster.board;

/**
 * A clock and the monotonic clock read at the same instant.
 *
 * @param clockNs  reading of the clock, TAI ns
 * @param monoNs   monotonic ns at that reading
 * @param windowNs how far apart the two readings can be at most, ns
 * @param era      the clock's era, see {@link SteerableClock#step(long)}
 */
public record CrossTimestamp(long clockNs, long monoNs, long windowNs, int era) {

    /** The clock's reading, TAI ns, at another monotonic instant near by. */
    public long clockAt(long otherMonoNs) {
        return clockNs + (otherMonoNs - monoNs);
    }
}
