package dev.grandmaster.ptp.wire;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One named field of a message, for reading it as a person does and for writing it back. Not for the packet path.
 *
 * @param name as the standard spells it
 * @param offset octets from the beginning of the message, the TLV value or the enclosing structure
 * @param kind how the octets are read
 * @param size octets of {@link Kind#OCTETS} and {@link Kind#STRUCTURE}; the bit number (0 is the lowest) of {@link Kind#BIT}
 * @param parts of a structure
 */
record Field(String name, int offset, Kind kind, int size, List<Field> parts) {

    /** How octets become a value: numbers as Long, bits as Boolean, octets as lower-case hex, structures as Map. */
    enum Kind {
        HIGH_NIBBLE, LOW_NIBBLE, BIT, U8, I8, U16, I16, U32, I32, U48, I64, OCTETS, STRUCTURE
    }

    static Field of(String name, int offset, Kind kind) {
        return new Field(name, offset, kind, 0, List.of());
    }

    static Field bit(String name, int offset, int bit) {
        return new Field(name, offset, Kind.BIT, bit, List.of());
    }

    static Field octets(String name, int offset, int size) {
        return new Field(name, offset, Kind.OCTETS, size, List.of());
    }

    static Field timestamp(String name, int offset) {
        return new Field(name, offset, Kind.STRUCTURE, Timestamp.LENGTH, List.of( //
                of("secondsField", 0, Kind.U48), //
                of("nanosecondsField", 6, Kind.U32)));
    }

    static Field portIdentity(String name, int offset) {
        return new Field(name, offset, Kind.STRUCTURE, 10, List.of( //
                octets("clockIdentity", 0, 8), //
                of("portNumber", 8, Kind.U16)));
    }

    static Field clockQuality(String name, int offset) {
        return new Field(name, offset, Kind.STRUCTURE, 4, List.of( //
                of("clockClass", 0, Kind.U8), //
                of("clockAccuracy", 1, Kind.U8), //
                of("offsetScaledLogVariance", 2, Kind.U16)));
    }

    /** The octet after the last one that this field touches. */
    int end() {
        return offset + switch (kind) {
            case HIGH_NIBBLE, LOW_NIBBLE, BIT, U8, I8 -> 1;
            case U16, I16 -> 2;
            case U32, I32 -> 4;
            case U48 -> 6;
            case I64 -> 8;
            case OCTETS, STRUCTURE -> size;
        };
    }

    Object read(MemorySegment segment, long base) {
        long at = base + offset;
        return switch (kind) {
            case HIGH_NIBBLE -> (long) (BigEndian.u8(segment, at) >>> 4);
            case LOW_NIBBLE -> (long) (BigEndian.u8(segment, at) & 0xF);
            case BIT -> (BigEndian.u8(segment, at) >>> size & 1) != 0;
            case U8 -> (long) BigEndian.u8(segment, at);
            case I8 -> (long) BigEndian.i8(segment, at);
            case U16 -> (long) BigEndian.u16(segment, at);
            case I16 -> (long) BigEndian.i16(segment, at);
            case U32 -> BigEndian.u32(segment, at);
            case I32 -> (long) BigEndian.i32(segment, at);
            case U48 -> BigEndian.u48(segment, at);
            case I64 -> BigEndian.i64(segment, at);
            case OCTETS -> Hex.of(segment, at, size);
            case STRUCTURE -> readAll(parts, segment, at);
        };
    }

    @SuppressWarnings("unchecked")
    void write(MemorySegment segment, long base, Object value) {
        long at = base + offset;
        switch (kind) {
            case HIGH_NIBBLE -> BigEndian.put8(segment, at, (BigEndian.u8(segment, at) & 0x0F) | (number(value) << 4));
            case LOW_NIBBLE -> BigEndian.put8(segment, at, (BigEndian.u8(segment, at) & 0xF0) | (number(value) & 0xF));
            case BIT -> BigEndian.put8(segment, at,
                    (BigEndian.u8(segment, at) & ~(1 << size)) | ((Boolean) value ? 1 << size : 0));
            case U8, I8 -> BigEndian.put8(segment, at, number(value));
            case U16, I16 -> BigEndian.put16(segment, at, number(value));
            case U32, I32 -> BigEndian.put32(segment, at, number(value));
            case U48 -> BigEndian.put48(segment, at, (Long) value);
            case I64 -> BigEndian.put64(segment, at, (Long) value);
            case OCTETS -> Hex.write(segment, at, (String) value);
            case STRUCTURE -> writeAll(parts, segment, at, (Map<String, Object>) value);
        }
    }

    static Map<String, Object> readAll(List<Field> fields, MemorySegment segment, long base) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : fields) {
            values.put(field.name, field.read(segment, base));
        }
        return values;
    }

    /** Writes the fields that have a value; octets of the others stay as they are. */
    static void writeAll(List<Field> fields, MemorySegment segment, long base, Map<String, Object> values) {
        for (Field field : fields) {
            Object value = values.get(field.name);
            if (value != null) {
                field.write(segment, base, value);
            }
        }
    }

    private static int number(Object value) {
        return (int) (long) (Long) value;
    }
}
