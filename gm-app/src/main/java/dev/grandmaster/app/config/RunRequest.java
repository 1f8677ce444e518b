package dev.grandmaster.app.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code gm run} asks of the composition root.
 *
 * @param configuration checked, without what the service itself keeps
 * @param boardAskedFor whether the board was named by the user; false: the tree's default, the simulated one
 * @param stateDirectory where state is kept; need not exist yet
 * @param sources where the configuration comes from
 * @param recording what is kept of the run
 */
public record RunRequest(Configuration configuration, boolean boardAskedFor, Path stateDirectory, Sources sources,
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

    /**
     * The layers of a configuration; what is later in a load wins: files, what the service keeps, the command line.
     *
     * @param sets {@code key=value} of the command line, in their order
     */
    public record Sources(Path boardFile, Optional<Path> siteFile, List<String> sets) {

        public Sources {
            sets = List.copyOf(sets);
        }

        /**
         * Reads the files anew.
         *
         * @param kept {@code key=value} that lie between the files and the command line
         * @throws ConfigurationException with every problem
         */
        public Configuration load(List<String> kept) throws ConfigurationException {
            List<String> all = new ArrayList<>(kept);
            all.addAll(sets);
            return Configuration.load(boardFile, siteFile, all);
        }
    }
}
