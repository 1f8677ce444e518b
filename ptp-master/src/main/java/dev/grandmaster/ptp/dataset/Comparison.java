package dev.grandmaster.ptp.dataset;

/** By what grandmasters are compared. */
public enum Comparison {
    /** IEEE 1588-2019 clause 9.3.4. */
    GENERAL,
    /**
     * The alternate algorithm of ITU-T G.8275.1 and G.8275.2: priority1 does not count, a local priority does, and of grandmasters of
     * class 127 or better that are equal the nearest is taken, so that there may be several in a network.
     */
    TELECOM
}
