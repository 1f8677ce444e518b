package dev.grandmaster.ptp.wire;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Writes fields one after the other, as IEEE 1588-2019 clause 5.3 sets them out. For messages that are not on the packet path. */
public final class OctetWriter {
    private static final int MAX_TEXT = 128;

    private final MemorySegment segment;
    private long at;

    /** Begins at an offset of a segment that has room enough. */
    public OctetWriter(MemorySegment segment, long at) {
        this.segment = segment;
        this.at = at;
    }

    public OctetWriter u8(int value) {
        BigEndian.put8(segment, at, value);
        at += 1;
        return this;
    }

    public OctetWriter u16(int value) {
        BigEndian.put16(segment, at, value);
        at += 2;
        return this;
    }

    public OctetWriter u24(int value) {
        return u8(value >>> 16).u16(value);
    }

    public OctetWriter u48(long value) {
        BigEndian.put48(segment, at, value);
        at += 6;
        return this;
    }

    public OctetWriter u32(int value) {
        BigEndian.put32(segment, at, value);
        at += 4;
        return this;
    }

    public OctetWriter u64(long value) {
        BigEndian.put64(segment, at, value);
        at += 8;
        return this;
    }

    /** A Timestamp, from TAI ns. */
    public OctetWriter timestamp(long taiNs) {
        Timestamp.write(segment, at, taiNs);
        at += Timestamp.LENGTH;
        return this;
    }

    /** A PTPText: length, then UTF-8, of which the first 128 octets are kept. */
    public OctetWriter text(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        byte[] kept = octets.length <= MAX_TEXT ? octets : Arrays.copyOf(octets, MAX_TEXT);
        u8(kept.length);
        MemorySegment.copy(kept, 0, segment, ValueLayout.JAVA_BYTE, at, kept.length);
        at += kept.length;
        return this;
    }

    /** What is written by {@code body}, behind the number of its octets (UInteger16). */
    public OctetWriter counted(Consumer<OctetWriter> body) {
        long place = at;
        u16(0);
        body.accept(this);
        BigEndian.put16(segment, place, (int) (at - place) - Short.BYTES);
        return this;
    }

    /** A zero octet if the number of octets since {@code from} is odd: TLVs are even. */
    public OctetWriter even(long from) {
        return ((at - from) & 1) == 0 ? this : u8(0);
    }

    /** Where the next octet goes. */
    public long position() {
        return at;
    }
}
