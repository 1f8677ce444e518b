package dev.grandmaster.linux.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Sockets: the calls and the numbers that the PTP transports need. Calls answer as their manual pages say, and {@code -errno} on
 * failure where nothing else is said; none retries EINTR. The structs that these calls take are in {@link SocketStructs}.
 */
public final class Sockets {

    public static final int AF_UNIX = 1;
    public static final int AF_INET = 2;
    public static final int AF_INET6 = 10;
    public static final int AF_NETLINK = 16;
    public static final int AF_PACKET = 17;

    public static final int SOCK_DGRAM = 2;
    public static final int SOCK_RAW = 3;
    public static final int SOCK_NONBLOCK = 0x800;
    public static final int SOCK_CLOEXEC = 0x80000;

    public static final int IPPROTO_IP = 0;
    public static final int IPPROTO_IPV6 = 41;
    public static final int NETLINK_ROUTE = 0;

    public static final int MSG_TRUNC = 0x20;
    public static final int MSG_DONTWAIT = 0x40;
    public static final int MSG_ERRQUEUE = 0x2000;
    public static final int MSG_NOSIGNAL = 0x4000;

    public static final int SOL_SOCKET = 1;
    public static final int SO_REUSEADDR = 2;
    public static final int SO_SNDBUF = 7;
    public static final int SO_RCVBUF = 8;
    public static final int SO_PRIORITY = 12;
    public static final int SO_BINDTODEVICE = 25;
    public static final int SO_ATTACH_FILTER = 26;
    public static final int SO_SNDBUFFORCE = 32;
    public static final int SO_RCVBUFFORCE = 33;
    public static final int SO_TIMESTAMPING = 37;
    public static final int SCM_TIMESTAMPING = SO_TIMESTAMPING;
    /** Kernel 6.13 and later; headers of Debian 12 and 13 do not know it. */
    public static final int SCM_TS_OPT_ID = 81;

    public static final int IP_TOS = 1;
    public static final int IP_TTL = 2;
    public static final int IP_MTU_DISCOVER = 10;
    /** Never in fragments, and whatever somebody claims to know about the path. */
    public static final int IP_PMTUDISC_PROBE = 3;
    public static final int IP_PKTINFO = 8;
    public static final int IP_RECVERR = 11;
    public static final int IP_MULTICAST_IF = 32;
    public static final int IP_MULTICAST_TTL = 33;
    public static final int IP_MULTICAST_LOOP = 34;
    public static final int IP_ADD_MEMBERSHIP = 35;
    public static final int IP_MULTICAST_ALL = 49;

    public static final int IPV6_UNICAST_HOPS = 16;
    public static final int IPV6_MULTICAST_IF = 17;
    public static final int IPV6_MULTICAST_HOPS = 18;
    public static final int IPV6_MULTICAST_LOOP = 19;
    public static final int IPV6_ADD_MEMBERSHIP = 20;
    public static final int IPV6_RECVERR = 25;
    public static final int IPV6_V6ONLY = 26;
    public static final int IPV6_MULTICAST_ALL = 29;
    public static final int IPV6_RECVPKTINFO = 49;
    public static final int IPV6_PKTINFO = 50;
    public static final int IPV6_TCLASS = 67;

    public static final int SOL_PACKET = 263;
    public static final int PACKET_ADD_MEMBERSHIP = 1;
    public static final int PACKET_TX_TIMESTAMP = 16;
    public static final int PACKET_QDISC_BYPASS = 20;
    public static final int PACKET_IGNORE_OUTGOING = 23;
    public static final int PACKET_MR_MULTICAST = 0;

    public static final int ETH_P_IP = 0x0800;
    public static final int ETH_P_IPV6 = 0x86DD;
    public static final int ETH_P_1588 = 0x88F7;
    /** Kind of an interface whose frames are those of Ethernet; VLANs, bonds and bridges are of it, too. */
    public static final int ARPHRD_ETHER = 1;

    public static final int SO_EE_ORIGIN_TIMESTAMPING = 4;

    public static final int SOF_TIMESTAMPING_TX_HARDWARE = 1;
    public static final int SOF_TIMESTAMPING_TX_SOFTWARE = 1 << 1;
    public static final int SOF_TIMESTAMPING_RX_HARDWARE = 1 << 2;
    public static final int SOF_TIMESTAMPING_RX_SOFTWARE = 1 << 3;
    public static final int SOF_TIMESTAMPING_SOFTWARE = 1 << 4;
    public static final int SOF_TIMESTAMPING_RAW_HARDWARE = 1 << 6;
    public static final int SOF_TIMESTAMPING_OPT_ID = 1 << 7;
    public static final int SOF_TIMESTAMPING_OPT_CMSG = 1 << 10;
    public static final int SOF_TIMESTAMPING_OPT_TSONLY = 1 << 11;

    public static final int HWTSTAMP_TX_ON = 1;
    public static final int HWTSTAMP_TX_ONESTEP_SYNC = 2;
    public static final int HWTSTAMP_FILTER_ALL = 1;
    public static final int HWTSTAMP_FILTER_PTP_V2_L4_EVENT = 6;
    public static final int HWTSTAMP_FILTER_PTP_V2_L2_EVENT = 9;
    public static final int HWTSTAMP_FILTER_PTP_V2_EVENT = 12;

    public static final long SIOCGIFFLAGS = 0x8913;
    public static final long SIOCGIFADDR = 0x8915;
    public static final long SIOCGIFMTU = 0x8921;
    public static final long SIOCGIFHWADDR = 0x8927;
    public static final long SIOCGIFINDEX = 0x8933;
    public static final long SIOCSHWTSTAMP = 0x89b0;

    public static final int ETHTOOL_GPERMADDR = 0x20;
    public static final int ETHTOOL_GSET = 0x1;

    public static final int IFF_UP = 0x1;
    public static final int IFF_LOOPBACK = 0x8;
    public static final int IFF_RUNNING = 0x40;

    /** Groups of NETLINK_ROUTE that tell of links, IPv4 and IPv6 addresses. */
    public static final int RTMGRP_LINK = 0x1;
    public static final int RTMGRP_IPV4_IFADDR = 0x10;
    public static final int RTMGRP_IPV6_IFADDR = 0x100;

    private static final MethodHandle SOCKET = Native.function("socket",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle BIND = Native.function("bind",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SETSOCKOPT = Native.function("setsockopt",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle GETSOCKOPT = Native.function("getsockopt",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final FunctionDescriptor SENDMMSG_SIGNATURE = FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS,
            JAVA_INT,
            JAVA_INT);
    private static final MethodHandle SENDMMSG = Native.function("sendmmsg", SENDMMSG_SIGNATURE);
    private static final MethodHandle TRY_SENDMMSG = Native.unexplained("sendmmsg", SENDMMSG_SIGNATURE);
    private static final MethodHandle RECVMMSG = Native.unexplained("recvmmsg",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle RECVFROM = Native.unexplained("recvfrom",
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle SENDTO = Native.function("sendto",
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle POLL = Native.unexplained("poll",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

    private Sockets() {
    }

    /** A new socket, closed on exec and non-blocking. The caller owns the descriptor and closes it with {@link Files#close}. */
    public static int socket(int family, int type, int protocol) {
        MemorySegment errno = Native.errno();
        try {
            return Native.result(
                    (int) SOCKET.invokeExact(errno, family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol), errno);
        } catch (Throwable t) {
            throw Native.broken("socket", t);
        }
    }

    /** Binds to a {@code sockaddr} that is exactly as long as the segment. */
    public static int bind(int fd, MemorySegment address) {
        MemorySegment errno = Native.errno();
        try {
            return Native.result((int) BIND.invokeExact(errno, fd, address, (int) address.byteSize()), errno);
        } catch (Throwable t) {
            throw Native.broken("bind", t);
        }
    }

    /** Sets an option whose value is the whole segment. */
    public static int setOption(int fd, int level, int option, MemorySegment value) {
        MemorySegment errno = Native.errno();
        try {
            return Native.result(
                    (int) SETSOCKOPT.invokeExact(errno, fd, level, option, value, (int) value.byteSize()), errno);
        } catch (Throwable t) {
            throw Native.broken("setsockopt", t);
        }
    }

    /** Sets an option whose value is an int. For opening and configuring: allocates for the length of the call. */
    public static int setOption(int fd, int level, int option, int value) {
        try (Arena arena = Arena.ofConfined()) {
            return setOption(fd, level, option, arena.allocateFrom(JAVA_INT, value));
        }
    }

    /** The value of an option that is an int and not negative, or {@code -errno}. For opening and configuring: allocates for the length of the call. */
    public static int option(int fd, int level, int option) {
        MemorySegment errno = Native.errno();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(JAVA_INT);
            int result = Native.result((int) GETSOCKOPT.invokeExact(errno, fd, level, option, value,
                    arena.allocateFrom(JAVA_INT, Integer.BYTES)), errno);
            return result < 0 ? result : value.get(JAVA_INT, 0);
        } catch (Throwable t) {
            throw Native.broken("getsockopt", t);
        }
    }

    /**
     * Sends {@code count} consecutive {@code struct mmsghdr}. Answers how many were handed over; the failure of the first one as
     * {@code -errno}. What stopped a batch in its middle is only seen when the rest is sent again. Allocates nothing on success; the
     * reason of a failure is learnt by trying once more.
     */
    public static int sendmmsg(int fd, MemorySegment headers, int count, int flags) {
        try {
            int sent = (int) TRY_SENDMMSG.invokeExact(fd, headers, count, flags);
            return sent >= 0 ? sent : sendmmsgOnce(fd, headers, count, flags);
        } catch (Throwable t) {
            throw Native.broken("sendmmsg", t);
        }
    }

    /** As above in exactly one try, for callers that must know whether anything was refused. */
    public static int sendmmsgOnce(int fd, MemorySegment headers, int count, int flags) {
        MemorySegment errno = Native.errno();
        try {
            return Native.result((int) SENDMMSG.invokeExact(errno, fd, headers, count, flags), errno);
        } catch (Throwable t) {
            throw Native.broken("sendmmsg", t);
        }
    }

    /**
     * Receives into at most {@code count} consecutive {@code struct mmsghdr} without a timeout: give MSG_DONTWAIT. Answers how many, or
     * -1: nothing is there, or the socket had an error, which is cleared by this call. Which of the two, POLLERR tells before; the
     * reason is not asked for, so that nothing is allocated.
     */
    public static int recvmmsg(int fd, MemorySegment headers, int count, int flags) {
        try {
            return (int) RECVMMSG.invokeExact(fd, headers, count, flags, MemorySegment.NULL);
        } catch (Throwable t) {
            throw Native.broken("recvmmsg", t);
        }
    }

    /**
     * Receives one datagram and who sent it. With MSG_TRUNC among the flags the answer is the datagram's length even where the buffer
     * is shorter; -1 when nothing is there or the socket had an error. Allocates nothing.
     *
     * @param address       room for a {@code sockaddr}
     * @param addressLength an int: the room, then what was used of it
     */
    public static int recvfrom(int fd, MemorySegment buffer, int flags, MemorySegment address,
            MemorySegment addressLength) {
        try {
            return (int) (long) RECVFROM.invokeExact(fd, buffer, buffer.byteSize(), flags, address, addressLength);
        } catch (Throwable t) {
            throw Native.broken("recvfrom", t);
        }
    }

    /** Sends the whole segment as one datagram to a {@code sockaddr} that is exactly as long as its segment. */
    public static int sendto(int fd, MemorySegment message, int flags, MemorySegment address) {
        MemorySegment errno = Native.errno();
        try {
            return Native.result((long) SENDTO.invokeExact(errno, fd, message, message.byteSize(), flags, address,
                    (int) address.byteSize()), errno);
        } catch (Throwable t) {
            throw Native.broken("sendto", t);
        }
    }

    /**
     * Looks without waiting which of {@code count} consecutive {@link Files#POLLFD} are ready. Answers how many, negative only where the
     * segment is wrong. Allocates nothing.
     */
    public static int ready(MemorySegment pollFds, int count) {
        try {
            return (int) POLL.invokeExact(pollFds, (long) count, 0);
        } catch (Throwable t) {
            throw Native.broken("poll", t);
        }
    }

    /** Binds the socket to an interface by name: it hears and speaks there alone, whatever the routing table says. */
    public static int bindToDevice(int fd, String name) {
        try (Arena arena = Arena.ofConfined()) {
            return setOption(fd, SOL_SOCKET, SO_BINDTODEVICE, arena.allocateFrom(name));
        }
    }

    /** Asks for a buffer beyond the system's limit, and for as much as the limit allows where the privilege is missing. */
    public static void bufferBytes(int fd, int bytes) {
        if (setOption(fd, SOL_SOCKET, SO_RCVBUFFORCE, bytes) < 0) {
            setOption(fd, SOL_SOCKET, SO_RCVBUF, bytes);
        }
        if (setOption(fd, SOL_SOCKET, SO_SNDBUFFORCE, bytes) < 0) {
            setOption(fd, SOL_SOCKET, SO_SNDBUF, bytes);
        }
    }
}
