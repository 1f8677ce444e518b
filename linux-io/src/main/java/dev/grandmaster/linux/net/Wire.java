package dev.grandmaster.linux.net;

import java.lang.foreign.MemorySegment;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.linux.ffi.Errno;

/**
 * What differs between PTP over UDPv4, UDPv6 and Ethernet: how a socket is opened, what an address looks like, how a multicast
 * message is recognised. Stateless apart from prepared addresses.
 */
sealed interface Wire extends Envelope permits UdpV4Wire, UdpV6Wire, EthernetWire {

    /** UDP port of event messages, IEEE 1588-2019 Annex C.2 and D.2. */
    int EVENT_PORT = 319;
    /** UDP port of general messages. */
    int GENERAL_PORT = 320;

    /**
     * The wire for a protocol.
     *
     * @param linkLocalGroup on Ethernet all messages go to the group that no bridge forwards
     */
    static Wire of(TransportProtocol protocol, SocketOptions options, boolean linkLocalGroup) {
        return switch (protocol) {
            case UDP_IPV4 -> new UdpV4Wire(options);
            case UDP_IPV6 -> new UdpV6Wire(options);
            case IEEE_802_3 -> new EthernetWire(linkLocalGroup);
        };
    }

    /**
     * Opens the socket that sends event messages, with options, address and groups, but without stamps. Returns a descriptor that
     * the caller owns, or {@code -errno}.
     */
    int openEvent(InterfaceProbe at);

    /** Opens the socket that sends general messages. */
    int openGeneral(InterfaceProbe at);

    /** Whether both kinds arrive at the event socket, so that the general one only sends. */
    boolean eventSocketHearsAll();

    /** Whether messages can be sent from the interface as it is now. */
    boolean ready(InterfaceProbe at);

    /** Reads the sockaddr of a sender. Returns false if the message is not for us. */
    boolean readName(MemorySegment name, PtpAddress into);

    /** Whether a received message was sent to a group. */
    boolean multicast(MemorySegment name, ControlReader control);

    /** Group of all messages but peer delay ones. */
    PtpAddress primaryGroup();

    /** Group of peer delay messages. */
    PtpAddress peerDelayGroup();

    /**
     * The UDP port of a receiver: 319 for event and 320 for general messages (IEEE 1588-2019 Annex C.2, D.2), but for one whose address bears
     * another port than these. It sits behind a translator of ports, or is a manager that is answered where it asks from.
     */
    static int portOf(PtpAddress to, boolean event) {
        return switch (to.port()) {
            case 0, EVENT_PORT, GENERAL_PORT -> event ? EVENT_PORT : GENERAL_PORT;
            default -> to.port();
        };
    }

    /** A refusal of the kernel that surely came before the message got a stamp id. After any other the kernel's count is unknown. */
    static boolean refusedBeforeCounting(int error) {
        return switch (-error) {
            case Errno.ENETUNREACH, Errno.EHOSTUNREACH,
                    Errno.EACCES, Errno.EADDRNOTAVAIL ->
                true;
            default -> false;
        };
    }
}
