package dev.grandmaster.ptp.dataset;

/**
 * currentDS, IEEE 1588-2019 clause 8.2.2: a grandmaster is no steps away from itself.
 *
 * @param stepsRemoved 0
 * @param offsetFromMasterScaledNs 0, 2^-16 ns
 * @param meanDelayScaledNs 0, 2^-16 ns
 */
public record CurrentDs(int stepsRemoved, long offsetFromMasterScaledNs, long meanDelayScaledNs) {
    /** The only one there is while no port is a slave. */
    public static final CurrentDs GRANDMASTER = new CurrentDs(0, 0, 0);
}
