package dev.grandmaster.ptp.capture;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * Where the PTP message lies in a captured packet, and how it travelled (IEEE 1588-2019 annexes C, D and E). Behind VLAN tags, IPv4 options
 * and IPv6 extension headers too. Fragments are not put together: the first one shows a message that is cut, the others nothing.
 *
 * @param transport of the message
 * @param unicast whether the destination address is of one host
 * @param offset of the first octet of the message in the packet
 * @param available octets from there, padding included
 */
public record CapturedFrame(Transport transport, boolean unicast, int offset, int available) {
    private static final int LINKTYPE_NULL = 0;
    private static final int LINKTYPE_ETHERNET = 1;
    /** DLT_RAW of Linux and of OpenBSD, which some programs put into files as it is. */
    private static final int DLT_RAW = 12;
    private static final int DLT_RAW_OPENBSD = 14;
    private static final int LINKTYPE_RAW = 101;
    private static final int LINKTYPE_LOOP = 108;
    private static final int LINKTYPE_IPV4 = 228;
    private static final int LINKTYPE_IPV6 = 229;
    private static final int LINKTYPE_LINUX_SLL = 113;
    private static final int LINKTYPE_LINUX_SLL2 = 276;
    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_IPV6 = 0x86DD;
    private static final int ETHERTYPE_PTP = 0x88F7;
    private static final int PROTOCOL_UDP = 17;
    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int DESTINATION = 60;
    private static final int EVENT_PORT = 319;
    private static final int GENERAL_PORT = 320;

    /** Network layer under the message. */
    public enum Transport {
        L2, UDPv4, UDPv6
    }

    /** The message in a packet, or null when the packet carries none that can be seen whole. */
    public static @Nullable CapturedFrame find(CapturedPacket packet) {
        ByteBuffer octets = ByteBuffer.wrap(packet.octets());
        try {
            CapturedFrame frame = switch (packet.linkType()) {
                case LINKTYPE_ETHERNET -> network(octets, octets.getShort(12), 14, (octets.get(0) & 1) == 0);
                case LINKTYPE_LINUX_SLL -> network(octets, octets.getShort(14), 16, octets.getShort(0) == 0);
                case LINKTYPE_LINUX_SLL2 -> network(octets, octets.getShort(0), 20, octets.get(10) == 0);
                case LINKTYPE_RAW, DLT_RAW, DLT_RAW_OPENBSD, LINKTYPE_IPV4, LINKTYPE_IPV6 -> internet(octets, 0);
                case LINKTYPE_NULL, LINKTYPE_LOOP -> internet(octets, 4);
                default -> null;
            };
            return frame == null || frame.available < 0 ? null : frame;
        } catch (IndexOutOfBoundsException cut) {
            return null;
        }
    }

    private static @Nullable CapturedFrame network(ByteBuffer octets, int firstType, int firstAt, boolean unicast) {
        int type = firstType & 0xFFFF;
        int at = firstAt;
        while (type == 0x8100 || type == 0x88A8 || type == 0x9100) {
            type = octets.getShort(at + 2) & 0xFFFF;
            at += 4;
        }
        return switch (type) {
            case ETHERTYPE_PTP -> new CapturedFrame(Transport.L2, unicast, at, octets.limit() - at);
            case ETHERTYPE_IPV4, ETHERTYPE_IPV6 -> internet(octets, at);
            default -> null;
        };
    }

    private static @Nullable CapturedFrame internet(ByteBuffer octets, int at) {
        int version = (octets.get(at) & 0xF0) >>> 4;
        return switch (version) {
            case 4 -> ipv4(octets, at);
            case 6 -> ipv6(octets, at);
            default -> null;
        };
    }

    private static @Nullable CapturedFrame ipv4(ByteBuffer octets, int at) {
        int header = (octets.get(at) & 0xF) * 4;
        boolean first = (octets.getShort(at + 6) & 0x1FFF) == 0;
        return octets.get(at + 9) == PROTOCOL_UDP && first && header >= 20
                ? udp(octets, Transport.UDPv4, (octets.get(at + 16) & 0xF0) != 0xE0, at + header)
                : null;
    }

    private static @Nullable CapturedFrame ipv6(ByteBuffer octets, int at) {
        int next = octets.get(at + 6) & 0xFF;
        int header = at + 40;
        while (next != PROTOCOL_UDP) {
            int length = switch (next) {
                case HOP_BY_HOP, ROUTING, DESTINATION -> 8 + (octets.get(header + 1) & 0xFF) * 8;
                case AUTHENTICATION -> 8 + (octets.get(header + 1) & 0xFF) * 4;
                case FRAGMENT -> (octets.getShort(header + 2) & 0xFFF8) == 0 ? 8 : 0;
                default -> 0;
            };
            if (length == 0) {
                return null;
            }
            next = octets.get(header) & 0xFF;
            header += length;
        }
        return udp(octets, Transport.UDPv6, (octets.get(at + 24) & 0xFF) != 0xFF, header);
    }

    private static @Nullable CapturedFrame udp(ByteBuffer octets, Transport transport, boolean unicast, int at) {
        int length = (octets.getShort(at + 4) & 0xFFFF) - 8;
        if ((!isPtp(octets.getShort(at + 2)) && !isPtp(octets.getShort(at))) || length < 0) {
            return null;
        }
        return new CapturedFrame(transport, unicast, at + 8, Math.min(length, octets.limit() - at - 8));
    }

    /** A management client, or one behind a translator of ports, has another port at its own end. */
    private static boolean isPtp(short port) {
        return port == EVENT_PORT || port == GENERAL_PORT;
    }
}
