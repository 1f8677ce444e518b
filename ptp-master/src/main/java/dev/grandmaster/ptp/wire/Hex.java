package dev.grandmaster.ptp.wire;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;

/** Octets as lower-case hexadecimal text and back. */
final class Hex {
    private Hex() {
    }

    static String of(MemorySegment segment, long at, long length) {
        return HexFormat.of().formatHex(segment.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE));
    }

    static void write(MemorySegment segment, long at, String hex) {
        byte[] octets = HexFormat.of().parseHex(hex);
        MemorySegment.copy(octets, 0, segment, ValueLayout.JAVA_BYTE, at, octets.length);
    }
}
