package dev.grandmaster.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.grandmaster.app.Simulation;
import dev.grandmaster.app.config.Configuration;
import dev.grandmaster.app.config.ConfigurationException;
import dev.grandmaster.app.config.Scenario;
import dev.grandmaster.app.config.SimulateRequest;
import dev.grandmaster.board.BoardException;

/** The measuring process of {@link SimulateBench}. */
final class SimulateLoop {
    private static final int ROUNDS = 5;

    private SimulateLoop() {
    }

    public static void main(String[] arguments) throws IOException, ConfigurationException, BoardException {
        Scenario scenario = Configuration.loadScenario(Path.of(arguments[0]), List.of(), Simulation.playable());
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        for (int round = 0; round <= ROUNDS; round++) {
            long garbage = Spent.bytes();
            long busyNs = Spent.busyNs();
            long startNs = System.nanoTime();
            Simulation.run(new SimulateRequest(scenario, Optional.empty()), nowhere);
            double tookS = (System.nanoTime() - startNs) / 1e9;
            if (round > 0) {
                Child.tell("times-real-time", scenario.durationS() / tookS);
                Child.tell("per-busy-s", scenario.durationS() * 1e9 / (Spent.busyNs() - busyNs));
                Child.tell("garbage", (Spent.bytes() - garbage) / scenario.durationS());
            }
        }
    }
}
