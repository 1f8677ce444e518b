package dev.grandmaster.gnss.tsip;

import java.util.Arrays;

/**
 * A packet between its DLE and its DLE ETX, doubled DLEs made single again. All numbers have the most significant byte first. There is one
 * per scanner and it moves on with the next packet. Reading outside of it is a programming error and throws.
 */
final class TsipPacket {

    /** The longest packets of timing receivers have some 80 bytes; the protocol allows 256. */
    static final int LONGEST = 512;

    private final byte[] bytes = new byte[LONGEST];
    private int size;
    private long arrivalMonoNs;

    void begin(long monoNs) {
        size = 0;
        arrivalMonoNs = monoNs;
    }

    /** False where it is longer than any. */
    boolean add(byte value) {
        if (size == LONGEST) {
            return false;
        }
        bytes[size++] = value;
        return true;
    }

    /** Of the packet with its identifier. */
    int size() {
        return size;
    }

    /** Monotonic arrival of the chunk with its DLE. */
    long arrivalMonoNs() {
        return arrivalMonoNs;
    }

    /** Identifier and the byte behind it, which most packets of timing receivers use as a second one. */
    int kind() {
        return size < 2 ? -1 : (u8(0) << 8) | u8(1);
    }

    byte[] copy(int from, int until) {
        return Arrays.copyOfRange(bytes, from, Math.min(until, size));
    }

    int u8(int at) {
        if (at < 0 || at >= size) {
            throw new IndexOutOfBoundsException("byte " + at + " of a packet of " + size);
        }
        return bytes[at] & 0xFF;
    }

    int u16(int at) {
        return (u8(at) << 8) | u8(at + 1);
    }

    int i16(int at) {
        return (short) u16(at);
    }

    long u32(int at) {
        return ((long) u16(at) << 16) | u16(at + 2);
    }

    float f32(int at) {
        return Float.intBitsToFloat((int) u32(at));
    }

    double f64(int at) {
        return Double.longBitsToDouble((u32(at) << 32) | u32(at + 4));
    }

    /** Whether all bytes together give zero, as those of the newer packets do. */
    boolean checks() {
        int sum = 0;
        for (int i = 0; i < size; i++) {
            sum ^= bytes[i];
        }
        return sum == 0;
    }
}
