package dev.grandmaster.gnss.receiver;

/**
 * What is asked of a receiver before it is trusted.
 *
 * @param notBeforeSeconds      seconds since 1970: no true date lies before it. The build date or a newer one from disk live, the
 *                              recording's own date in replay and tests
 * @param minSatellites         satellites used, at least, for a fix of position and time
 * @param minSatellitesTimeOnly the same where the position is given
 * @param maxTimeAccuracyNs     the receiver's own estimate, one sigma, at most
 * @param moving                the antenna travels, so that another position is no sign of anything
 */
public record ReceiverLimits(long notBeforeSeconds, int minSatellites, int minSatellitesTimeOnly,
        double maxTimeAccuracyNs, boolean moving) {

    /** Four unknowns need four satellites, one unknown needs one, and one more of each shows a lie of one of them. */
    public static ReceiverLimits since(long notBeforeSeconds) {
        return new ReceiverLimits(notBeforeSeconds, 5, 2, 200, false);
    }

    public ReceiverLimits withMoving(boolean travels) {
        return new ReceiverLimits(notBeforeSeconds, minSatellites, minSatellitesTimeOnly, maxTimeAccuracyNs, travels);
    }
}
