package dev.grandmaster.gnss.nmea;

/**
 * A time of day in UTC.
 *
 * @param hour   0 to 23
 * @param minute 0 to 59
 * @param second 0 to 60
 * @param nanoNs 0 to 999,999,999
 */
public record TimeOfDay(int hour, int minute, int second, int nanoNs) {
}
