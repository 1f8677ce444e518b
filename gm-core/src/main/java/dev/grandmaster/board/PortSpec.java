package dev.grandmaster.board;

/**
 * What a transport needs to open.
 *
 * @param interfaceName the network interface
 * @param protocol      how messages travel
 * @param timestamping  who takes the stamps
 * @param marking       what routers and switches read in its packets
 * @param manner        how its messages leave
 */
public record PortSpec(String interfaceName, TransportProtocol protocol, Timestamping timestamping, Marking marking,
        Manner manner) {

    /**
     * How messages leave.
     *
     * @param oneStep        the card puts its stamp into each Sync where it can (HWTSTAMP_TX_ONESTEP_SYNC)
     * @param linkLocalGroup on Ethernet all messages go to 01-80-C2-00-00-0E, which no bridge forwards, instead of 01-1B-19-00-00-00
     * @param packetPath     on UDP messages to granted clients go to the neighbour that their requests came from, past the routing table
     */
    public record Manner(boolean oneStep, boolean linkLocalGroup, boolean packetPath) {
        public static final Manner USUAL = new Manner(false, false, false);
    }

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

    /** A port whose messages leave in two steps to the usual group. */
    public PortSpec(String interfaceName, TransportProtocol protocol, Timestamping timestamping, Marking marking) {
        this(interfaceName, protocol, timestamping, marking, Manner.USUAL);
    }

    public PortSpec {
        if (interfaceName.isEmpty()) {
            throw new IllegalArgumentException("a port has an interface");
        }
    }
}
