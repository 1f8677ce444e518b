package dev.grandmaster.ptp;

import dev.grandmaster.ptp.management.ClockDescription;
import dev.grandmaster.ptp.unicast.UnicastConfig;

/**
 * What holds for all ports of an agent.
 *
 * @param unicast limits of unicast negotiation, of all ports together
 * @param description what the clock says of itself
 */
public record PtpOptions(UnicastConfig unicast, ClockDescription description) {
    public static final PtpOptions DEFAULT = new PtpOptions(UnicastConfig.DEFAULT, ClockDescription.DEFAULT);
}
