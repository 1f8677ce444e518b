package dev.grandmaster.state;

import java.util.HexFormat;

/**
 * clockIdentity, IEEE 1588-2019 clause 7.5.2.2: an EUI-64.
 *
 * @param value the eight octets, first octet in the most significant bits
 */
public record ClockIdentity(long value) {

    /**
     * From a MAC address: the octets FF FE go into the middle.
     *
     * @param mac 48 bits
     * @throws IllegalArgumentException for the address of all zeros, which names nobody
     */
    public static ClockIdentity ofMac(long mac) {
        if (mac == 0 || (mac >>> 48) != 0) {
            throw new IllegalArgumentException("a MAC address of 48 bits that are not all 0 is needed");
        }
        return new ClockIdentity((mac >>> 24) << 40 | 0xFFFEL << 24 | (mac & 0xFF_FFFF));
    }

    /**
     * From 16 hexadecimal digits; points, colons and dashes are passed over.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static ClockIdentity parse(String text) {
        String digits = text.replaceAll("[.:-]", "");
        if (digits.length() != 16 || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException("16 hexadecimal digits make a clockIdentity, not \"" + text + "\"");
        }
        return new ClockIdentity(HexFormat.fromHexDigitsToLong(digits));
    }

    /** The form of ptp4l and others: {@code 001122.fffe.334455}. */
    @Override
    public String toString() {
        String hex = HexFormat.of().toHexDigits(value);
        return hex.substring(0, 6) + '.' + hex.substring(6, 10) + '.' + hex.substring(10);
    }
}
