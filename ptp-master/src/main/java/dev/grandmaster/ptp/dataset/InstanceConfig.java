package dev.grandmaster.ptp.dataset;

import dev.grandmaster.ptp.wire.Header;
import dev.grandmaster.state.ClockIdentity;

/**
 * The settled part of an instance's defaultDS (IEEE 1588-2019 clause 8.2.1).
 *
 * @param name of the instance in configuration and status
 * @param clockIdentity ours
 * @param domainNumber 0 to 255
 * @param sdoId 12 bits, majorSdoId in the upper four (clause 16.5); 0 but for 802.1AS
 * @param priority1 0 to 255, lower wins
 * @param priority2 0 to 255, lower wins
 */
public record InstanceConfig(String name, ClockIdentity clockIdentity, int domainNumber, int sdoId, int priority1,
        int priority2) {

    public InstanceConfig {
        if ((domainNumber | priority1 | priority2) >>> 8 != 0 || sdoId >>> 12 != 0) {
            throw new IllegalArgumentException(
                    "instance " + name + ": domainNumber, priority1 and priority2 are octets, "
                            + "sdoId has 12 bits");
        }
    }

    /** Writes what all messages of a port of this instance have in common. */
    public void identify(Header message, int portNumber) {
        message.sdoId(sdoId);
        message.domainNumber(domainNumber);
        message.sourcePortIdentity(clockIdentity.value(), portNumber);
    }
}
