package dev.grandmaster.linux.net;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.linux.ffi.SocketStructs;
import dev.grandmaster.linux.ffi.Sockets;

/** UDP over IPv4, IEEE 1588-2019 Annex C. */
final class UdpV4Wire implements Wire {

    /** 224.0.1.129 */
    private static final int PRIMARY = 0xE000_0181;
    /** 224.0.0.107 */
    private static final int PEER_DELAY = 0xE000_006B;

    /** sin_family, sin_port and sin_addr as one number in network order: one access to native memory costs as much as any other. */
    private static final ValueLayout.OfLong BE_LONG = ValueLayout.JAVA_LONG.withOrder(ByteOrder.BIG_ENDIAN);
    /** The family, which the machine has in its own order. */
    private static final long FAMILY = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
            ? Sockets.AF_INET
            : Short.reverseBytes((short) Sockets.AF_INET);
    private static final ValueLayout.OfInt BE_INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfShort BE_SHORT = ValueLayout.JAVA_SHORT_UNALIGNED
            .withOrder(ByteOrder.BIG_ENDIAN);

    private final SocketOptions options;
    private final PtpAddress primaryGroup = new PtpAddress().setIpv4(PRIMARY, EVENT_PORT);
    private final PtpAddress peerDelayGroup = new PtpAddress().setIpv4(PEER_DELAY, EVENT_PORT);

    UdpV4Wire(SocketOptions options) {
        this.options = options;
    }

    @Override
    public int openEvent(InterfaceProbe at) {
        return open(at, EVENT_PORT, options.dscpEvent());
    }

    @Override
    public int openGeneral(InterfaceProbe at) {
        return open(at, GENERAL_PORT, options.dscpGeneral());
    }

    private int open(InterfaceProbe at, int port, int dscp) {
        return new SocketSetup(Sockets.socket(Sockets.AF_INET, Sockets.SOCK_DGRAM, 0)).udpOn(at)
                .option(Sockets.IPPROTO_IP, Sockets.IP_PKTINFO, 1)
                .option(Sockets.IPPROTO_IP, Sockets.IP_TOS, dscp << 2)
                .option(Sockets.IPPROTO_IP, Sockets.IP_MTU_DISCOVER, Sockets.IP_PMTUDISC_PROBE)
                .option(Sockets.IPPROTO_IP, Sockets.IP_TTL, options.unicastTtl())
                .option(Sockets.IPPROTO_IP, Sockets.IP_MULTICAST_TTL, options.multicastTtl())
                .option(Sockets.IPPROTO_IP, Sockets.IP_MULTICAST_LOOP, at.loopback() ? 1 : 0)
                .option(Sockets.IPPROTO_IP, Sockets.IP_MULTICAST_ALL, 0)
                .option(Sockets.IPPROTO_IP, Sockets.IP_MULTICAST_IF, arena -> group(arena, 0, at.index()))
                .bind(arena -> wildcard(arena, port))
                .option(Sockets.IPPROTO_IP, Sockets.IP_ADD_MEMBERSHIP, arena -> group(arena, PRIMARY, at.index()))
                .option(Sockets.IPPROTO_IP, Sockets.IP_ADD_MEMBERSHIP, arena -> group(arena, PEER_DELAY, at.index()))
                .result();
    }

    private static MemorySegment group(Arena arena, int address, int interfaceIndex) {
        MemorySegment mreqn = arena.allocate(SocketStructs.IP_MREQN, 4);
        mreqn.set(BE_INT, SocketStructs.IMR_MULTIADDR, address);
        mreqn.set(JAVA_INT, SocketStructs.IMR_IFINDEX, interfaceIndex);
        return mreqn;
    }

    private static MemorySegment wildcard(Arena arena, int port) {
        MemorySegment name = arena.allocate(SocketStructs.SOCKADDR_IN, 4);
        name.set(JAVA_SHORT, SocketStructs.SIN_FAMILY, (short) Sockets.AF_INET);
        name.set(BE_SHORT, SocketStructs.SIN_PORT, (short) port);
        return name;
    }

    @Override
    public boolean eventSocketHearsAll() {
        return false;
    }

    @Override
    public boolean ready(InterfaceProbe at) {
        return at.up() && at.ipv4() != 0;
    }

    @Override
    public int eventPadding() {
        return 0;
    }

    @Override
    public int nameBytes() {
        return SocketStructs.SOCKADDR_IN;
    }

    @Override
    public void writeName(MemorySegment name, PtpAddress to, boolean event, int interfaceIndex) {
        name.set(BE_LONG, SocketStructs.SIN_FAMILY,
                FAMILY << 48 | (long) Wire.portOf(to, event) << 32 | (to.ipv4() & 0xFFFF_FFFFL));
    }

    @Override
    public int writeOrigin(MemorySegment control, long at, PtpAddress to, int interfaceIndex) {
        if (to.localLow() == 0) {
            return 0;
        }
        control.set(JAVA_LONG, at + SocketStructs.CMSG_LEN, SocketStructs.CMSGHDR + SocketStructs.IN_PKTINFO);
        control.set(JAVA_INT, at + SocketStructs.CMSG_LEVEL, Sockets.IPPROTO_IP);
        control.set(JAVA_INT, at + SocketStructs.CMSG_TYPE, Sockets.IP_PKTINFO);
        long info = at + SocketStructs.CMSGHDR;
        control.set(JAVA_INT, info, interfaceIndex);
        control.set(BE_INT, info + SocketStructs.IPI_SPEC_DST, (int) to.localLow());
        control.set(BE_INT, info + SocketStructs.IPI_ADDR, 0);
        return SocketStructs.controlSpace(SocketStructs.IN_PKTINFO);
    }

    @Override
    public boolean readName(MemorySegment name, PtpAddress into) {
        long all = name.get(BE_LONG, SocketStructs.SIN_FAMILY);
        into.setIpv4((int) all, (int) (all >>> 32) & 0xFFFF);
        return all >>> 48 == FAMILY;
    }

    @Override
    public boolean multicast(MemorySegment name, ControlReader control) {
        return control.toGroup();
    }

    @Override
    public PtpAddress primaryGroup() {
        return primaryGroup;
    }

    @Override
    public PtpAddress peerDelayGroup() {
        return peerDelayGroup;
    }
}
