package dev.grandmaster.gnss.nmea;

import java.util.List;

/**
 * GSA: the satellites of the solution.
 *
 * @param dimension  1 no fix, 2 or 3 dimensions
 * @param satellites numbers of the satellites used, as the talker counts
 * @param pdop       position dilution of precision
 * @param hdop       horizontal
 * @param vdop       vertical
 * @param systemId   since NMEA 4.10, whose satellites these are: 1 GPS, 2 GLONASS, 3 Galileo, 4 BeiDou, 5 QZSS, 6 NavIC
 */
public record Gsa(Talker talker, int dimension, List<Integer> satellites, double pdop, double hdop, double vdop,
        int systemId) implements NmeaMessage {

    public Gsa {
        satellites = List.copyOf(satellites);
    }
}
