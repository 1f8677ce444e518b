package dev.grandmaster.linux.net;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

import dev.grandmaster.board.PtpSink;
import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.ffi.SocketStructs;
import dev.grandmaster.linux.ffi.Sockets;

/**
 * Reads the control messages that the kernel put beside a received message or stamp. Reused; the answers stay until the next
 * {@link #read}.
 */
final class ControlReader {

    private static final long NS_PER_S = 1_000_000_000L;
    private static final int IPV4_GROUP = 0xE0;
    private static final int IPV4_GROUP_MASK = 0xF0;
    private static final int IPV6_GROUP = 0xFF;

    /** Bytes of control messages that are looked at. */
    private static final int MOST = 256;
    static final boolean BIG_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

    /** What is read, copied in one go: looking at native memory piece by piece costs more than all the rest. */
    private final int[] words = new int[MOST / Integer.BYTES];
    private final MemorySegment octets = MemorySegment.ofArray(words);
    private long softwareNs;
    private long hardwareNs;
    private boolean toGroup;
    private long localHigh;
    private long localLow;
    private boolean identified;
    private int stampId;

    /** Reads {@code length} bytes of control messages, {@link #MOST} at the most; one that is cut ends the reading. */
    void read(MemorySegment control, long length) {
        softwareNs = PtpSink.NO_STAMP;
        hardwareNs = PtpSink.NO_STAMP;
        toGroup = false;
        localHigh = 0;
        localLow = 0;
        identified = false;
        int end = (int) Math.min(length, MOST);
        MemorySegment.copy(control, 0, octets, 0, end);
        int at = 0;
        while (at + SocketStructs.CMSGHDR <= end) {
            long bytes = wide(at + SocketStructs.CMSG_LEN);
            if (bytes < SocketStructs.CMSGHDR || bytes > end - at) {
                return;
            }
            take(word(at + SocketStructs.CMSG_LEVEL), word(at + SocketStructs.CMSG_TYPE), at + SocketStructs.CMSGHDR,
                    bytes - SocketStructs.CMSGHDR);
            at += SocketStructs.aligned((int) bytes);
        }
    }

    /** The kernel's stamp on CLOCK_REALTIME (UTC), ns since 1970, or {@link PtpSink#NO_STAMP}. */
    long softwareNs() {
        return softwareNs;
    }

    /** The card's stamp on the scale of its clock, ns, or {@link PtpSink#NO_STAMP}. */
    long hardwareNs() {
        return hardwareNs;
    }

    /** Whether an IP message was sent to a group. */
    boolean toGroup() {
        return toGroup;
    }

    /** The upper half of the address of ours that an IP message was sent to; 0 where it went to a group. */
    long localHigh() {
        return localHigh;
    }

    /** The lower half; of IPv4 the whole, in network order. */
    long localLow() {
        return localLow;
    }

    /** Whether this is a transmit stamp, its id known. */
    boolean identified() {
        return identified;
    }

    /** SOF_TIMESTAMPING_OPT_ID's number. */
    int stampId() {
        return stampId;
    }

    private void take(int level, int type, int at, long bytes) {
        switch (level) {
            case Sockets.SOL_SOCKET -> {
                if (type == Sockets.SCM_TIMESTAMPING && bytes >= SocketStructs.SCM_TIMESTAMPING) {
                    softwareNs = timespec(at + SocketStructs.TS_SOFTWARE);
                    hardwareNs = timespec(at + SocketStructs.TS_HARDWARE);
                }
            }
            case Sockets.IPPROTO_IP -> {
                if (type == Sockets.IP_PKTINFO && bytes >= SocketStructs.IN_PKTINFO) {
                    toGroup = (octet(at + SocketStructs.IPI_ADDR) & IPV4_GROUP_MASK) == IPV4_GROUP;
                    localLow = toGroup ? 0 : inOrder(at + SocketStructs.IPI_SPEC_DST);
                } else if (type == Sockets.IP_RECVERR) {
                    error(at, bytes);
                }
            }
            case Sockets.IPPROTO_IPV6 -> {
                if (type == Sockets.IPV6_PKTINFO && bytes >= SocketStructs.IN6_PKTINFO) {
                    toGroup = octet(at + SocketStructs.IPI6_ADDR) == IPV6_GROUP;
                    localHigh = toGroup ? 0 : wideInOrder(at + SocketStructs.IPI6_ADDR);
                    localLow = toGroup ? 0 : wideInOrder(at + SocketStructs.IPI6_ADDR + Long.BYTES);
                } else if (type == Sockets.IPV6_RECVERR) {
                    error(at, bytes);
                }
            }
            case Sockets.SOL_PACKET -> {
                if (type == Sockets.PACKET_TX_TIMESTAMP) {
                    error(at, bytes);
                }
            }
            default -> {
                // of no interest
            }
        }
    }

    private void error(int at, long bytes) {
        if (bytes >= SocketStructs.SOCK_EXTENDED_ERR && word(at + SocketStructs.EE_ERRNO) == Errno.ENOMSG
                && octet(at + SocketStructs.EE_ORIGIN) == Sockets.SO_EE_ORIGIN_TIMESTAMPING) {
            identified = true;
            stampId = word(at + SocketStructs.EE_DATA);
        }
    }

    /** All zero means that the stamp was not taken. */
    private long timespec(int at) {
        long seconds = wide(at);
        long nanos = wide(at + Long.BYTES);
        return seconds == 0 && nanos == 0 ? PtpSink.NO_STAMP : seconds * NS_PER_S + nanos;
    }

    private int word(int at) {
        return words[at / Integer.BYTES];
    }

    /** Four octets in the order of the network, as an unsigned number. */
    private long inOrder(int at) {
        return (BIG_ENDIAN ? word(at) : Integer.reverseBytes(word(at))) & 0xFFFF_FFFFL;
    }

    private long wideInOrder(int at) {
        return inOrder(at) << 32 | inOrder(at + Integer.BYTES);
    }

    private long wide(int at) {
        long first = word(at) & 0xFFFF_FFFFL;
        long second = word(at + Integer.BYTES) & 0xFFFF_FFFFL;
        return BIG_ENDIAN ? (first << Integer.SIZE) | second : (second << Integer.SIZE) | first;
    }

    private int octet(int at) {
        int place = BIG_ENDIAN ? Integer.BYTES - 1 - at % Integer.BYTES : at % Integer.BYTES;
        return (word(at) >>> (Byte.SIZE * place)) & 0xFF;
    }
}
