package dev.grandmaster.ptp.dataset;

import dev.grandmaster.quality.ClockQuality;
import dev.grandmaster.state.ClockIdentity;

/** defaultDS, IEEE 1588-2019 clause 8.2.1. twoStepFlag is always true and slaveOnly always false with us. */
public record DefaultDs(ClockIdentity clockIdentity, int numberPorts, ClockQuality clockQuality, int priority1,
        int priority2, int domainNumber, int sdoId) {
}
