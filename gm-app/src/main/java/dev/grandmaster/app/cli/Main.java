package dev.grandmaster.app.cli;

import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

import dev.grandmaster.app.Service;
import dev.grandmaster.app.Simulation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program: builds the command line and turns its outcome into the exit code of the process. */
public final class Main {
    private Main() {
    }

    /** Runs one command and ends the process. */
    public static void main(String[] arguments) {
        boolean journal = LogFormat.underSystemd();
        LogFormat.install(journal);
        Failures failures = new Failures(System.err, journal, Path.of(System.getProperty("java.io.tmpdir", ".")));
        int status = execute(work(), Installation.fromProperties(), System.out, System.err, failures, arguments);
        System.out.flush();
        System.exit(status);
    }

    private static Work work() {
        return new Work(request -> {
            Service.run(request, watchedTerminal());
            return ExitCode.OK;
        }, request -> {
            Simulation.run(request, System.out);
            return ExitCode.OK;
        }, Simulation.playable());
    }

    /** Standard output where a person watches it; null where it goes to a file, a pipe or the journal. */
    @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again where nobody watches
    private static @Nullable PrintStream watchedTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal() ? System.out : null;
    }

    /** Runs one command with everything it talks to as an argument; answers with the exit code and never throws. */
    static int execute(Work work, Installation installation, PrintStream out, PrintStream err, Failures failures,
            String... arguments) {
        try {
            return commandLine(work, installation, out, err)
                    .setExecutionExceptionHandler(failures).setParameterExceptionHandler(failures).execute(arguments);
        } catch (Throwable fault) {
            return failures.internal(fault);
        }
    }

    private static CommandLine commandLine(Work work, Installation installation, PrintStream out, PrintStream err) {
        return new CommandLine(new Top(out))
                .addSubcommand(new RunCommand(installation, work))
                .addSubcommand(new RecordCommand(installation, work))
                .addSubcommand(new ReplayCommand(out))
                .addSubcommand(new CheckConfigCommand(out, err))
                .addSubcommand(new ScanCommand(out, err))
                .addSubcommand(new DecodeCommand(out, err))
                .addSubcommand(new SimulateCommand(work))
                .addSubcommand(new HoldoverReportCommand(installation, out, err))
                .addSubcommand(new ControlCommand.Status(installation, out, err))
                .addSubcommand(new ControlCommand.Alarms(installation, out, err))
                .addSubcommand(new ControlCommand.Metrics(installation, out, err))
                .addSubcommand(new ControlCommand.Set(installation, out, err))
                .addSubcommand(new ControlCommand.Drain(installation, out, err))
                .addSubcommand(new ControlCommand.Resume(installation, out, err))
                .addSubcommand(new ControlCommand.Rehearse(installation, out, err))
                .addSubcommand(new ControlCommand.Inject(installation, out, err))
                .addSubcommand(new PmcCommand(installation, out, err))
                .addSubcommand(new ClientsCommand(installation, out, err))
                .addSubcommand(new EvidenceCommand.Write(installation, out, err))
                .addSubcommand(new EvidenceCommand.Verify(out, err))
                .addSubcommand(new BenchCommand())
                .addSubcommand(new VersionCommand(out))
                .addSubcommand(new HelpCommand(out))
                .addSubcommand(new GenerateDocsCommand(installation, out))
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    }

    /** {@code gm} without a command prints what there is. */
    @Command(name = "gm", description = "A GNSS disciplined IEEE 1588 grandmaster clock.", versionProvider = VersionCommand.Provider.class, synopsisSubcommandLabel = "COMMAND")
    @SuppressWarnings("UnusedVariable") // picocli acts on the two options by itself
    private static final class Top implements Runnable {
        private final PrintStream out;

        @Spec
        private @Nullable CommandSpec spec;
        @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Shows this help.")
        private boolean help;
        @Option(names = {"-V", "--version"}, versionHelp = true, description = "Prints the version.")
        private boolean version;

        Top(PrintStream out) {
            this.out = out;
        }

        @Override
        public void run() {
            Objects.requireNonNull(spec).commandLine().usage(out);
        }
    }
}
