package dev.grandmaster.ptp.unicast;

import java.util.Arrays;

/**
 * Streams of messages by the tick at which each is due next. A tick is 2^-12 s, so that every interval from 2^-7 to 2^4 s is a whole
 * number of them and no stream drifts. The wheel is twice as long as the longest interval, so a slot holds streams of one tick alone;
 * putting in, taking out and moving on cost the same however many there are.
 *
 * <p>A <b>punctual</b> wheel leaves out beats missed in a stall, each stream sends once and stays on its grid. After a stall longer than
 * the longest interval it goes on where it stood, as if no time had passed: nobody gets a burst.
 *
 * <p>A <b>patient</b> wheel never is more than {@link #BEHIND} ticks behind: what it cannot serve in time makes its time pass more
 * slowly. All intervals grow by one factor then, and stay even, where a punctual wheel under overload would send at random multiples
 * of them (IEEE 1588-2019 clause 9.5.9.2 asks for regularity). Up to a second of it is made up for later, by intervals that are a
 * thirty-second part shorter, so that stalls do not lower the rate.
 */
final class SendWheel {
    private static final int LOG_TICKS = 12;
    private static final int TICKS_PER_SECOND = 1 << LOG_TICKS;
    private static final int LONGEST = TICKS_PER_SECOND << UnicastConfig.MAX_LOG_INTERVAL;
    private static final int SLOTS = 2 * LONGEST;
    /** What a patient wheel may be late by, 4 ms: half of the shortest interval, so that no beat is ever missed. */
    private static final int BEHIND = 16;
    /** What it is late by when its time was held back: it is {@link #late} then, and nearly on time. */
    private static final int STILL_BEHIND = 2;
    /** Ticks within which one is given back. */
    private static final int REPAID_PER = 32;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    /**
     * Neighbours that share a place. The kernel's way from a stamp to the wire is cold when its code has not run for a while, which no stamp
     * knows of, and each waking costs: so they leave one right after the other, and then there is rest.
     */
    private static final int TOGETHER = 8;
    private static final int NONE = -1;

    private int[] first = {};
    private long[] occupied = {};
    /** In the order in which they came into the slot. */
    private int[] next = {};
    /** Of the first in a slot this is the last one. */
    private int[] previous = {};
    private long[] due = {};
    private byte[] beats = {};
    private boolean[] begun = {};
    private final boolean patient;
    private final long originMonoNs;
    /** Ticks that stalls have taken away. */
    private long skipped;
    /** Of these, what will be given back. */
    private long owed;
    /** When a tick was given back last. */
    private long repaidAt;
    /** What was taken away since {@link #takeSkippedNs}. */
    private long heldBack;
    /** All ticks before this one have been served. */
    private long cursor;
    private long nowTick;
    private int size;

    private SendWheel(long originMonoNs, boolean patient) {
        this.originMonoNs = originMonoNs;
        this.patient = patient;
    }

    static SendWheel punctual(long originMonoNs) {
        return new SendWheel(originMonoNs, false);
    }

    static SendWheel patient(long originMonoNs) {
        return new SendWheel(originMonoNs, true);
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
        beats = Arrays.copyOf(beats, streams);
        begun = Arrays.copyOf(begun, streams);
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
        long oldest = patient ? oldest() : cursor;
        if (nowTick - oldest >= (patient ? BEHIND : LONGEST)) {
            long stays = patient ? oldest + STILL_BEHIND : cursor;
            skipped += nowTick - stays;
            owed = patient ? Math.min(owed + nowTick - stays, TICKS_PER_SECOND) : 0;
            heldBack += nowTick - stays;
            nowTick = stays;
        } else if (owed > 0 && nowTick - oldest <= STILL_BEHIND) {
            giveBack();
        }
    }

    private void giveBack() {
        long part = nowTick / REPAID_PER - repaidAt / REPAID_PER;
        repaidAt = nowTick;
        long back = Math.clamp(part, 0, Math.min(owed, 1));
        owed -= back;
        skipped -= back;
        nowTick += back;
    }

    /** The first tick that was not served; now where nothing waits. */
    private long oldest() {
        if (size == 0 || nowTick - cursor >= SLOTS) {
            return size == 0 ? nowTick : cursor;
        }
        long waiting = nextOccupied(cursor, nowTick + 1);
        return waiting == NONE ? nowTick : waiting;
    }

    /** Whether something is late by more than a tick: the time to be quick rather than prompt. */
    boolean late() {
        return nowTick - cursor > 1 && oldest() < nowTick - 1;
    }

    /** ns that stalls, or on a patient wheel overload too, have taken away from the streams since this was asked last. */
    long takeSkippedNs() {
        long ticks = heldBack;
        heldBack = 0;
        return (ticks * NS_PER_SECOND) >> LOG_TICKS;
    }

    /**
     * Begins a stream that is out. Its first message is due within its interval or a second; from the second on its place within the
     * interval is spread evenly over the streams.
     *
     * @param logInterval logarithm to base 2 of seconds
     */
    void start(int stream, int logInterval) {
        beats[stream] = (byte) logInterval;
        begun[stream] = false;
        put(stream, Math.max(cursor, nowTick + 1) + place(stream) % TICKS_PER_SECOND);
    }

    /** A stream's place within its interval: multiples of the golden ratio fill the circle evenly however many groups there are. */
    private long place(int stream) {
        long group = stream / TOGETHER;
        return (((group * 0x9E37_79B9L) & 0xFFFF_FFFFL) * period(beats[stream])) >>> 32;
    }

    /** Takes a stream out; it may have been out. */
    void stop(int stream) {
        if (due[stream] == NONE) {
            return;
        }
        int slot = slot(due[stream]);
        int head = first[slot];
        int before = previous[stream];
        int after = next[stream];
        if (stream != head) {
            next[before] = after;
            previous[after == NONE ? head : after] = before;
        } else if (after != NONE) {
            first[slot] = after;
            previous[after] = before;
        } else {
            first[slot] = NONE;
            occupied[slot >>> 6] &= ~(1L << slot);
        }
        due[stream] = NONE;
        size--;
    }

    /** The next stream that is due, moved on to its first beat after now; -1 when none is. */
    int take() {
        if (size == 0) {
            cursor = Math.max(cursor, nowTick + 1);
        }
        while (cursor <= nowTick) {
            int stream = first[slot(cursor)];
            if (stream != NONE) {
                long tick = due[stream];
                stop(stream);
                put(stream, begun[stream] ? following(tick, period(beats[stream])) : second(stream, tick));
                return stream;
            }
            long occupiedTick = nextOccupied(cursor + 1, nowTick + 1);
            cursor = occupiedTick == NONE ? nowTick + 1 : occupiedTick;
        }
        return NONE;
    }

    private long following(long tick, int period) {
        return tick + ((nowTick - tick) / period + 1) * period;
    }

    /** Streams that came together and are slower than a second leave each other here, where they had one second to begin in. */
    private long second(int stream, long tick) {
        begun[stream] = true;
        int period = period(beats[stream]);
        long later = place(stream) / TICKS_PER_SECOND * TICKS_PER_SECOND;
        return following(later == 0 ? tick : tick + later - period, period);
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
        next[stream] = NONE;
        if (head == NONE) {
            first[slot] = stream;
            previous[stream] = stream;
            occupied[slot >>> 6] |= 1L << slot;
        } else {
            int last = previous[head];
            next[last] = stream;
            previous[stream] = last;
            previous[head] = stream;
        }
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
