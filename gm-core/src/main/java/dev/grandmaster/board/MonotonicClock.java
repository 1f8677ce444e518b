package dev.grandmaster.board;

/** The board's CLOCK_MONOTONIC, or virtual time. Leases, deadlines and ages run on it alone. */
@FunctionalInterface
public interface MonotonicClock {

    /** Monotonic ns; the origin means nothing. */
    long nowNs();
}
