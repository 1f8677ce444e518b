package dev.grandmaster.ptp.dataset;

import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.PtpStatus;

/**
 * portDS, IEEE 1588-2019 clause 8.2.15. versionNumber is always 2 with us.
 *
 * @param meanLinkDelayScaledNs of a P2P port, 2^-16 ns; 0 while it is not known, and on others
 */
public record PortDs(ClockIdentity clockIdentity, int portNumber, PtpStatus.PortState portState,
        int logMinDelayReqInterval, int logAnnounceInterval, int announceReceiptTimeout, int logSyncInterval,
        DelayMechanism delayMechanism, int minorVersionNumber, long meanLinkDelayScaledNs) {
}
