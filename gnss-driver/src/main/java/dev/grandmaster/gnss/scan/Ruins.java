package dev.grandmaster.gnss.scan;

/**
 * The checks of frames that overlap. Garbage may hold a beginning of a frame every few bytes, each of which claims the same thousands of
 * bytes; adding them up for each would take a thousand times as long as reading them. Here each byte is added up once, and the check of
 * any part follows from two of the sums.
 *
 * <p>For Fletcher's sums that is a difference, with the second one weighted by the place. A CRC without start value is linear: what came
 * before the part is taken out as the remainder that it left, moved by the part's length.
 */
final class Ruins {

    private static final int CRC_BITS = 24;
    private static final int CRC_MASK = 0xFF_FFFF;
    private static final int LONGEST_CRC = 1_026;
    /** What a remainder of 1 becomes after so many zero bytes. */
    private static final int[] MOVED = moved();

    private final Sums fletcher;
    private final Sums crc;

    /** @param size of the scanner's buffer */
    Ruins(int size) {
        fletcher = new Sums(new int[size + 1], new int[size + 1]);
        crc = new Sums(new int[size + 1], new int[0]);
    }

    /** Fletcher's two sums of a part of the buffer, the second one in the upper byte. */
    int fletcher(byte[] bytes, int from, int to) {
        Sums sums = fletcher;
        for (int i = sums.begin(from); i < to; i++) {
            sums.first[i + 1] = sums.first[i] + bytes[i];
            sums.second[i + 1] = sums.second[i] + bytes[i] * (i + sums.origin);
        }
        sums.reach(to);
        int a = sums.first[to] - sums.first[from];
        int b = (to + sums.origin) * a - (sums.second[to] - sums.second[from]);
        return (a & 0xFF) | ((b & 0xFF) << 8);
    }

    /** CRC-24Q of a part of the buffer of {@value LONGEST_CRC} bytes at most. */
    int crc24q(byte[] bytes, int from, int to) {
        Sums sums = crc;
        for (int i = sums.begin(from); i < to; i++) {
            sums.first[i + 1] = Crc24q.next(sums.first[i], bytes[i]);
        }
        sums.reach(to);
        return sums.first[to] ^ times(sums.first[from], MOVED[to - from]);
    }

    /** How many bytes were added up. */
    long summed() {
        return fletcher.count + crc.count;
    }

    /** The buffer's content has moved to the front by so many bytes. */
    void move(int by) {
        fletcher.move(by);
        crc.move(by);
    }

    /** The product of two remainders. */
    private static int times(int one, int other) {
        int product = 0;
        for (int bit = CRC_BITS - 1; bit >= 0; bit--) {
            product = Crc24q.doubled(product) ^ (-((other >>> bit) & 1) & one);
        }
        return product & CRC_MASK;
    }

    private static int[] moved() {
        int[] moved = new int[LONGEST_CRC + 1];
        moved[0] = 1;
        for (int i = 1; i < moved.length; i++) {
            moved[i] = Crc24q.next(moved[i - 1], (byte) 0);
        }
        return moved;
    }

    /** Sums up to each place of a stretch of the buffer. */
    private static final class Sums {

        private final int[] first;
        private final int[] second;
        private int from;
        private int to;
        /** Weights count from where the stream began, modulo what an int holds. */
        private int origin;
        private long count;

        Sums(int[] first, int[] second) {
            this.first = first;
            this.second = second;
        }

        /** Where adding up has to go on so that {@code place} is within the stretch. */
        int begin(int place) {
            if (place < from || place > to) {
                from = place;
                to = place;
                first[place] = 0;
                if (second.length > 0) {
                    second[place] = 0;
                }
            }
            return to;
        }

        void reach(int place) {
            count += Math.max(0, place - to);
            to = Math.max(to, place);
        }

        void move(int by) {
            origin += by;
            if (by > to) {
                from = 0;
                to = 0;
                first[0] = 0;
                if (second.length > 0) {
                    second[0] = 0;
                }
                return;
            }
            from = Math.max(from, by);
            System.arraycopy(first, from, first, from - by, to - from + 1);
            if (second.length > 0) {
                System.arraycopy(second, from, second, from - by, to - from + 1);
            }
            from -= by;
            to -= by;
        }
    }
}
