package dev.grandmaster.gnss.ubx;

import java.util.List;

/**
 * NAV-SAT: the satellites in view.
 *
 * @param iTowMs     GPS time of week of the epoch, ms
 * @param satellites all that the receiver lists
 */
public record NavSat(long iTowMs, List<Satellite> satellites) implements UbxMessage {

    public NavSat {
        satellites = List.copyOf(satellites);
    }

    @Override
    public int kind() {
        return UbxKind.NAV_SAT;
    }

    /**
     * One satellite.
     *
     * @param gnssId       0 GPS, 1 SBAS, 2 Galileo, 3 BeiDou, 4 IMES, 5 QZSS, 6 GLONASS, 7 NavIC
     * @param number       number within its system, as u-blox counts (SBAS 120 to 158)
     * @param carrierToNoise C/N0, dBHz, 0 where not tracked
     * @param elevationDeg -90 to 90
     * @param azimuthDeg   0 to 359
     * @param quality      signal quality, 0 (no signal) to 7 (locked in code and carrier)
     * @param used         in the solution
     */
    public record Satellite(int gnssId, int number, int carrierToNoise, int elevationDeg, int azimuthDeg, int quality,
            boolean used) {
    }
}
