package dev.grandmaster.ptp;

import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.ptp.dataset.InstanceConfig;
import dev.grandmaster.ptp.port.PortConfig;

/**
 * A port as the composition root wants it. Ports of several instances may share a transport if their domains differ.
 *
 * @param instance that it belongs to; equal ones are one instance
 * @param config of the port
 * @param transport below it
 */
public record PortPlan(InstanceConfig instance, PortConfig config, PtpTransport transport) {
}
