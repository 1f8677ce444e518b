package dev.grandmaster.ptp.management;

/**
 * Words of CLOCK_DESCRIPTION (IEEE 1588-2019 clause 15.5.3.1.2).
 *
 * @param productDescription manufacturer;model;serial number
 * @param revisionData hardware;firmware;software
 * @param userDescription name;place, as the operator says; a simulated board says SIMULATED here
 */
public record ClockDescription(String productDescription, String revisionData, String userDescription) {
    public static final ClockDescription DEFAULT = new ClockDescription(";grandmaster;", ";;", "");
}
