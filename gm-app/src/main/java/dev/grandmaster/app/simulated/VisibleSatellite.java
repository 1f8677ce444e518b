package dev.grandmaster.app.simulated;

/**
 * A satellite above the simulated antenna.
 *
 * @param constellation whose it is
 * @param number its number within the constellation, from 1
 * @param carrierToNoise C/N0, dB-Hz; 0 where it is not heard
 * @param used whether the receiver takes its time from it
 */
record VisibleSatellite(Constellation constellation, int number, int elevationDeg, int azimuthDeg, int carrierToNoise,
        boolean used) {

    /** Those that are received. */
    enum Constellation {
        GPS, GALILEO, BEIDOU, GLONASS
    }
}
