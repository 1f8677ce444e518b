package dev.grandmaster.gnss.tsip;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * A number within the data of a packet, most significant byte first.
 *
 * @param name   for people, with its unit
 * @param at     of its first byte in the data
 * @param size   bytes, 1 to 8
 * @param mask   the bits of it that are ours
 * @param wanted their value
 * @param real   for an IEEE 754 number of four or eight bytes, in place of mask and wanted; null for whole numbers
 */
record TsipField(String name, int at, int size, long mask, long wanted, @Nullable Real real) {

    /**
     * A wanted number.
     *
     * @param within what is so near to it is as wanted
     * @param shown  by which it is multiplied for people
     */
    private record Real(double wanted, double within, double shown) {
    }

    static TsipField of(String name, int at, int size, long wanted) {
        return new TsipField(name, at, size, -1L >>> (64 - 8 * size), wanted, null);
    }

    static TsipField bits(String name, int at, int size, long mask, long wanted) {
        return new TsipField(name, at, size, mask, wanted, null);
    }

    /** Bits that are set whenever anything is changed, and not looked at. */
    static TsipField whenWriting(int at, int size, long bits) {
        return new TsipField("", at, size, bits, bits, null);
    }

    /** Whether it is compared and shown. */
    boolean isWanted() {
        return !name.isEmpty();
    }

    /** A delay or an offset that is to be none; either zero will do. */
    static TsipField noSeconds(String name, int at, int size) {
        return new TsipField(name, at, size, 0, 0, new Real(0, 0, 1));
    }

    /** A double that is to be near to one. */
    static TsipField near(String name, int at, double wanted, double within, double shown) {
        return new TsipField(name, at, Double.BYTES, 0, 0, new Real(wanted, within, shown));
    }

    boolean agrees(byte[] data) {
        if (!isWanted()) {
            return true;
        }
        Real number = real;
        return number == null
                ? (raw(data) & mask) == wanted
                : Math.abs(number(data) - number.wanted()) <= number.within();
    }

    /** As it was found, as far as it is ours. */
    String shown(byte[] data) {
        Real number = real;
        return number == null
                ? Long.toString((raw(data) & mask) >>> Long.numberOfTrailingZeros(mask))
                : shown(number(data) * number.shown());
    }

    String shownWanted() {
        Real number = real;
        return number == null
                ? Long.toString(wanted >>> Long.numberOfTrailingZeros(mask))
                : shown(number.wanted() * number.shown());
    }

    void apply(byte[] data) {
        Real number = real;
        long value = (raw(data) & ~mask) | wanted;
        if (number != null) {
            value = size == Float.BYTES
                    ? Float.floatToRawIntBits((float) number.wanted())
                    : Double.doubleToRawLongBits(number.wanted());
        }
        for (int i = 0; i < size; i++) {
            data[at + i] = (byte) (value >>> (8 * (size - 1 - i)));
        }
    }

    private double number(byte[] data) {
        return size == Float.BYTES ? Float.intBitsToFloat((int) raw(data)) : Double.longBitsToDouble(raw(data));
    }

    /** With no more digits than a place has, and small delays as they are. */
    private static String shown(double value) {
        double rounded = Math.rint(value * 1e7) / 1e7;
        if (!Double.isFinite(value) || (rounded == 0 && value != 0)) {
            return Double.toString(value);
        }
        return new BigDecimal(Double.toString(rounded)).stripTrailingZeros().toPlainString();
    }

    private long raw(byte[] data) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = (value << 8) | (data[at + i] & 0xFF);
        }
        return value;
    }
}
