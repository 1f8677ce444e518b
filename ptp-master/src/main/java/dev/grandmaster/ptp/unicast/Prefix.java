package dev.grandmaster.ptp.unicast;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

import dev.grandmaster.board.PtpAddress;

/**
 * A range of addresses, IPv4 as IPv4-mapped IPv6 like {@link PtpAddress} holds it.
 *
 * @param high upper 64 bits
 * @param low lower 64 bits
 * @param bits that count, of 128
 */
public record Prefix(long high, long low, int bits) {
    private static final Pattern ETHERNET = Pattern.compile("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}");
    private static final long MAPPED_IPV4 = 0x0000_FFFF_0000_0000L;

    public Prefix {
        if (bits < 0 || bits > 128) {
            throw new IllegalArgumentException("a prefix has 0 to 128 bits, not " + bits);
        }
    }

    /**
     * From text such as {@code 10.1.0.0/16}, {@code fd00::/8}, a single address, or the address of one card on Ethernet such as
     * {@code 00:11:22:33:44:55}. Asks no name server.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Prefix parse(String text) {
        if (ETHERNET.matcher(text).matches()) {
            return new Prefix(0, Long.parseLong(text.replace(":", ""), 16), 128);
        }
        int slash = text.indexOf('/');
        InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int width = address instanceof Inet4Address ? 32 : 128;
        int bits = slash < 0 ? width : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > width) {
            throw new IllegalArgumentException("a prefix of " + width + " bits at most, not \"" + text + '"');
        }
        ByteBuffer octets = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet4Address
                ? new Prefix(0, MAPPED_IPV4 | (octets.getInt(0) & 0xFFFF_FFFFL), 96 + bits)
                : new Prefix(octets.getLong(0), octets.getLong(8), bits);
    }

    public boolean contains(PtpAddress address) {
        long highMask = bits >= 64 ? -1L : ~(-1L >>> bits);
        long lowMask = bits <= 64 ? 0 : bits == 128 ? -1L : ~(-1L >>> (bits - 64));
        return ((address.high() ^ high) & highMask) == 0 && ((address.low() ^ low) & lowMask) == 0;
    }
}
