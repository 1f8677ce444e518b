package dev.grandmaster.time;

/**
 * What sources that do not depend on the receiver say of UTC, all of them together. Such a source never steers the clock: it confirms or
 * denies the name of a second.
 *
 * @param utcNs         UTC, ns since 1970-01-01 with days of 86,400 s
 * @param monoNs        monotonic ns at which it was so
 * @param uncertaintyNs UTC is believed to be within plus or minus this, ns
 * @param sources       how many agree on it, at least one
 */
public record Testimony(long utcNs, long monoNs, long uncertaintyNs, int sources) {
}
