package dev.grandmaster.board;

/**
 * What a transport needs to open.
 *
 * @param interfaceName the network interface
 * @param protocol      how messages travel
 * @param timestamping  who takes the stamps
 * @param marking       what routers and switches read in its packets
 */
public record PortSpec(String interfaceName, TransportProtocol protocol, Timestamping timestamping, Marking marking) {

    /**
     * Marks of IP packets; plain Ethernet has none.
     *
     * @param dscpEvent   differentiated services code point of event messages, 0 to 63
     * @param dscpGeneral the same of general messages
     * @param udpTtl      hops of multicast messages, 1 to 255; 1 keeps them on the link (IEEE 1588-2019 Annex C.3)
     */
    public record Marking(int dscpEvent, int dscpGeneral, int udpTtl) {
        public static final Marking NONE = new Marking(0, 0, 1);
    }

    /** A port whose packets bear no mark. */
    public PortSpec(String interfaceName, TransportProtocol protocol, Timestamping timestamping) {
        this(interfaceName, protocol, timestamping, Marking.NONE);
    }

    public PortSpec {
        if (interfaceName.isEmpty()) {
            throw new IllegalArgumentException("a port has an interface");
        }
    }
}
