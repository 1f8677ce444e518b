package dev.grandmaster.app.config;

import java.nio.file.Path;

/**
 * What {@code gm run} asks of the composition root.
 *
 * @param configuration checked
 * @param boardAskedFor whether the board was named by the user; false: the tree's default, the simulated one
 * @param stateDirectory where state is kept; need not exist yet
 */
public record RunRequest(Configuration configuration, boolean boardAskedFor, Path stateDirectory) {
}
