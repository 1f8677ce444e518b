package dev.grandmaster.gnss.setup;

/**
 * A number within a payload, least significant byte first.
 *
 * @param name     for people, with its unit
 * @param at       of its first byte in the payload
 * @param size     bytes, 1 to 4
 * @param mask     the bits of it that are ours
 * @param wanted   their value
 * @param compared false for a field that only the writing needs, such as which of the others are to be taken over
 */
record Field(String name, int at, int size, int mask, int wanted, boolean compared) {

    static Field of(String name, int at, int size, int wanted) {
        return new Field(name, at, size, -1, wanted, true);
    }

    static Field bits(String name, int at, int size, int mask, int wanted) {
        return new Field(name, at, size, mask, wanted, true);
    }

    static Field whenWriting(int at, int size, int wanted) {
        return new Field("", at, size, -1, wanted, false);
    }

    /** Nothing is wanted of it, but a payload without it is none. */
    static Field mustReach(int at, int size) {
        return new Field("", at, size, 0, 0, false);
    }

    boolean agrees(byte[] payload) {
        return !compared || found(payload) == wanted();
    }

    /** The value in a payload, signed, as far as it is ours; bits that do not begin at the bottom are moved there. */
    int shown(byte[] payload) {
        return atBottom(found(payload));
    }

    int shownWanted() {
        return atBottom(wanted());
    }

    void apply(byte[] payload) {
        int value = (raw(payload) & ~mask) | (wanted & mask);
        for (int i = 0; i < size; i++) {
            payload[at + i] = (byte) (value >>> (8 * i));
        }
    }

    /** The wanted value, of the width that is on the wire. */
    @Override
    public int wanted() {
        return extended(wanted) & mask;
    }

    private int found(byte[] payload) {
        return extended(raw(payload)) & mask;
    }

    private int raw(byte[] payload) {
        int value = 0;
        for (int i = 0; i < size; i++) {
            value |= (payload[at + i] & 0xFF) << (8 * i);
        }
        return value;
    }

    private int extended(int value) {
        int unused = 32 - 8 * size;
        return value << unused >> unused;
    }

    private int atBottom(int value) {
        return mask == -1 ? value : value >>> Integer.numberOfTrailingZeros(mask);
    }
}
