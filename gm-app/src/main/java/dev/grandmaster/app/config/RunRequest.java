package dev.grandmaster.app.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code gm run} asks of the composition root.
 *
 * @param configuration checked
 * @param boardAskedFor whether the board was named by the user; false: the tree's default, the simulated one
 * @param stateDirectory where state is kept; need not exist yet
 * @param reload reads the same files anew
 * @param recording what is kept of the run
 */
public record RunRequest(Configuration configuration, boolean boardAskedFor, Path stateDirectory, Reload reload,
        Optional<Recording> recording) {

    /**
     * A recording of the run.
     *
     * @param file where it goes
     * @param boardFile text of the board file
     * @param siteFile text of the site file, empty where there is none
     * @param sets values of the command line
     */
    public record Recording(Path file, String boardFile, String siteFile, List<String> sets) {
    }

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
