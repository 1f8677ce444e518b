package dev.grandmaster.gnss.tsip;

/**
 * A number within the data of a packet, most significant byte first.
 *
 * @param name   for people, with its unit
 * @param at     of its first byte in the data
 * @param size   bytes, 1 to 8
 * @param mask   the bits of it that are ours
 * @param wanted their value
 * @param real   an IEEE 754 number of four or eight bytes, of which only 0 can be wanted
 */
record TsipField(String name, int at, int size, long mask, long wanted, boolean real) {

    static TsipField of(String name, int at, int size, long wanted) {
        return new TsipField(name, at, size, -1L >>> (64 - 8 * size), wanted, false);
    }

    static TsipField bits(String name, int at, int size, long mask, long wanted) {
        return new TsipField(name, at, size, mask, wanted, false);
    }

    /** A delay or an offset that is to be none; either zero will do. */
    static TsipField noSeconds(String name, int at, int size) {
        return new TsipField(name, at, size, -1L >>> (65 - 8 * size), 0, true);
    }

    boolean agrees(byte[] data) {
        return found(data) == wanted;
    }

    /** As it was found, as far as it is ours. */
    String shown(byte[] data) {
        if (!real) {
            return Long.toString(found(data) >>> Long.numberOfTrailingZeros(mask));
        }
        return Double.toString(size == 4 ? Float.intBitsToFloat((int) raw(data)) : Double.longBitsToDouble(raw(data)));
    }

    String shownWanted() {
        return Long.toString(wanted >>> Long.numberOfTrailingZeros(mask));
    }

    void apply(byte[] data) {
        long value = real ? 0 : (raw(data) & ~mask) | wanted;
        for (int i = 0; i < size; i++) {
            data[at + i] = (byte) (value >>> (8 * (size - 1 - i)));
        }
    }

    private long found(byte[] data) {
        return raw(data) & mask;
    }

    private long raw(byte[] data) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = (value << 8) | (data[at + i] & 0xFF);
        }
        return value;
    }
}
