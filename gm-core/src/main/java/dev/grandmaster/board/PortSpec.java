package dev.grandmaster.board;

/**
 * What a transport needs to open.
 *
 * @param interfaceName the network interface
 * @param protocol      how messages travel
 * @param timestamping  who takes the stamps
 */
public record PortSpec(String interfaceName, TransportProtocol protocol, Timestamping timestamping) {

    public PortSpec {
        if (interfaceName.isEmpty()) {
            throw new IllegalArgumentException("a port has an interface");
        }
    }
}
