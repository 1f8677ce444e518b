package dev.grandmaster.app.config;

import java.nio.file.Path;
import java.util.List;
import java.util.List;

/**
 * What {@code gm run} asks of the composition root.
 *
 * @param configuration checked
 * @param boardAskedFor whether the board was named by the user; false: the tree's default, the simulated one
 * @param stateDirectory where state is kept; need not exist yet
 * @param reload reads the same files anew
 */
public record RunRequest(Configuration configuration, boolean boardAskedFor, Path stateDirectory, Reload reload) {

    /** Reads the files of a run anew, with values set on top of them and of the command line. */
    @FunctionalInterface
    public interface Reload {

        /**
         * The configuration as it is with further values.
         *
         * @param sets {@code key=value}, in their order
         * @throws ConfigurationException with every problem
         */
        Configuration with(List<String> sets) throws ConfigurationException;
    }
}
