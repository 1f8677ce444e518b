package dev.grandmaster.app.simulated;

import dev.grandmaster.time.LeapSecondTable;

/**
 * What the receiver believes in one second; everything it says follows from this.
 *
 * @param taiS the second it takes the present one for, TAI seconds since 1970
 * @param rolledBackWeeks by how many weeks its dates are early
 * @param timeKnown whether it knows date and time at all, from satellites or from its battery
 * @param fix whether satellites give it the time now
 * @param leapSeconds the leap seconds it goes by
 * @param leapDecoded whether these came from the sky and not from its firmware
 * @param timeAccNs its own estimate of its error, ns
 * @param lostDb carrier-to-noise ratio lost to jamming, dB
 * @param antennaOpen whether no current flows to the antenna
 * @param spoofed whether it suspects a spoofer
 * @param galileoOffsetNs how far Galileo's time seems to lie ahead of that of GPS, ns
 * @param northM how far north of its place it believes to be, m
 */
record Belief(long taiS, int rolledBackWeeks, boolean timeKnown, boolean fix, LeapSecondTable leapSeconds,
        boolean leapDecoded, long timeAccNs, double lostDb, boolean antennaOpen, boolean spoofed,
        long galileoOffsetNs, double northM) {

    private static final long NS = 1_000_000_000L;
    private static final long WEEK_S = 604_800;

    /** GPS time began on 1980-01-06, TAI minus 19 s (IS-GPS-200, 3.3.4). */
    private static final long GPS_EPOCH_TAI_S = 315_964_800 + 19;

    /** GPS week of a second that lies {@code plusS} after this one. */
    int gpsWeek(long plusS) {
        return (int) Math.floorDiv(gpsS(plusS), WEEK_S);
    }

    /** Time of that week, ms. */
    long gpsTowMs(long plusS) {
        return Math.floorMod(gpsS(plusS), WEEK_S) * 1000;
    }

    /** GPS - UTC, s. */
    int gpsMinusUtcS() {
        return leapSeconds.taiMinusUtcAt(taiS * NS) - 19;
    }

    /** Degrees, north positive. */
    double latitudeDeg() {
        return Place.LATITUDE_DEG + northM / Place.M_PER_DEG;
    }

    UtcReading utc() {
        return UtcReading.of(taiS, leapSeconds, rolledBackWeeks * WEEK_S);
    }

    private long gpsS(long plusS) {
        return taiS + plusS - GPS_EPOCH_TAI_S - rolledBackWeeks * WEEK_S;
    }
}
