package dev.grandmaster.app.simulated;

import java.time.LocalDate;

import dev.grandmaster.time.LeapSecondTable;
import org.jspecify.annotations.Nullable;

/**
 * A second as a UTC clock shows it.
 *
 * @param second 0 to 60
 */
record UtcReading(int year, int month, int day, int hour, int minute, int second) {

    private static final long NS = 1_000_000_000L;
    private static final int DAY_S = 86_400;

    /**
     * What UTC reads at the beginning of a TAI second, by a leap second table.
     *
     * @param backS seconds by which the date is shown too early
     */
    static UtcReading of(long taiS, LeapSecondTable leapSeconds, long backS) {
        long utcS = leapSeconds.toUtcSeconds(taiS * NS);
        if (isInsertedSecond(taiS, leapSeconds)) {
            UtcReading before = of(utcS - 1 - backS);
            return new UtcReading(before.year, before.month, before.day, before.hour, before.minute, 60);
        }
        return of(utcS - backS);
    }

    private static boolean isInsertedSecond(long taiS, LeapSecondTable leapSeconds) {
        LeapSecondTable.@Nullable Entry next = leapSeconds.nextAfter(taiS * NS);
        return next != null && next.taiMinusUtcSeconds() > leapSeconds.taiMinusUtcAt(taiS * NS)
                && taiS == next.fromTaiNs() / NS - 1;
    }

    private static UtcReading of(long utcS) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(utcS, DAY_S));
        int ofDay = Math.floorMod(utcS, DAY_S);
        return new UtcReading(date.getYear(), date.getMonthValue(), date.getDayOfMonth(), ofDay / 3600, ofDay / 60 % 60,
                ofDay % 60);
    }
}
