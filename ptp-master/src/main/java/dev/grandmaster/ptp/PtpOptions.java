package dev.grandmaster.ptp;

import dev.grandmaster.board.ManagementChannel;
import dev.grandmaster.ptp.management.ClockDescription;
import dev.grandmaster.ptp.management.ManagementLimits;
import dev.grandmaster.ptp.security.Seals;
import dev.grandmaster.ptp.unicast.UnicastConfig;
import org.jspecify.annotations.Nullable;

/**
 * What holds for all ports of an agent.
 *
 * @param unicast limits of unicast negotiation, of all ports together
 * @param description what the clock says of itself
 * @param localManagement where programs of this host ask and set, closed by the agent; null for nowhere
 * @param management who of the network may ask
 * @param seals by which all messages are sealed and those of others must be, of one agent alone; null for none
 */
public record PtpOptions(UnicastConfig unicast, ClockDescription description,
        @Nullable ManagementChannel localManagement, ManagementLimits management,
        @Nullable Seals seals) {
    public static final PtpOptions DEFAULT = new PtpOptions(UnicastConfig.DEFAULT, ClockDescription.DEFAULT);

    /** Without security, management asked by anybody. */
    public PtpOptions(UnicastConfig unicast, ClockDescription description,
            @Nullable ManagementChannel localManagement) {
        this(unicast, description, localManagement, ManagementLimits.DEFAULT, null);
    }

    /** The same with another place where programs of this host ask. */
    public PtpOptions askedAt(@Nullable ManagementChannel channel) {
        return new PtpOptions(unicast, description, channel, management, seals);
    }

    /** The same with other seals. */
    public PtpOptions sealedBy(@Nullable Seals newSeals) {
        return new PtpOptions(unicast, description, localManagement, management, newSeals);
    }

    /** Without a place where programs of this host ask. */
    public PtpOptions(UnicastConfig unicast, ClockDescription description) {
        this(unicast, description, null);
    }
}
