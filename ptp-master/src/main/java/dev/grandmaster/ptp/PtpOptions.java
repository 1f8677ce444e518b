package dev.grandmaster.ptp;

import dev.grandmaster.board.ManagementChannel;
import dev.grandmaster.ptp.management.ClockDescription;
import dev.grandmaster.ptp.unicast.UnicastConfig;
import org.jspecify.annotations.Nullable;

/**
 * What holds for all ports of an agent.
 *
 * @param unicast limits of unicast negotiation, of all ports together
 * @param description what the clock says of itself
 * @param localManagement where programs of this host ask and set, closed by the agent; null for nowhere
 */
public record PtpOptions(UnicastConfig unicast, ClockDescription description,
        @Nullable ManagementChannel localManagement) {
    public static final PtpOptions DEFAULT = new PtpOptions(UnicastConfig.DEFAULT, ClockDescription.DEFAULT);

    /** Without a place where programs of this host ask. */
    public PtpOptions(UnicastConfig unicast, ClockDescription description) {
        this(unicast, description, null);
    }
}
