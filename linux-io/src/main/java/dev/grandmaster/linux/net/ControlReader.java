package dev.grandmaster.linux.net;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

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

    private long softwareNs;
    private long hardwareNs;
    private boolean toGroup;
    private boolean identified;
    private int stampId;

    /** Reads {@code length} bytes of control messages; one that is cut ends the reading. */
    void read(MemorySegment control, long length) {
        softwareNs = PtpSink.NO_STAMP;
        hardwareNs = PtpSink.NO_STAMP;
        toGroup = false;
        identified = false;
        long at = 0;
        while (at + SocketStructs.CMSGHDR <= length) {
            long bytes = control.get(JAVA_LONG, at + SocketStructs.CMSG_LEN);
            if (bytes < SocketStructs.CMSGHDR || bytes > length - at) {
                return;
            }
            take(control.get(JAVA_INT, at + SocketStructs.CMSG_LEVEL),
                    control.get(JAVA_INT, at + SocketStructs.CMSG_TYPE),
                    control, at + SocketStructs.CMSGHDR, bytes - SocketStructs.CMSGHDR);
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

    /** Whether this is a transmit stamp, its id known. */
    boolean identified() {
        return identified;
    }

    /** SOF_TIMESTAMPING_OPT_ID's number. */
    int stampId() {
        return stampId;
    }

    private void take(int level, int type, MemorySegment control, long at, long bytes) {
        switch (level) {
            case Sockets.SOL_SOCKET -> {
                if (type == Sockets.SCM_TIMESTAMPING && bytes >= SocketStructs.SCM_TIMESTAMPING) {
                    softwareNs = timespec(control, at + SocketStructs.TS_SOFTWARE);
                    hardwareNs = timespec(control, at + SocketStructs.TS_HARDWARE);
                }
            }
            case Sockets.IPPROTO_IP -> {
                if (type == Sockets.IP_PKTINFO && bytes >= SocketStructs.IN_PKTINFO) {
                    toGroup = (control.get(JAVA_BYTE, at + SocketStructs.IPI_ADDR) & IPV4_GROUP_MASK) == IPV4_GROUP;
                } else if (type == Sockets.IP_RECVERR) {
                    error(control, at, bytes);
                }
            }
            case Sockets.IPPROTO_IPV6 -> {
                if (type == Sockets.IPV6_PKTINFO && bytes >= SocketStructs.IN6_PKTINFO) {
                    toGroup = (control.get(JAVA_BYTE, at + SocketStructs.IPI6_ADDR) & 0xFF) == IPV6_GROUP;
                } else if (type == Sockets.IPV6_RECVERR) {
                    error(control, at, bytes);
                }
            }
            case Sockets.SOL_PACKET -> {
                if (type == Sockets.PACKET_TX_TIMESTAMP) {
                    error(control, at, bytes);
                }
            }
            default -> {
                // of no interest
            }
        }
    }

    private void error(MemorySegment control, long at, long bytes) {
        if (bytes >= SocketStructs.SOCK_EXTENDED_ERR
                && control.get(JAVA_INT, at + SocketStructs.EE_ERRNO) == Errno.ENOMSG
                && control.get(JAVA_BYTE, at + SocketStructs.EE_ORIGIN) == Sockets.SO_EE_ORIGIN_TIMESTAMPING) {
            identified = true;
            stampId = control.get(JAVA_INT, at + SocketStructs.EE_DATA);
        }
    }

    /** All zero means that the stamp was not taken. */
    private static long timespec(MemorySegment control, long at) {
        long seconds = control.get(JAVA_LONG, at);
        long nanos = control.get(JAVA_LONG, at + Long.BYTES);
        return seconds == 0 && nanos == 0 ? PtpSink.NO_STAMP : seconds * NS_PER_S + nanos;
    }
}
