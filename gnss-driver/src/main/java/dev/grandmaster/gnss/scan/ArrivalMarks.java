package dev.grandmaster.gnss.scan;

/**
 * Remembers when the chunks of a stream arrived, for the bytes that are still in the buffer.
 *
 * <p>Few marks are enough: chunks are forgotten as frames leave. Only a long run of garbage in tiny chunks fills the
 * table; then every second mark goes and only every second chunk gets one, until the garbage is gone: a byte may be dated
 * a few of those chunks too early, never too late.
 */
final class ArrivalMarks {

    private static final int CAPACITY = 256;

    private final long[] offsets = new long[CAPACITY];
    private final long[] monoNs = new long[CAPACITY];
    private int count;
    /** Every so many chunks get a mark, and so many have passed since the last one that did. */
    private int stride = 1;
    private int unmarked;

    /** A chunk that begins at {@code offset} of the stream arrived at {@code arrivalMonoNs}. */
    void add(long offset, long arrivalMonoNs) {
        if (count > 0 && monoNs[count - 1] == arrivalMonoNs) {
            return;
        }
        if (++unmarked < stride && count > 0) {
            return;
        }
        unmarked = 0;
        if (count == CAPACITY) {
            count = CAPACITY / 2;
            stride *= 2;
            for (int i = 0; i < count; i++) {
                offsets[i] = offsets[2 * i];
                monoNs[i] = monoNs[2 * i];
            }
        }
        offsets[count] = offset;
        monoNs[count++] = arrivalMonoNs;
    }

    /** Arrival of the byte at {@code offset}. Offsets asked for never go back. */
    long at(long offset) {
        int passed = 0;
        while (passed + 1 < count && offsets[passed + 1] <= offset) {
            passed++;
        }
        if (passed > 0) {
            count -= passed;
            System.arraycopy(offsets, passed, offsets, 0, count);
            System.arraycopy(monoNs, passed, monoNs, 0, count);
            stride = count == 1 ? 1 : stride;
        }
        return monoNs[0];
    }
}
