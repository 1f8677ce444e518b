package dev.grandmaster.ptp.wire;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Network byte order over a segment, without alignment: IEEE 1588-2019 clause 5.3 data types as Java primitives. */
final class BigEndian {
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private BigEndian() {
    }

    static int u8(MemorySegment segment, long at) {
        return segment.get(BYTE, at) & 0xFF;
    }

    static byte i8(MemorySegment segment, long at) {
        return segment.get(BYTE, at);
    }

    static void put8(MemorySegment segment, long at, int value) {
        segment.set(BYTE, at, (byte) value);
    }

    static int u16(MemorySegment segment, long at) {
        return segment.get(SHORT, at) & 0xFFFF;
    }

    static short i16(MemorySegment segment, long at) {
        return segment.get(SHORT, at);
    }

    static void put16(MemorySegment segment, long at, int value) {
        segment.set(SHORT, at, (short) value);
    }

    static int i32(MemorySegment segment, long at) {
        return segment.get(INT, at);
    }

    static long u32(MemorySegment segment, long at) {
        return segment.get(INT, at) & 0xFFFF_FFFFL;
    }

    static void put32(MemorySegment segment, long at, int value) {
        segment.set(INT, at, value);
    }

    static long u48(MemorySegment segment, long at) {
        return ((long) u16(segment, at) << 32) | u32(segment, at + 2);
    }

    static void put48(MemorySegment segment, long at, long value) {
        put16(segment, at, (int) (value >>> 32));
        put32(segment, at + 2, (int) value);
    }

    static long i64(MemorySegment segment, long at) {
        return segment.get(LONG, at);
    }

    static void put64(MemorySegment segment, long at, long value) {
        segment.set(LONG, at, value);
    }
}
