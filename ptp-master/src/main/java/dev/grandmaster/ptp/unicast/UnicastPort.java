package dev.grandmaster.ptp.unicast;

import dev.grandmaster.ptp.dataset.DelayMechanism;
import dev.grandmaster.ptp.tlv.PortTlvs;
import dev.grandmaster.ptp.transmit.LatencyInForce;

/**
 * What the service must know of its port.
 *
 * @param index comes back in tokens
 * @param portNumber within the instance
 * @param minorVersion of its messages
 * @param delayMechanism decides which kind of response can be granted
 * @param latency later than its stamp a message leaves
 * @param tlvs that it sends
 */
public record UnicastPort(int index, int portNumber, int minorVersion, DelayMechanism delayMechanism,
        LatencyInForce latency, PortTlvs tlvs) {

    /** A port that sends no TLVs. */
    public UnicastPort(int index, int portNumber, int minorVersion, DelayMechanism delayMechanism,
            LatencyInForce latency) {
        this(index, portNumber, minorVersion, delayMechanism, latency, PortTlvs.NONE);
    }
}
