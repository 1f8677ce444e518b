package dev.grandmaster.time;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The leap seconds as one list knows them: an immutable value with its source and its expiry.
 *
 * <p>The list is in force from its first entry (1972-01-01, TAI - UTC = 10 s). Before that the first entry's distance is
 * returned; nothing here needs those years.
 *
 * @param source       where the list came from, for people
 * @param entries      the distances in ascending order, at least one
 * @param expiresTaiNs TAI, ns: from here on the list says nothing
 */
public record LeapSecondTable(String source, List<Entry> entries, long expiresTaiNs) {

    /** An instant that never comes. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final long NS = 1_000_000_000L;

    /**
     * One distance and its beginning.
     *
     * @param fromUtcSeconds     first UTC second, counted since 1970-01-01 with days of 86,400 s, at which the distance holds
     * @param taiMinusUtcSeconds TAI - UTC, s
     */
    public record Entry(long fromUtcSeconds, int taiMinusUtcSeconds) {

        /** TAI, ns, of the first instant at which the distance holds. */
        public long fromTaiNs() {
            return (fromUtcSeconds + taiMinusUtcSeconds) * NS;
        }
    }

    public LeapSecondTable {
        entries = List.copyOf(entries);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("a leap second table has at least one entry");
        }
        for (int i = 1; i < entries.size(); i++) {
            Entry before = entries.get(i - 1);
            Entry entry = entries.get(i);
            if (entry.fromUtcSeconds() <= before.fromUtcSeconds()
                    || Math.abs(entry.taiMinusUtcSeconds() - before.taiMinusUtcSeconds()) != 1) {
                throw new IllegalArgumentException("entry " + (i + 1) + " does not follow entry " + i);
            }
        }
    }

    /** True while the list has not expired at {@code taiNs}. */
    public boolean covers(long taiNs) {
        return taiNs < expiresTaiNs;
    }

    /** TAI - UTC, s, at an instant. */
    public int taiMinusUtcAt(long taiNs) {
        int seconds = entries.getFirst().taiMinusUtcSeconds();
        for (Entry entry : entries) {
            if (entry.fromTaiNs() > taiNs) {
                break;
            }
            seconds = entry.taiMinusUtcSeconds();
        }
        return seconds;
    }

    /** TAI, ns, of the beginning of a UTC second; {@code leapSecond} marks 23:59:60, counted as the following midnight. */
    public long toTaiNs(long utcSeconds, boolean leapSecond) {
        int seconds = entries.getFirst().taiMinusUtcSeconds();
        for (Entry entry : entries) {
            if (entry.fromUtcSeconds() > utcSeconds || (leapSecond && entry.fromUtcSeconds() == utcSeconds)) {
                break;
            }
            seconds = entry.taiMinusUtcSeconds();
        }
        return (utcSeconds + seconds) * NS;
    }

    /** The UTC second, counted with days of 86,400 s, that contains an instant; within 23:59:60 it is the following midnight. */
    public long toUtcSeconds(long taiNs) {
        Entry next = nextAfter(taiNs);
        long utcSeconds = Math.floorDiv(taiNs, NS) - taiMinusUtcAt(taiNs);
        return next == null ? utcSeconds : Math.min(utcSeconds, next.fromUtcSeconds());
    }

    /** The first change of the distance after an instant, or null where the list knows of none. */
    public @Nullable Entry nextAfter(long taiNs) {
        for (Entry entry : entries) {
            if (entry.fromTaiNs() > taiNs) {
                return entry;
            }
        }
        return null;
    }

    /** The newest distance in the list. */
    public Entry newest() {
        return entries.getLast();
    }
}
