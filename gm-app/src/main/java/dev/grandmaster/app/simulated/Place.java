package dev.grandmaster.app.simulated;

/** Where the simulated antenna stands: the old Royal Observatory at Greenwich. */
final class Place {

    static final double LATITUDE_DEG = 51.4779;
    static final double LONGITUDE_DEG = -0.0015;
    /** Above the ellipsoid and, near enough for a simulation, above the sea. */
    static final double HEIGHT_M = 68;

    /** Of latitude. */
    static final double M_PER_DEG = 111_320;

    private Place() {
    }
}
