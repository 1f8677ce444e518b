package dev.grandmaster.board;

/**
 * One edge of the pulse per second.
 *
 * @param clockNs reading of the steered clock at the edge, TAI ns
 * @param era     the clock's era at that reading
 * @param monoNs  monotonic ns at the edge, within a few microseconds
 */
public record Edge(long clockNs, int era, long monoNs) {
}
