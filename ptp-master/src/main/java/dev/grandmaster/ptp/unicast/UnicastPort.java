package dev.grandmaster.ptp.unicast;

import dev.grandmaster.ptp.dataset.DelayMechanism;
import dev.grandmaster.ptp.tlv.PortTlvs;

/**
 * What the service must know of its port.
 *
 * @param index comes back in tokens
 * @param portNumber within the instance
 * @param minorVersion of its messages
 * @param delayMechanism decides which kind of response can be granted
 * @param egressScaledNs later than its stamp a message leaves, 2^-16 ns
 * @param tlvs that it sends
 */
public record UnicastPort(int index, int portNumber, int minorVersion, DelayMechanism delayMechanism,
        long egressScaledNs, PortTlvs tlvs) {

    /** A port that sends no TLVs. */
    public UnicastPort(int index, int portNumber, int minorVersion, DelayMechanism delayMechanism,
            long egressScaledNs) {
        this(index, portNumber, minorVersion, delayMechanism, egressScaledNs, PortTlvs.NONE);
    }
}
