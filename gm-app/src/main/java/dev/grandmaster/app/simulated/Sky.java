package dev.grandmaster.app.simulated;

import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.app.simulated.VisibleSatellite.Constellation;

/**
 * The satellites above the antenna: as many of each constellation, as high and as strong as an open sky gives, turning with
 * the hours. Good enough to look at and to count; nothing is computed from it.
 */
final class Sky {

    private static final int PER_CONSTELLATION = 6;
    private static final int WEAKEST_HEARD = 12;
    private static final int WEAKEST_USED = 28;
    private static final int HALF_SIDEREAL_DAY_S = 43_082;

    private Sky() {
    }

    /** @param belief how much the receiver hears of it */
    static List<VisibleSatellite> at(Belief belief) {
        double turn = Math.floorMod(belief.taiS(), HALF_SIDEREAL_DAY_S) / (double) HALF_SIDEREAL_DAY_S;
        List<VisibleSatellite> satellites = new ArrayList<>();
        for (Constellation constellation : Constellation.values()) {
            for (int i = 0; i < PER_CONSTELLATION; i++) {
                // Golden-section steps spread them over the sky without a pattern that repeats between the constellations.
                double along = (turn + satellites.size() * 0.618034) % 1;
                int elevationDeg = (int) (8 + 78 * Math.pow(Math.sin(Math.PI * along), 2));
                int azimuthDeg = (int) (360 * ((along * 1.7 + i / (double) PER_CONSTELLATION) % 1));
                int heard = belief.fix() ? (int) (34 + elevationDeg / 6.0 - belief.lostDb()) : 0;
                int carrierToNoise = heard < WEAKEST_HEARD ? 0 : heard;
                satellites.add(new VisibleSatellite(constellation, 1 + 4 * i, elevationDeg, azimuthDeg, carrierToNoise,
                        carrierToNoise >= WEAKEST_USED));
            }
        }
        return satellites;
    }
}
