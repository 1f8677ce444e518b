package dev.grandmaster.sim.net;

/**
 * How a message travels.
 *
 * @param delayNs least time from stamp to stamp, the same in both directions
 * @param jitterNs mean of an exponential delay that is added to it; messages may overtake each other
 * @param lossFraction how many messages never arrive, 0 to 1
 * @param stampLossFraction how many transmit stamps are never reported, 0 to 1
 */
public record WireSpec(long delayNs, double jitterNs, double lossFraction, double stampLossFraction) {

    /** A metre of cable. */
    public static final WireSpec SHORT_CABLE = new WireSpec(5, 0, 0, 0);
}
