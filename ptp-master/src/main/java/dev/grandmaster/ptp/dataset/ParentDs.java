package dev.grandmaster.ptp.dataset;

import dev.grandmaster.quality.ClockQuality;
import dev.grandmaster.state.ClockIdentity;

/** parentDS, IEEE 1588-2019 clause 8.2.3. The parent's portNumber is 0, and parentStats are not kept. */
public record ParentDs(ClockIdentity parentClockIdentity, ClockIdentity grandmasterIdentity,
        ClockQuality grandmasterClockQuality, int grandmasterPriority1, int grandmasterPriority2) {
}
