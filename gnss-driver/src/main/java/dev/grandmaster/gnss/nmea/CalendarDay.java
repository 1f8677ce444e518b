package dev.grandmaster.gnss.nmea;

/**
 * A day in UTC.
 *
 * @param year  as the sentence writes it: four digits in ZDA, two in RMC
 * @param month 1 to 12
 * @param day   1 to 31
 */
public record CalendarDay(int year, int month, int day) {
}
