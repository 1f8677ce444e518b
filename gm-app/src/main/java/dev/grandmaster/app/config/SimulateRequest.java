package dev.grandmaster.app.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code gm simulate} asks of the simulation.
 *
 * @param scenario checked
 * @param series CSV file to write, a line a second; empty: none
 */
public record SimulateRequest(Scenario scenario, Optional<Path> series) {
}
