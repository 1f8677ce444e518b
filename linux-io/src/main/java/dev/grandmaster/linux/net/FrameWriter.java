package dev.grandmaster.linux.net;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.linux.ffi.Sockets;

/**
 * Writes a PTP message as a whole Ethernet frame: Ethernet, IPv4 (RFC 791) or IPv6 (RFC 8200) and UDP (RFC 768) header, checksums by RFC 1071.
 * One frame at a time, in an array that is copied on from here: single accesses to native memory cost more than all the rest. Allocates nothing.
 */
final class FrameWriter {

    /** Octets before the frame, so that everything behind its Ethernet header lies at whole words. */
    private static final int LEAD = 2;
    static final int ETHERNET_HEADER = 14;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int UDP_HEADER = 8;
    /** The longest IP packet of Ethernet, whatever a larger MTU may allow. */
    private static final int LONGEST = 1500;

    private static final int UDP = 17;
    private static final int IPV4_VERSION = 0x4500_0000;
    private static final int IPV4_DONT_FRAGMENT = 0x4000;
    private static final int IPV6_VERSION = 0x6000_0000;
    /** First word of the IP header. */
    private static final int IP = (LEAD + ETHERNET_HEADER) / Integer.BYTES;
    private static final int IPV4_UDP = IP + IPV4_HEADER / Integer.BYTES;
    private static final int IPV6_UDP = IP + IPV6_HEADER / Integer.BYTES;
    /** The two low bits of the octet are those of congestion notification. */
    private static final int DSCP_SHIFT = 2;

    private static final boolean BIG_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

    private final boolean ipv6;
    private final int eventPadding;
    private final int eventClass;
    private final int generalClass;
    private final int hops;
    private final int[] words = new int[(LEAD + ETHERNET_HEADER + LONGEST) / Integer.BYTES + 2];
    private final MemorySegment frame = MemorySegment.ofArray(words).asSlice(LEAD);
    private long ownMac;
    private int longest;

    /** {@code eventPadding} are the zero octets that follow an event message inside its datagram. */
    FrameWriter(TransportProtocol protocol, SocketOptions options, int eventPadding) {
        this.ipv6 = protocol == TransportProtocol.UDP_IPV6;
        this.eventPadding = eventPadding;
        this.eventClass = options.dscpEvent() << DSCP_SHIFT;
        this.generalClass = options.dscpGeneral() << DSCP_SHIFT;
        this.hops = options.unicastTtl();
    }

    /** From this MAC address in the low 48 bits, and no packet longer than the MTU. */
    void from(long mac, int mtu) {
        ownMac = mac;
        longest = Math.min(mtu, LONGEST);
    }

    /** The frame that was written last, from its first octet on. */
    MemorySegment frame() {
        return frame;
    }

    /**
     * Writes the frame that takes a message from {@link PtpAddress#localLow()} to a receiver. Answers its octets, or 0 where it would be too
     * long.
     *
     * @param nextHop MAC address in the low 48 bits
     */
    int write(long nextHop, PtpAddress to, boolean event, MemorySegment message, int length) {
        int padding = event ? eventPadding : 0;
        int datagram = UDP_HEADER + length + padding;
        int packet = (ipv6 ? IPV6_HEADER : IPV4_HEADER) + datagram;
        if (length <= 0 || length > message.byteSize() || packet > longest) {
            return 0;
        }
        ethernet(nextHop);
        int udp = ipv6 ? ipv6(to, event, datagram) : ipv4(to, event, packet);
        int from = event ? Wire.EVENT_PORT : Wire.GENERAL_PORT;
        words[udp] = ordered(from << Short.SIZE | Wire.portOf(to, event));
        words[udp + 1] = ordered(datagram << Short.SIZE);
        int end = copy(message, length, udp + UDP_HEADER / Integer.BYTES);
        int addresses = IP + (ipv6 ? 2 : 3);
        int sum = checksum(sum(addresses, end) + number(UDP) + number(datagram));
        // 0 would say that there is none
        words[udp + 1] = ordered(datagram << Short.SIZE | (sum == 0 ? 0xFFFF : sum));
        return ETHERNET_HEADER + packet;
    }

    private void ethernet(long nextHop) {
        words[0] = ordered((int) (nextHop >>> Integer.SIZE));
        words[1] = ordered((int) nextHop);
        words[2] = ordered((int) (ownMac >>> Short.SIZE));
        words[3] = ordered(((int) ownMac << Short.SIZE) | (ipv6 ? Sockets.ETH_P_IPV6 : Sockets.ETH_P_IP));
    }

    private int ipv4(PtpAddress to, boolean event, int packet) {
        words[IP] = ordered(IPV4_VERSION | (event ? eventClass : generalClass) << Short.SIZE | packet);
        // never in fragments, so that no identification is needed (RFC 6864)
        words[IP + 1] = ordered(IPV4_DONT_FRAGMENT);
        int lifeAndProtocol = (hops << Byte.SIZE | UDP) << Short.SIZE;
        words[IP + 2] = ordered(lifeAndProtocol);
        words[IP + 3] = ordered((int) to.localLow());
        words[IP + 4] = ordered(to.ipv4());
        words[IP + 2] = ordered(lifeAndProtocol | checksum(sum(IP, IPV4_UDP)));
        return IPV4_UDP;
    }

    private int ipv6(PtpAddress to, boolean event, int datagram) {
        words[IP] = ordered(IPV6_VERSION | (event ? eventClass : generalClass) << 20);
        words[IP + 1] = ordered(datagram << Short.SIZE | UDP << Byte.SIZE | hops);
        words[IP + 2] = ordered((int) (to.localHigh() >>> Integer.SIZE));
        words[IP + 3] = ordered((int) to.localHigh());
        words[IP + 4] = ordered((int) (to.localLow() >>> Integer.SIZE));
        words[IP + 5] = ordered((int) to.localLow());
        words[IP + 6] = ordered((int) (to.high() >>> Integer.SIZE));
        words[IP + 7] = ordered((int) to.high());
        words[IP + 8] = ordered((int) (to.low() >>> Integer.SIZE));
        words[IP + 9] = ordered((int) to.low());
        return IPV6_UDP;
    }

    /** Copies the message behind the headers, zeros behind it; answers the word behind its last octet. */
    private int copy(MemorySegment message, int length, int at) {
        int whole = length / Integer.BYTES;
        MemorySegment.copy(message, JAVA_INT_UNALIGNED, 0, words, at, whole);
        int rest = 0;
        for (int i = whole * Integer.BYTES; i < length; i++) {
            rest |= (message.get(JAVA_BYTE, i) & 0xFF) << (Byte.SIZE * (Integer.BYTES - 1 - i % Integer.BYTES));
        }
        words[at + whole] = ordered(rest);
        words[at + whole + 1] = 0;
        return at + whole + 1;
    }

    /** Sum of words as they lie; of which order their octets are does not matter to the checksum (RFC 1071, 2 B). */
    private long sum(int from, int end) {
        long sum = 0;
        for (int i = from; i < end; i++) {
            sum += words[i] & 0xFFFF_FFFFL;
        }
        return sum;
    }

    /** The complement of the folded sum, as the number that it is on the wire. */
    private static int checksum(long sum) {
        long folded = (sum & 0xFFFF_FFFFL) + (sum >>> Integer.SIZE);
        folded = (folded & 0xFFFF) + (folded >>> Short.SIZE);
        folded = (folded & 0xFFFF) + (folded >>> Short.SIZE);
        folded = (folded & 0xFFFF) + (folded >>> Short.SIZE);
        int complement = (int) ~folded & 0xFFFF;
        return BIG_ENDIAN ? complement : Short.toUnsignedInt(Short.reverseBytes((short) complement));
    }

    /** A number as a word of the pseudo header. */
    private static long number(int value) {
        return ordered(value) & 0xFFFF_FFFFL;
    }

    /** A word that lies in the order of the network. */
    private static int ordered(int word) {
        return BIG_ENDIAN ? word : Integer.reverseBytes(word);
    }
}
