package dev.grandmaster.gnss.scan;

/** CRC-24Q, the check of RTCM 3: polynomial 0x1864CFB, start value 0, no reflection (RTCM 10403, transport layer). */
final class Crc24q {

    private static final int POLYNOMIAL = 0x1864CFB;
    private static final int[] TABLE = table();

    private Crc24q() {
    }

    static int of(byte[] bytes, int from, int to) {
        int crc = 0;
        for (int i = from; i < to; i++) {
            crc = next(crc, bytes[i]);
        }
        return crc;
    }

    /** The remainder with one more byte. */
    static int next(int crc, byte value) {
        return ((crc << 8) & 0xFF_FFFF) ^ TABLE[(crc >>> 16) ^ (value & 0xFF)];
    }

    /** A remainder times x. */
    static int doubled(int crc) {
        int twice = crc << 1;
        return (twice & 0x100_0000) == 0 ? twice : twice ^ POLYNOMIAL;
    }

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int crc = i << 16;
            for (int bit = 0; bit < 8; bit++) {
                crc = doubled(crc);
            }
            table[i] = crc;
        }
        return table;
    }
}
