package dev.grandmaster.sim.pps;

/**
 * One pulse as the receiver makes it, before faults, cable and capture.
 *
 * @param taiS the second it marks, TAI seconds since 1970
 * @param lateNs how much later than the true second it leaves the receiver
 * @param qErrPs what the receiver says of its own rounding, ps, in the sense of UBX-TIM-TP: added to the time of the
 *         pulse it gives the time that the receiver meant, so a pulse that was rounded to a later clock edge has a
 *         negative one
 */
public record Pulse(long taiS, double lateNs, int qErrPs) {
}
