package dev.grandmaster.ptp.unicast;

import java.util.Arrays;

/**
 * Streams of messages by the tick at which each is due next. A tick is 2^-12 s, so that every interval from 2^-7 to 2^4 s is a whole
 * number of them and no stream drifts. The wheel is twice as long as the longest interval, so a slot holds streams of one tick alone;
 * putting in, taking out and moving on cost the same however many there are.
 *
 * <p>Beats missed in a short stall are left out, each stream sends once and stays on its grid. After a stall longer than the longest
 * interval the wheel goes on where it stood, as if no time had passed: nobody gets a burst.
 */
final class SendWheel {
    private static final int LOG_TICKS = 12;
    private static final int TICKS_PER_SECOND = 1 << LOG_TICKS;
    private static final int LONGEST = TICKS_PER_SECOND << UnicastConfig.MAX_LOG_INTERVAL;
    private static final int SLOTS = 2 * LONGEST;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int NONE = -1;

    private int[] first = {};
    private long[] occupied = {};
    private int[] next = {};
    private int[] previous = {};
    private long[] due = {};
    private final long originMonoNs;
    /** Ticks that long stalls have taken away. */
    private long skipped;
    /** All ticks before this one have been served. */
    private long cursor;
    private long nowTick;
    private int size;

    SendWheel(long originMonoNs) {
        this.originMonoNs = originMonoNs;
    }

    /** Makes room for streams 0 to {@code streams - 1}; the first time for the wheel itself. */
    void grow(int streams) {
        if (first.length == 0) {
            first = new int[SLOTS];
            Arrays.fill(first, NONE);
            occupied = new long[SLOTS >>> 6];
        }
        int before = due.length;
        next = Arrays.copyOf(next, streams);
        previous = Arrays.copyOf(previous, streams);
        due = Arrays.copyOf(due, streams);
        Arrays.fill(due, before, streams, NONE);
    }

    /** Ticks between two messages. */
    static int period(int logInterval) {
        return logInterval < 0 ? TICKS_PER_SECOND >> -logInterval : TICKS_PER_SECOND << logInterval;
    }

    /** Says what time it is; everything else counts from here. */
    void advance(long nowMonoNs) {
        long sinceNs = nowMonoNs - originMonoNs;
        nowTick = ((sinceNs / NS_PER_SECOND) << LOG_TICKS) + ((sinceNs % NS_PER_SECOND) << LOG_TICKS) / NS_PER_SECOND
                - skipped;
        if (nowTick - cursor >= LONGEST) {
            skipped += nowTick - cursor;
            nowTick = cursor;
        }
    }

    /** Begins a stream that is out: its first message is due within its interval or a second, spread evenly over streams. */
    void start(int stream, int logInterval) {
        int spread = Math.min(period(logInterval), TICKS_PER_SECOND);
        // multiples of the golden ratio fill the circle evenly however many there are
        long phase = (((stream * 0x9E37_79B9L) & 0xFFFF_FFFFL) * spread) >>> 32;
        put(stream, Math.max(cursor, nowTick + 1) + phase);
    }

    /** Takes a stream out; it may have been out. */
    void stop(int stream) {
        if (due[stream] == NONE) {
            return;
        }
        int slot = slot(due[stream]);
        int before = previous[stream];
        int after = next[stream];
        if (before == NONE) {
            first[slot] = after;
            if (after == NONE) {
                occupied[slot >>> 6] &= ~(1L << slot);
            }
        } else {
            next[before] = after;
        }
        if (after != NONE) {
            previous[after] = before;
        }
        due[stream] = NONE;
        size--;
    }

    /**
     * The next stream that is due, moved on to its first beat after now; -1 when none is.
     *
     * @param beats intervals of all streams, logarithms to base 2 of seconds
     */
    int take(byte[] beats) {
        if (size == 0) {
            cursor = Math.max(cursor, nowTick + 1);
        }
        while (cursor <= nowTick) {
            int stream = first[slot(cursor)];
            if (stream != NONE) {
                int period = period(beats[stream]);
                long tick = due[stream];
                stop(stream);
                put(stream, tick + ((nowTick - tick) / period + 1) * period);
                return stream;
            }
            long occupiedTick = nextOccupied(cursor + 1, nowTick + 1);
            cursor = occupiedTick == NONE ? nowTick + 1 : occupiedTick;
        }
        return NONE;
    }

    /** When {@link #take} is worth calling next, monotonic ns. */
    long nextMonoNs(long otherwise) {
        long tick = size == 0 ? NONE : nextOccupied(cursor, cursor + SLOTS);
        return tick == NONE ? otherwise : monoNs(tick + skipped);
    }

    /** Streams in the wheel. */
    int size() {
        return size;
    }

    private long monoNs(long rawTick) {
        long part = rawTick & (TICKS_PER_SECOND - 1);
        return originMonoNs + (rawTick >> LOG_TICKS) * NS_PER_SECOND
                + ((part * NS_PER_SECOND + TICKS_PER_SECOND - 1) >> LOG_TICKS);
    }

    private void put(int stream, long tick) {
        int slot = slot(tick);
        int head = first[slot];
        due[stream] = tick;
        previous[stream] = NONE;
        next[stream] = head;
        if (head != NONE) {
            previous[head] = stream;
        }
        first[slot] = stream;
        occupied[slot >>> 6] |= 1L << slot;
        size++;
    }

    /** The first tick from {@code from} to before {@code end}, at most a turn on, whose slot is occupied; -1 for none. */
    private long nextOccupied(long from, long end) {
        long tick = from;
        while (tick < end) {
            long word = occupied[slot(tick) >>> 6] >>> slot(tick);
            if (word != 0) {
                long found = tick + Long.numberOfTrailingZeros(word);
                return found < end ? found : NONE;
            }
            tick = (tick | 63) + 1;
        }
        return NONE;
    }

    private static int slot(long tick) {
        return (int) tick & (SLOTS - 1);
    }
}
