package dev.grandmaster.gnss.nmea;

import org.jspecify.annotations.Nullable;

/**
 * GNS: the fix of several constellations together, in place of GGA or beside it.
 *
 * @param time         time of the fix
 * @param mode         the mode of the first constellation that has a fix, else of the first that has anything
 * @param satellites   satellites used
 * @param latitudeDeg  degrees, north positive
 * @param longitudeDeg degrees, east positive
 */
public record Gns(Talker talker, @Nullable TimeOfDay time, FixMode mode, int satellites, double latitudeDeg,
        double longitudeDeg) implements NmeaMessage {
}
