package dev.grandmaster.linux.net;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.linux.ffi.SocketStructs;
import dev.grandmaster.linux.ffi.Sockets;

/**
 * Ethernet frames of type 0x88F7, IEEE 1588-2019 Annex E. One socket hears everything; the other one, bound to no protocol, only
 * sends, so that general messages ask for no stamp.
 */
final class EthernetWire implements Wire {

    /** 01-1B-19-00-00-00 */
    private static final long PRIMARY = 0x011B_1900_0000L;
    /** 01-80-C2-00-00-0E */
    private static final long PEER_DELAY = 0x0180_C200_000EL;
    private static final int MAC_BYTES = 6;
    /** Kinds of frame: to us, (broadcast,) to a group; those that a promiscuous card hears beside have higher numbers. */
    private static final int PACKET_HOST = 0;
    private static final int PACKET_MULTICAST = 2;

    private static final ValueLayout.OfShort BE_SHORT = ValueLayout.JAVA_SHORT_UNALIGNED
            .withOrder(ByteOrder.BIG_ENDIAN);

    private final PtpAddress primaryGroup;
    private final PtpAddress peerDelayGroup = new PtpAddress().setEthernet(PEER_DELAY);

    /** @param linkLocal all messages go to the group of the peer delay ones, which no bridge forwards */
    EthernetWire(boolean linkLocal) {
        primaryGroup = new PtpAddress().setEthernet(linkLocal ? PEER_DELAY : PRIMARY);
    }

    @Override
    public int openEvent(InterfaceProbe at) {
        return new SocketSetup(Sockets.socket(Sockets.AF_PACKET, Sockets.SOCK_DGRAM, 0)).buffers()
                .option(Sockets.SOL_PACKET, Sockets.PACKET_IGNORE_OUTGOING, 1)
                .option(Sockets.SOL_PACKET, Sockets.PACKET_ADD_MEMBERSHIP, arena -> group(arena, PRIMARY, at.index()))
                .option(Sockets.SOL_PACKET, Sockets.PACKET_ADD_MEMBERSHIP,
                        arena -> group(arena, PEER_DELAY, at.index()))
                .bind(arena -> linkName(arena, Sockets.ETH_P_1588, at.index())).result();
    }

    @Override
    public int openGeneral(InterfaceProbe at) {
        return new SocketSetup(Sockets.socket(Sockets.AF_PACKET, Sockets.SOCK_DGRAM, 0)).buffers()
                .bind(arena -> linkName(arena, 0, at.index())).result();
    }

    private static MemorySegment group(Arena arena, long address, int interfaceIndex) {
        MemorySegment mreq = arena.allocate(SocketStructs.PACKET_MREQ, 4);
        mreq.set(JAVA_INT, SocketStructs.MR_IFINDEX, interfaceIndex);
        mreq.set(JAVA_SHORT, SocketStructs.MR_TYPE, (short) Sockets.PACKET_MR_MULTICAST);
        mreq.set(JAVA_SHORT, SocketStructs.MR_ALEN, (short) MAC_BYTES);
        putMac(mreq, SocketStructs.MR_ADDRESS, address);
        return mreq;
    }

    /** The sockaddr of an interface and a protocol, by which a packet socket is bound. */
    static MemorySegment linkName(Arena arena, int protocol, int interfaceIndex) {
        MemorySegment name = arena.allocate(SocketStructs.SOCKADDR_LL, 4);
        putLinkName(name, protocol, interfaceIndex);
        return name;
    }

    private static void putLinkName(MemorySegment name, int protocol, int interfaceIndex) {
        name.set(JAVA_SHORT, SocketStructs.SLL_FAMILY, (short) Sockets.AF_PACKET);
        name.set(BE_SHORT, SocketStructs.SLL_PROTOCOL, (short) protocol);
        name.set(JAVA_INT, SocketStructs.SLL_IFINDEX, interfaceIndex);
    }

    @Override
    public boolean eventSocketHearsAll() {
        return true;
    }

    @Override
    public boolean ready(InterfaceProbe at) {
        return at.up();
    }

    @Override
    public int eventPadding() {
        return 0;
    }

    @Override
    public int nameBytes() {
        return SocketStructs.SOCKADDR_LL;
    }

    @Override
    public void writeName(MemorySegment name, PtpAddress to, boolean event, int interfaceIndex) {
        putLinkName(name, Sockets.ETH_P_1588, interfaceIndex);
        name.set(JAVA_BYTE, SocketStructs.SLL_HALEN, (byte) MAC_BYTES);
        putMac(name, SocketStructs.SLL_ADDR, to.low());
    }

    @Override
    public int writeOrigin(MemorySegment control, long at, PtpAddress to, int interfaceIndex) {
        return 0;
    }

    @Override
    public boolean readName(MemorySegment name, PtpAddress into) {
        into.setEthernet(mac(name, SocketStructs.SLL_ADDR));
        return name.get(JAVA_SHORT, SocketStructs.SLL_FAMILY) == Sockets.AF_PACKET
                && name.get(JAVA_BYTE, SocketStructs.SLL_PKTTYPE) <= PACKET_MULTICAST;
    }

    @Override
    public boolean multicast(MemorySegment name, ControlReader control) {
        return name.get(JAVA_BYTE, SocketStructs.SLL_PKTTYPE) != PACKET_HOST;
    }

    @Override
    public PtpAddress primaryGroup() {
        return primaryGroup;
    }

    @Override
    public PtpAddress peerDelayGroup() {
        return peerDelayGroup;
    }

    /** A MAC address in the low 48 bits. */
    static long mac(MemorySegment segment, int offset) {
        long mac = 0;
        for (int i = 0; i < MAC_BYTES; i++) {
            mac = (mac << 8) | (segment.get(JAVA_BYTE, offset + i) & 0xFF);
        }
        return mac;
    }

    private static void putMac(MemorySegment segment, int offset, long mac) {
        for (int i = 0; i < MAC_BYTES; i++) {
            segment.set(JAVA_BYTE, offset + i, (byte) (mac >>> (8 * (MAC_BYTES - 1 - i))));
        }
    }
}
