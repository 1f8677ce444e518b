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

/** UDP over IPv6, IEEE 1588-2019 Annex D. */
final class UdpV6Wire implements Wire {

    /** FF00::181, its scope still missing. */
    private static final long PRIMARY_HIGH = 0xFF00_0000_0000_0000L;
    private static final int SCOPE_SHIFT = 48;
    private static final long PRIMARY_LOW = 0x181;
    /** FF02::6B */
    private static final long PEER_DELAY_HIGH = 0xFF02_0000_0000_0000L;
    private static final long PEER_DELAY_LOW = 0x6B;
    /** FE80::/10 and FF02::/16, which mean nothing without the interface. */
    private static final long LINK_LOCAL = 0xFE80_0000_0000_0000L;
    private static final long LINK_LOCAL_MASK = 0xFFC0_0000_0000_0000L;
    private static final long LINK_GROUP_MASK = 0xFFFF_0000_0000_0000L;

    private static final ValueLayout.OfLong BE_LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfShort BE_SHORT = ValueLayout.JAVA_SHORT_UNALIGNED
            .withOrder(ByteOrder.BIG_ENDIAN);

    private final SocketOptions options;
    private final PtpAddress primaryGroup;
    private final PtpAddress peerDelayGroup = new PtpAddress().set(PEER_DELAY_HIGH, PEER_DELAY_LOW, EVENT_PORT);

    UdpV6Wire(SocketOptions options) {
        this.options = options;
        this.primaryGroup = new PtpAddress().set(PRIMARY_HIGH | ((long) options.ipv6Scope() << SCOPE_SHIFT),
                PRIMARY_LOW, EVENT_PORT);
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
        return new SocketSetup(Sockets.socket(Sockets.AF_INET6, Sockets.SOCK_DGRAM, 0)).udpOn(at)
                .option(Sockets.IPPROTO_IPV6, Sockets.IPV6_V6ONLY, 1)
                .option(Sockets.IPPROTO_IPV6, Sockets.IPV6_RECVPKTINFO, 1)
                .option(Sockets.IPPROTO_IPV6, Sockets.IPV6_TCLASS, dscp << 2)
                .option(Sockets.IPPROTO_IPV6, Sockets.IPV6_UNICAST_HOPS, options.unicastTtl())
                .option(Sockets.IPPROTO_IPV6, Sockets.IPV6_MULTICAST_HOPS, options.multicastTtl())
                .option(Sockets.IPPROTO_IPV6, Sockets.IPV6_MULTICAST_LOOP, at.loopback() ? 1 : 0)
                .option(Sockets.IPPROTO_IPV6, Sockets.IPV6_MULTICAST_ALL, 0)
                .option(Sockets.IPPROTO_IPV6, Sockets.IPV6_MULTICAST_IF, at.index())
                .bind(arena -> wildcard(arena, port))
                .option(Sockets.IPPROTO_IPV6, Sockets.IPV6_ADD_MEMBERSHIP,
                        arena -> group(arena, primaryGroup, at.index()))
                .option(Sockets.IPPROTO_IPV6, Sockets.IPV6_ADD_MEMBERSHIP,
                        arena -> group(arena, peerDelayGroup, at.index()))
                .result();
    }

    private static MemorySegment group(Arena arena, PtpAddress group, int interfaceIndex) {
        MemorySegment mreq = arena.allocate(SocketStructs.IPV6_MREQ, 4);
        mreq.set(BE_LONG, SocketStructs.IPV6MR_MULTIADDR, group.high());
        mreq.set(BE_LONG, SocketStructs.IPV6MR_MULTIADDR + Long.BYTES, group.low());
        mreq.set(JAVA_INT, SocketStructs.IPV6MR_INTERFACE, interfaceIndex);
        return mreq;
    }

    private static MemorySegment wildcard(Arena arena, int port) {
        MemorySegment name = arena.allocate(SocketStructs.SOCKADDR_IN6, 4);
        name.set(JAVA_SHORT, SocketStructs.SIN6_FAMILY, (short) Sockets.AF_INET6);
        name.set(BE_SHORT, SocketStructs.SIN6_PORT, (short) port);
        return name;
    }

    @Override
    public boolean eventSocketHearsAll() {
        return false;
    }

    @Override
    public boolean ready(InterfaceProbe at) {
        return at.up() && at.ipv6();
    }

    /** Two octets that a transparent clock may change to keep the UDP checksum right, Annex D.4. */
    @Override
    public int eventPadding() {
        return 2;
    }

    @Override
    public int nameBytes() {
        return SocketStructs.SOCKADDR_IN6;
    }

    @Override
    public void writeName(MemorySegment name, PtpAddress to, boolean event, int interfaceIndex) {
        name.set(JAVA_SHORT, SocketStructs.SIN6_FAMILY, (short) Sockets.AF_INET6);
        name.set(BE_SHORT, SocketStructs.SIN6_PORT, (short) Wire.portOf(to, event));
        name.set(BE_LONG, SocketStructs.SIN6_ADDR, to.high());
        name.set(BE_LONG, SocketStructs.SIN6_ADDR + Long.BYTES, to.low());
        name.set(JAVA_INT, SocketStructs.SIN6_SCOPE_ID, onlyOnLink(to.high()) ? interfaceIndex : 0);
    }

    private static boolean onlyOnLink(long high) {
        return (high & LINK_LOCAL_MASK) == LINK_LOCAL || (high & LINK_GROUP_MASK) == PEER_DELAY_HIGH;
    }

    @Override
    public int writeOrigin(MemorySegment control, long at, PtpAddress to, int interfaceIndex) {
        if ((to.localHigh() | to.localLow()) == 0) {
            return 0;
        }
        control.set(JAVA_LONG, at + SocketStructs.CMSG_LEN, SocketStructs.CMSGHDR + SocketStructs.IN6_PKTINFO);
        control.set(JAVA_INT, at + SocketStructs.CMSG_LEVEL, Sockets.IPPROTO_IPV6);
        control.set(JAVA_INT, at + SocketStructs.CMSG_TYPE, Sockets.IPV6_PKTINFO);
        long info = at + SocketStructs.CMSGHDR;
        control.set(BE_LONG, info + SocketStructs.IPI6_ADDR, to.localHigh());
        control.set(BE_LONG, info + SocketStructs.IPI6_ADDR + Long.BYTES, to.localLow());
        control.set(JAVA_INT, info + SocketStructs.IPI6_ADDR + 2 * Long.BYTES, interfaceIndex);
        return SocketStructs.controlSpace(SocketStructs.IN6_PKTINFO);
    }

    @Override
    public boolean readName(MemorySegment name, PtpAddress into) {
        into.set(name.get(BE_LONG, SocketStructs.SIN6_ADDR), name.get(BE_LONG, SocketStructs.SIN6_ADDR + Long.BYTES),
                name.get(BE_SHORT, SocketStructs.SIN6_PORT) & 0xFFFF);
        return name.get(JAVA_SHORT, SocketStructs.SIN6_FAMILY) == Sockets.AF_INET6;
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
