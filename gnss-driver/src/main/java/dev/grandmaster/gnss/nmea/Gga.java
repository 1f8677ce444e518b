package dev.grandmaster.gnss.nmea;

import org.jspecify.annotations.Nullable;

/**
 * GGA: the fix and how good it is.
 *
 * @param time         time of the fix
 * @param mode         how the fix was found
 * @param satellites   satellites used
 * @param hdop         horizontal dilution of precision
 * @param latitudeDeg  degrees, north positive
 * @param longitudeDeg degrees, east positive
 * @param altitudeM    above the geoid, m
 */
public record Gga(Talker talker, @Nullable TimeOfDay time, FixMode mode, int satellites, double hdop,
        double latitudeDeg,
        double longitudeDeg, double altitudeM) implements NmeaMessage {
}
