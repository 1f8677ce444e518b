package dev.grandmaster.ptp;

import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.ptp.dataset.InstanceConfig;
import dev.grandmaster.ptp.port.PortConfig;
import dev.grandmaster.ptp.tlv.PortTlvs;

/**
 * A port as the composition root wants it. Ports of several instances may share a transport if their domains differ.
 *
 * @param instance that it belongs to; equal ones are one instance
 * @param config of the port
 * @param transport below it
 * @param tlvs that it sends
 */
public record PortPlan(InstanceConfig instance, PortConfig config, PtpTransport transport, PortTlvs tlvs) {

    /** The same port of another instance. */
    public PortPlan with(InstanceConfig other) {
        return new PortPlan(other, config, transport, tlvs);
    }

    /** A port that sends no TLVs. */
    public PortPlan(InstanceConfig instance, PortConfig config, PtpTransport transport) {
        this(instance, config, transport, PortTlvs.NONE);
    }
}
