package dev.grandmaster.app.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

import dev.grandmaster.app.config.ConfigurationException;
import dev.grandmaster.app.recording.BadRecordingException;
import dev.grandmaster.board.BoardException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns whatever a command throws into a line for the user and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final PrintStream err;
    private final boolean journal;
    private final Path traces;

    /**
     * @param journal whether the journal reads {@code err}: stack traces go there
     * @param traces directory of files with stack traces otherwise
     */
    Failures(PrintStream err, boolean journal, Path traces) {
        this.err = err;
        this.journal = journal;
        this.traces = traces;
    }

    @Override
    public int handleParseException(ParameterException exception, String[] arguments) {
        String command = exception.getCommandLine().getCommandSpec().qualifiedName();
        err.println("gm: " + oneLine(exception) + " (see '" + command + " --help')");
        return ExitCode.USAGE.status();
    }

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult parsed) {
        return switch (exception) {
            case ParameterException usage -> handleParseException(usage, new String[0]);
            case ConfigurationException configuration -> {
                err.println(configuration.getMessage());
                yield ExitCode.USAGE.status();
            }
            case BoardException board -> {
                err.println("gm: " + oneLine(board));
                yield ExitCode.HARDWARE.status();
            }
            case BadRecordingException recording -> {
                err.println("gm: " + oneLine(recording));
                yield ExitCode.USAGE.status();
            }
            default -> internal(exception);
        };
    }

    /** A fault of the program: one line with an id, and the stack trace under that id. */
    int internal(Throwable fault) {
        String id = HexFormat.of().toHexDigits(System.nanoTime(), 6);
        String trace = LogFormat.trace(fault);
        String where;
        if (journal) {
            err.println("<3>internal error " + id + "\n" + trace);
            where = "the journal";
        } else {
            where = keep(id, trace);
        }
        err.println("gm: internal error " + id + ": " + oneLine(fault) + " (details: " + where + ")");
        return ExitCode.INTERNAL.status();
    }

    private String keep(String id, String trace) {
        Path file = traces.resolve("gm-error-" + id + ".txt");
        try {
            Files.writeString(file, VersionCommand.text() + "\n" + trace + "\n");
            return file.toString();
        } catch (IOException e) {
            return "lost, " + file + " cannot be written";
        }
    }

    private static String oneLine(Throwable thrown) {
        String message = thrown.getMessage();
        return (message == null ? thrown.getClass().getSimpleName() : message).lines()
                .reduce((first, next) -> first + " " + next.strip()).orElse("");
    }
}
