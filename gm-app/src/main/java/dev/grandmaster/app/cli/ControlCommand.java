package dev.grandmaster.app.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import dev.grandmaster.app.control.ControlSocket;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that talk to the running service over its socket. */
abstract sealed class ControlCommand implements Callable<Integer> {

    private static final String REFUSAL = "error: ";

    private final Installation installation;
    private final PrintStream out;
    private final PrintStream err;

    @Option(names = "--state-dir", paramLabel = "DIR", description = "State directory of the service.")
    private @Nullable Path stateDirectory;

    private ControlCommand(Installation installation, PrintStream out, PrintStream err) {
        this.installation = installation;
        this.out = out;
        this.err = err;
    }

    /** The line that is sent. */
    abstract String line();

    @Override
    public Integer call() {
        Path directory = stateDirectory == null ? installation.stateDirectory() : stateDirectory;
        String answer;
        try {
            answer = ControlSocket.ask(directory, line());
        } catch (IOException e) {
            err.println("gm: no service runs with the state directory " + directory);
            return ExitCode.HARDWARE.status();
        }
        if (answer.startsWith(REFUSAL)) {
            err.println("gm: " + answer.substring(REFUSAL.length()));
            return ExitCode.USAGE.status();
        }
        out.println(answer);
        return ExitCode.OK.status();
    }

    /** {@code gm status}. */
    @Command(name = "status", description = "Shows the state of the running service, one JSON object.")
    static final class Status extends ControlCommand {
        Status(Installation installation, PrintStream out, PrintStream err) {
            super(installation, out, err);
        }

        @Override
        String line() {
            return "status";
        }
    }

    /** {@code gm alarms}. */
    @Command(name = "alarms", description = "Shows the alarms that stand in the running service, one JSON object.")
    static final class Alarms extends ControlCommand {
        @Option(names = "--history", description = "Also the last changes, the newest first.")
        private boolean history;
        @Option(names = "--acknowledge", paramLabel = "CODE[/SUBJECT]", description = "Notes that somebody has seen it.")
        private @Nullable String acknowledged;

        Alarms(Installation installation, PrintStream out, PrintStream err) {
            super(installation, out, err);
        }

        @Override
        String line() {
            return acknowledged == null
                    ? "alarms" + (history ? " history" : "")
                    : "acknowledge " + acknowledged.replace('/', ' ');
        }
    }

    /** {@code gm metrics}. */
    @Command(name = "metrics", description = "Prints the figures of the running service as OpenMetrics text.")
    static final class Metrics extends ControlCommand {
        Metrics(Installation installation, PrintStream out, PrintStream err) {
            super(installation, out, err);
        }

        @Override
        String line() {
            return "metrics";
        }
    }

    /** {@code gm set}. */
    @Command(name = "set", description = "Sets a key of the site file in the running service, and keeps it.")
    static final class Set extends ControlCommand {
        @Parameters(index = "0", paramLabel = "KEY", description = "Such as antenna.cableDelayNs.")
        private String key = "";
        @Parameters(index = "1", paramLabel = "VALUE", description = "Its new value.")
        private String value = "";

        Set(Installation installation, PrintStream out, PrintStream err) {
            super(installation, out, err);
        }

        @Override
        String line() {
            return "set " + key + ' ' + value;
        }
    }

    /** {@code gm drain}. */
    @Command(name = "drain", description = "Cancels all unicast grants, so that clients move to another grandmaster.")
    static final class Drain extends ControlCommand {
        @Option(names = "--over", paramLabel = "SECONDS", description = "Within how long; 30 without it.")
        private double seconds = 30;

        Drain(Installation installation, PrintStream out, PrintStream err) {
            super(installation, out, err);
        }

        @Override
        String line() {
            return "drain " + seconds;
        }
    }

    /** {@code gm resume}. */
    @Command(name = "resume", description = "Gives unicast grants again after a drain.")
    static final class Resume extends ControlCommand {
        Resume(Installation installation, PrintStream out, PrintStream err) {
            super(installation, out, err);
        }

        @Override
        String line() {
            return "resume";
        }
    }

    /** {@code gm rehearse}. */
    @Command(name = "rehearse", description = "Rehearses holdover in the running service: its reference is ignored for a while,"
            + " and comes back without a step. Without an option, tells how it stands.")
    static final class Rehearse extends ControlCommand {
        @ArgGroup
        private @Nullable What what;

        /** One of them. */
        private static final class What {
            @Option(names = "--minutes", required = true, paramLabel = "N", description = "For how long, 1 to 1440.")
            private int minutes;
            @Option(names = "--end", required = true, description = "Ends one that goes on.")
            private boolean end;
        }

        Rehearse(Installation installation, PrintStream out, PrintStream err) {
            super(installation, out, err);
        }

        @Override
        String line() {
            What asked = what;
            return asked == null ? "rehearse" : asked.end ? "rehearse end" : "rehearse " + asked.minutes;
        }
    }

    /** {@code gm inject}. */
    @Command(name = "inject", description = "Lets something go wrong on the simulated board.")
    static final class Inject extends ControlCommand {
        @Parameters(index = "0", paramLabel = "KIND", description = "Such as signalLoss; all kinds are in docs/configuration.md.")
        private String kind = "";
        @Parameters(index = "1", arity = "0..1", paramLabel = "VALUE", description = "How much, where the kind has a value.")
        private String value = "0";
        @Option(names = "--for", paramLabel = "SECONDS", description = "How long; without it, to the end.")
        private double seconds;

        Inject(Installation installation, PrintStream out, PrintStream err) {
            super(installation, out, err);
        }

        @Override
        String line() {
            return "inject " + kind + ' ' + value + ' ' + seconds;
        }
    }
}
