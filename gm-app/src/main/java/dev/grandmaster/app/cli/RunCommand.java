package dev.grandmaster.app.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gm run}: serves time until stopped. */
@Command(name = "run", description = "Serves time until stopped.")
final class RunCommand implements Callable<Integer> {
    private final Work work;

    @Mixin
    private final RunOptions options;

    RunCommand(Installation installation, Work work) {
        this.work = work;
        this.options = new RunOptions(installation);
    }

    @Override
    public Integer call() throws Exception {
        return work.run().perform(options.request(null)).status();
    }
}
