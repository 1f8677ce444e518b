package dev.grandmaster.gnss.scan;

import java.nio.charset.StandardCharsets;

/**
 * A view on one frame in the scanner's buffer. There is one per scanner and it moves on with the next frame, so nobody
 * may keep it; {@link #copy()} is for those who must.
 *
 * <p>Positions count from the first byte of the framing ({@code B5}, {@code $}, {@code D3}); the size includes the check
 * but no line end. Reading outside the frame is a programming error and throws, so decoders look at the size first.
 */
public final class Frame {

    private FrameKind kind = FrameKind.NMEA;
    private byte[] bytes = {};
    private int start;
    private int size;
    private long streamOffset;
    private long arrivalMonoNs;

    void move(FrameKind kind, byte[] bytes, int start, int size, long streamOffset, long arrivalMonoNs) {
        this.kind = kind;
        this.bytes = bytes;
        this.start = start;
        this.size = size;
        this.streamOffset = streamOffset;
        this.arrivalMonoNs = arrivalMonoNs;
    }

    public FrameKind kind() {
        return kind;
    }

    /** Number of bytes, framing and check included, line end excluded. */
    public int size() {
        return size;
    }

    /** How many bytes of the stream came before this frame. */
    public long streamOffset() {
        return streamOffset;
    }

    /** Monotonic arrival of the chunk that brought the first byte. */
    public long arrivalMonoNs() {
        return arrivalMonoNs;
    }

    /** The byte at {@code index}, 0 to 255. */
    public int u8(int index) {
        return bytes[start + inside(index, 1)] & 0xFF;
    }

    /** The byte at {@code index}, -128 to 127. */
    public int i8(int index) {
        return bytes[start + inside(index, 1)];
    }

    /** Two bytes, least significant first, unsigned. */
    public int u16(int index) {
        int at = start + inside(index, 2);
        return (bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8);
    }

    /** Two bytes, least significant first, signed. */
    public int i16(int index) {
        return (short) u16(index);
    }

    /** Four bytes, least significant first, signed. */
    public int i32(int index) {
        int at = start + inside(index, 4);
        return (bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8) | ((bytes[at + 2] & 0xFF) << 16)
                | (bytes[at + 3] << 24);
    }

    /** Four bytes, least significant first, unsigned. */
    public long u32(int index) {
        return i32(index) & 0xFFFF_FFFFL;
    }

    /** The characters from {@code from} (inclusive) to {@code to} (exclusive), byte for byte. */
    public String text(int from, int to) {
        return new String(bytes, start + inside(from, to - from), to - from, StandardCharsets.ISO_8859_1);
    }

    public byte[] copy() {
        byte[] copy = new byte[size];
        System.arraycopy(bytes, start, copy, 0, size);
        return copy;
    }

    /** The array is the scanner's buffer, so its own bounds protect nobody from the neighbouring frame. */
    private int inside(int index, int count) {
        if (index < 0 || count < 0 || index > size - count) {
            throw new IndexOutOfBoundsException(count + " bytes at " + index + " of a frame of " + size);
        }
        return index;
    }
}
