package dev.grandmaster.gnss.receiver;

import java.util.Arrays;

/**
 * Whether the antenna still stands where it stood. Whoever forges signals forges a position as well, and seldom the right one.
 *
 * <p>The place is the median of the first five minutes of positions; one that is given is known from the beginning. A place to which the
 * position moved and where it stayed for a day is the new one: somebody has moved the antenna.
 */
final class PositionWatch {

    private static final long NS = 1_000_000_000;
    private static final int LEARNT_FROM = 300;
    private static final double FAR_M = 30;
    /** So many positions in a row: a single one may be a reflection. */
    private static final int MOVED_AFTER = 3;
    private static final long NEW_HOME_NS = 86_400 * NS;
    private static final double M_PER_DEG = 111_320;

    private final boolean watched;
    private final double[] latitudes = new double[LEARNT_FROM];
    private final double[] longitudes = new double[LEARNT_FROM];
    private int learnt;
    private boolean known;
    private double homeLatitudeDeg;
    private double homeLongitudeDeg;
    private int far;
    private double distanceM;
    private long farSinceMonoNs;

    /** @param watched false for an antenna that travels */
    PositionWatch(boolean watched) {
        this.watched = watched;
    }

    /**
     * A position of a fix.
     *
     * @param accuracyM its estimate, m, one sigma
     */
    void onPosition(double latitudeDeg, double longitudeDeg, double accuracyM, long monoNs) {
        if (!watched || !(Math.abs(latitudeDeg) <= 90 && Math.abs(longitudeDeg) <= 180 && accuracyM < FAR_M)) {
            return;
        }
        if (!known) {
            learn(latitudeDeg, longitudeDeg);
            return;
        }
        double northM = (latitudeDeg - homeLatitudeDeg) * M_PER_DEG;
        double eastM = (longitudeDeg - homeLongitudeDeg) * M_PER_DEG * Math.cos(Math.toRadians(homeLatitudeDeg));
        distanceM = Math.hypot(northM, eastM);
        if (distanceM <= FAR_M + 3 * accuracyM) {
            far = 0;
            return;
        }
        if (far == 0) {
            farSinceMonoNs = monoNs;
        }
        far = Math.min(far + 1, MOVED_AFTER);
        if (monoNs - farSinceMonoNs >= NEW_HOME_NS) {
            far = 0;
            learnt = 0;
            known = false;
        }
    }

    boolean hasMoved() {
        return far >= MOVED_AFTER;
    }

    /** From where it stood to where it seems to be, m. */
    double distanceM() {
        return distanceM;
    }

    private void learn(double latitudeDeg, double longitudeDeg) {
        latitudes[learnt] = latitudeDeg;
        longitudes[learnt] = longitudeDeg;
        if (++learnt == LEARNT_FROM) {
            known = true;
            homeLatitudeDeg = median(latitudes);
            homeLongitudeDeg = median(longitudes);
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
