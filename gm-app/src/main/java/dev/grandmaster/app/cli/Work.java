package dev.grandmaster.app.cli;

import java.io.IOException;
import java.util.Set;

import dev.grandmaster.app.config.ConfigurationException;
import dev.grandmaster.app.config.RunRequest;
import dev.grandmaster.app.config.SimulateRequest;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.sim.world.FaultKind;

/**
 * What the command line hands over to, wired in {@link Main}.
 *
 * @param run serves until it is asked to stop
 * @param simulate plays a scenario and prints its summary
 * @param playable the kinds of faults that {@code simulate} can play
 */
record Work(Job<RunRequest> run, Job<SimulateRequest> simulate, Set<FaultKind> playable) {
    /** Does a request and answers with the exit code; what it throws becomes one line and the code that fits. */
    @FunctionalInterface
    interface Job<T> {
        ExitCode perform(T request) throws BoardException, ConfigurationException, IOException;
    }
}
