package dev.grandmaster.app.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gm record}: serves time as {@code gm run} does, and keeps what the clock is told. */
@Command(name = "record", description = "Serves time like run, and keeps in a file all that the clock is told, for replay.")
final class RecordCommand implements Callable<Integer> {
    private final Work work;

    @Parameters(arity = "1", paramLabel = "FILE", description = "The recording; it is written anew.")
    private @Nullable Path file;
    @Mixin
    private final RunOptions options;

    RecordCommand(Installation installation, Work work) {
        this.work = work;
        this.options = new RunOptions(installation);
    }

    @Override
    public Integer call() throws Exception {
        return work.run().perform(options.request(Objects.requireNonNull(file))).status();
    }
}
