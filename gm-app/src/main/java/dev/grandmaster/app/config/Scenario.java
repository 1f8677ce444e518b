package dev.grandmaster.app.config;

import java.util.List;

import dev.grandmaster.app.config.BoardConfig.Simulation;
import dev.grandmaster.ptp.profile.Profile;

/**
 * A simulation to be run under virtual time.
 *
 * @param durationS how long, s
 * @param world the physics, faults included
 * @param configuredDelayNs the antenna delay that the operator entered, ns
 */
public record Scenario(double durationS, Profile profile, Simulation world, double configuredDelayNs) {
    /** Everything that goes wrong. */
    public List<BoardConfig.PlannedFault> faults() {
        return world.faults();
    }
}
