package dev.grandmaster.sim.world;

/**
 * The truth at one instant.
 *
 * @param taiNs true TAI, ns since 1970
 * @param monoNs the host's monotonic ns at the same instant
 * @param windowNs how far apart the two can be at most, ns
 */
public record TrueInstant(long taiNs, long monoNs, long windowNs) {

    /** Monotonic ns of another true time near by. */
    public long monoAt(long otherTaiNs) {
        return monoNs + (otherTaiNs - taiNs);
    }
}
