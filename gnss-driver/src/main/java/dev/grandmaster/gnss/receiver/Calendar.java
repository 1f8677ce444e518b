package dev.grandmaster.gnss.receiver;

/** Dates and weeks as seconds since 1970-01-01 of their own scale, with days of 86,400 s. */
final class Calendar {

    /** In place of a date that no calendar has. */
    static final long NONE = Long.MIN_VALUE;

    static final long DAY = 86_400;
    static final long WEEK = 7 * DAY;
    /** 1980-01-06, the beginning of GPS week 0 (IS-GPS-200 3.3.4). */
    static final long GPS_EPOCH = 315_964_800;

    private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private Calendar() {
    }

    /** A second 60 counts as the following second 0. {@link #NONE} where a field is out of its range. */
    static long seconds(int year, int month, int day, int hour, int minute, int second) {
        if (year < 1970 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || hour < 0
                || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
            return NONE;
        }
        return days(year, month, day) * DAY + hour * 3_600L + minute * 60L + second;
    }

    private static int daysIn(int year, int month) {
        boolean leapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 && !leapYear ? 28 : DAYS[month - 1];
    }

    /** Years begin in March here, so that the leap day is a year's last and the months before it are regular. */
    private static long days(int year, int month, int day) {
        int marchYear = month > 2 ? year : year - 1;
        int monthsSinceMarch = (month + 9) % 12;
        int leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400;
        long dayOfYear = (153L * monthsSinceMarch + 2) / 5 + day - 1;
        return marchYear * 365L + leapDays + dayOfYear - 719_468;
    }
}
