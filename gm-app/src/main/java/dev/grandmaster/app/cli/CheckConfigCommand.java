package dev.grandmaster.app.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.grandmaster.app.config.Configuration;
import dev.grandmaster.app.config.ConfigurationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gm check-config}: checks files without starting anything. */
@Command(name = "check-config", description = "Checks board, site and scenario files.")
final class CheckConfigCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files to check.")
    private List<Path> files = new ArrayList<>();

    CheckConfigCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        ExitCode result = ExitCode.OK;
        for (Path file : files) {
            try {
                Configuration.Checked checked = Configuration.check(file);
                checked.warnings().forEach(out::println);
                out.println(file + ": " + checked.kind() + ", good");
            } catch (ConfigurationException e) {
                err.println(e.getMessage());
                result = ExitCode.USAGE;
            }
        }
        return result.status();
    }
}
