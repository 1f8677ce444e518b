package dev.grandmaster.linux.net;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.linux.ffi.SocketStructs;
import dev.grandmaster.linux.ffi.Sockets;

/**
 * The way of granted clients of a UDP port: whole Ethernet frames to the neighbour that their own requests came from, past routing table, firewall
 * and queueing discipline. It opens the packet sockets, learns the neighbours, and writes the frames; they are sent by an {@link Outbound}.
 *
 * <p>A message that it does not take goes by the UDP sockets: its receiver has no grant, or the neighbour or the address of ours that was asked is not
 * known for sure, or it is too long.
 */
final class FramePath {

    /** Rounds of {@link ReceiveBatch#SLOTS} requests in which it learns at once; what is behind them waits. */
    private static final int ROUNDS = 8;
    private static final int MAC_BYTES = 6;
    private static final int IPV4_SOURCE = 12;
    private static final int IPV6_SOURCE = 8;

    private static final ValueLayout.OfInt BE_INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong BE_LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /** A frame says all by itself, padding included. */
    static final Envelope ENVELOPE = new Envelope() {
        @Override
        public int eventPadding() {
            return 0;
        }

        @Override
        public int nameBytes() {
            return 0;
        }

        @Override
        public void writeName(MemorySegment name, PtpAddress to, boolean event, int interfaceIndex) {
            // there is none
        }

        @Override
        public int writeOrigin(MemorySegment control, long at, PtpAddress to, int interfaceIndex) {
            return 0;
        }
    };

    private final boolean ipv6;
    private final NextHops hops = new NextHops();
    private final OwnAddresses addresses;
    private final FrameWriter writer;
    private final ReceiveBatch requests;
    private final PtpAddress heard = new PtpAddress();

    FramePath(Arena arena, Wire wire, TransportProtocol protocol, SocketOptions options) {
        ipv6 = protocol == TransportProtocol.UDP_IPV6;
        addresses = new OwnAddresses(arena, wire, protocol);
        writer = new FrameWriter(protocol, options, wire.eventPadding());
        requests = new ReceiveBatch(arena);
    }

    /** Whether frames can be sent from an interface. */
    static boolean possible(InterfaceProbe at) {
        return at.ethernet() && at.mac() != 0;
    }

    /** Opens a socket that only sends, with the priority of the UDP socket whose messages it takes over. A descriptor or {@code -errno}. */
    int openSender(InterfaceProbe at, int udpSocket) {
        int priority = Math.max(Sockets.option(udpSocket, Sockets.SOL_SOCKET, Sockets.SO_PRIORITY), 0);
        return new SocketSetup(Sockets.socket(Sockets.AF_PACKET, Sockets.SOCK_RAW, 0)).buffers()
                .option(Sockets.SOL_PACKET, Sockets.PACKET_QDISC_BYPASS, 1)
                .option(Sockets.SOL_SOCKET, Sockets.SO_PRIORITY, priority)
                .bind(arena -> EthernetWire.linkName(arena, 0, at.index())).result();
    }

    /** Opens the socket that listens for requests. A descriptor or {@code -errno}. */
    int openListener(InterfaceProbe at) {
        int protocol = ipv6 ? Sockets.ETH_P_IPV6 : Sockets.ETH_P_IP;
        return new SocketSetup(Sockets.socket(Sockets.AF_PACKET, Sockets.SOCK_DGRAM, 0)).buffers()
                .option(Sockets.SOL_SOCKET, Sockets.SO_ATTACH_FILTER,
                        arena -> RequestFilter.struct(arena, ipv6 ? RequestFilter.ipv6() : RequestFilter.ipv4()))
                .bind(arena -> EthernetWire.linkName(arena, protocol, at.index())).result();
    }

    /** The interface was looked at: frames follow its addresses. */
    void look(InterfaceProbe at) {
        writer.from(at.mac(), at.mtu());
        addresses.look(at.index());
    }

    /** The network may be another one. */
    void forget() {
        hops.forget();
    }

    /** Takes in what the listener heard; at most so much that a flood does not hold up the port. */
    void listen(int listener) {
        for (int round = 0; round < ROUNDS; round++) {
            int count = requests.receive(listener, ReceiveBatch.SLOTS, 0);
            for (int i = 0; i < count; i++) {
                hear(requests.name(i), requests.message(i), requests.length(i));
            }
            if (count < ReceiveBatch.SLOTS) {
                return;
            }
        }
    }

    private void hear(MemorySegment name, MemorySegment packet, int length) {
        if (name.get(JAVA_BYTE, SocketStructs.SLL_HALEN) != MAC_BYTES
                || name.get(JAVA_SHORT, SocketStructs.SLL_HATYPE) != Sockets.ARPHRD_ETHER) {
            return;
        }
        long mac = EthernetWire.mac(name, SocketStructs.SLL_ADDR);
        if (ipv6 && length >= RequestFilter.IPV6_OCTETS) {
            hops.heard(packet.get(BE_LONG, IPV6_SOURCE), packet.get(BE_LONG, IPV6_SOURCE + Long.BYTES), mac);
        } else if (!ipv6 && length >= RequestFilter.IPV4_OCTETS) {
            heard.setIpv4(packet.get(BE_INT, IPV4_SOURCE), 0);
            hops.heard(heard.high(), heard.low(), mac);
        }
    }

    /** The request heard last of this client was granted. */
    void admit(PtpAddress client, boolean anew) {
        addresses.learn(client.localHigh(), client.localLow());
        hops.admit(client, anew);
    }

    /** A client holds no grant any longer. */
    void dismiss(PtpAddress client) {
        hops.dismiss(client);
    }

    /** Writes the frame of a message: its octets, or 0 where the message must go by the UDP socket. */
    int write(PtpAddress to, boolean event, MemorySegment message, int length) {
        long hop = hops.of(to);
        return hop == NextHops.UNKNOWN || !addresses.contains(to.localHigh(), to.localLow())
                ? 0
                : writer.write(hop, to, event, message, length);
    }

    /** The frame written last. */
    MemorySegment frame() {
        return writer.frame();
    }
}
