package dev.grandmaster.gnss.nmea;

import org.jspecify.annotations.Nullable;

/**
 * RMC: time, date and position.
 *
 * @param time         time of the fix
 * @param day          its date; the year has two digits
 * @param active       status A, as opposed to V (warning)
 * @param mode         how the fix was found; null where the sentence is older than NMEA 2.3 and does not say
 * @param latitudeDeg  degrees, north positive
 * @param longitudeDeg degrees, east positive
 */
public record Rmc(Talker talker, @Nullable TimeOfDay time, @Nullable CalendarDay day, boolean active,
        @Nullable FixMode mode, double latitudeDeg, double longitudeDeg) implements NmeaMessage {
}
