package dev.grandmaster.app.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;

import dev.grandmaster.app.Replay;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gm replay}: what a recorded clock went through, once more. */
@Command(name = "replay", description = "Plays a recording through the same program and prints its events.")
final class ReplayCommand implements Callable<Integer> {
    private final PrintStream out;

    @Parameters(arity = "1", paramLabel = "FILE", description = "A recording of gm record.")
    private @Nullable Path file;

    ReplayCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        Replay.run(Objects.requireNonNull(file), out);
        return ExitCode.OK.status();
    }
}
