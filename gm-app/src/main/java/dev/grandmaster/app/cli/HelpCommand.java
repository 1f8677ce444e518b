package dev.grandmaster.app.cli;

import java.io.PrintStream;
import java.util.Objects;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gm help [COMMAND]}. picocli's own would clash with the {@code --help} that all commands inherit. */
@Command(name = "help", description = "Shows what there is, or how a command is used.")
final class HelpCommand implements Callable<Integer> {
    private final PrintStream out;

    @Spec
    private @Nullable CommandSpec spec;
    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command to explain.")
    private @Nullable String command;

    HelpCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        CommandLine top = Objects.requireNonNull(spec).root().commandLine();
        CommandLine asked = command == null ? top : top.getSubcommands().get(command);
        if (asked == null) {
            throw new ParameterException(top, "help: there is no command '" + command + "'");
        }
        asked.usage(out);
        return ExitCode.OK.status();
    }
}
