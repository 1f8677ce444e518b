package dev.grandmaster.state;

import java.util.List;

import dev.grandmaster.quality.Verdict;

/**
 * Receiver and sky as people want to see them. Written by the receiver agent.
 *
 * @param link            the link's name
 * @param receiving       true while bytes come
 * @param fix             the kind of fix
 * @param satellitesUsed  satellites in the solution
 * @param satellites      all that are seen
 * @param timeAccuracyNs  the receiver's own estimate, ns, one sigma; NaN where it gives none
 * @param verdict         the driver's judgement of the last second
 * @param goodFrames      frames with a right checksum since the start
 * @param badFrames       frames with a wrong one since the start
 */
public record GnssStatus(String link, boolean receiving, Fix fix, int satellitesUsed, List<Satellite> satellites,
        double timeAccuracyNs,
        Verdict verdict, long goodFrames, long badFrames) {

    public GnssStatus {
        satellites = List.copyOf(satellites);
    }

    /** Kinds of fix, from none to best. */
    public enum Fix {
        NONE, DEAD_RECKONING, TWO_D, THREE_D, TIME_ONLY
    }

    /** The constellations. */
    public enum Constellation {
        GPS, SBAS, GALILEO, BEIDOU, QZSS, GLONASS, NAVIC
    }

    /**
     * One satellite.
     *
     * @param constellation  its system
     * @param number         its number within the system
     * @param elevationDeg   degrees above the horizon
     * @param azimuthDeg     degrees from north over east
     * @param carrierToNoise C/N0, dBHz; 0 for not tracked
     * @param used           in the solution
     */
    public record Satellite(Constellation constellation, int number, int elevationDeg, int azimuthDeg,
            double carrierToNoise,
            boolean used) {
    }
}
