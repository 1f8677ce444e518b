package dev.grandmaster.gnss.nmea;

import org.jspecify.annotations.Nullable;

/**
 * ZDA: time and date. It does not say whether there is a fix; many receivers send it from their own clock without one.
 *
 * @param time time
 * @param day  date; the year has four digits
 */
public record Zda(Talker talker, @Nullable TimeOfDay time, @Nullable CalendarDay day) implements NmeaMessage {
}
