package dev.grandmaster.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.grandmaster.app.config.Configuration;
import dev.grandmaster.app.config.Scenario;
import dev.grandmaster.app.config.SimulateRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gm simulate}: plays a scenario under virtual time. */
@Command(name = "simulate", description = "Plays a scenario faster than time; prints a JSON summary.")
final class SimulateCommand implements Callable<Integer> {
    private final Work work;

    @Parameters(arity = "1", paramLabel = "SCENARIO", description = "Scenario file.")
    private @Nullable Path scenarioFile;
    @Option(names = "--out", paramLabel = "FILE", description = "CSV file for the series, a line a second.")
    private @Nullable Path series;
    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Sets a key of the scenario; repeatable.")
    private List<String> sets = new ArrayList<>();

    SimulateCommand(Work work) {
        this.work = work;
    }

    @Override
    public Integer call() throws Exception {
        Scenario scenario = Configuration.loadScenario(Objects.requireNonNull(scenarioFile), sets, work.playable());
        return work.simulate().perform(new SimulateRequest(scenario, Optional.ofNullable(series))).status();
    }
}
