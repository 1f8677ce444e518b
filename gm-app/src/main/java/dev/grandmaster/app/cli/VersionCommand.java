package dev.grandmaster.app.cli;

import java.io.PrintStream;
import java.util.Objects;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code gm version}. */
@Command(name = "version", description = "Prints the version.")
final class VersionCommand implements Callable<Integer> {
    private final PrintStream out;

    VersionCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        out.println(text());
        return ExitCode.OK.status();
    }

    /** Program, version, Java. The version comes from the jar's manifest. */
    static String text() {
        String version = VersionCommand.class.getPackage().getImplementationVersion();
        return "grandmaster " + Objects.requireNonNullElse(version, "(unpacked classes)") + ", Java "
                + Runtime.version();
    }

    /** For {@code --version}. */
    static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[]{text()};
        }
    }
}
