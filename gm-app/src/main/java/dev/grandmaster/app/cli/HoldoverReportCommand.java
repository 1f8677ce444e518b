package dev.grandmaster.app.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.grandmaster.app.Service;
import dev.grandmaster.app.history.HistoryFile;
import dev.grandmaster.app.record.ClockRecord;
import dev.grandmaster.app.record.HistoryClock;
import dev.grandmaster.app.record.HoldoverReport;
import dev.grandmaster.app.record.RecordFormat;
import dev.grandmaster.app.record.RecordReader;
import dev.grandmaster.history.History;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gm holdover-report}: what holdovers would have come to on a recorded clock. */
@Command(name = "holdover-report", description = "Replays a recorded clock: error of holdovers after 1 h, 4 h and 24 h, by predictor.")
final class HoldoverReportCommand implements Callable<Integer> {
    private static final int MOST_DAYS = 31;
    private static final long SECONDS_PER_DAY = 86_400;

    private final Installation installation;
    private final PrintStream out;
    private final PrintStream err;

    @Spec
    private @Nullable CommandSpec spec;
    @ArgGroup(multiplicity = "1")
    private @Nullable Source source;
    @Option(names = "--json", description = "Prints one JSON object instead of a table.")
    private boolean json;

    /** What is replayed. */
    private static final class Source {
        @ArgGroup(exclusive = false)
        private @Nullable Text text;
        @ArgGroup(exclusive = false)
        private @Nullable Own own;
    }

    /** A file. */
    private static final class Text {
        @Parameters(arity = "1", paramLabel = "FILE", description = "Record: text in columns, gzip too.")
        private @Nullable Path file;
        @Option(names = "--kind", required = true, paramLabel = "KIND", description = "phase or frequency.")
        private String kind = "";
        @Option(names = "--unit", required = true, paramLabel = "UNIT", description = "s, ms, us, ns, ps of phase; fractional, ppm, ppb, Hz of frequency.")
        private String unit = "";
        @Option(names = "--tau", required = true, paramLabel = "SECONDS", description = "Interval of the samples.")
        private double tauS;
        @Option(names = "--column", required = true, paramLabel = "N", description = "Column of the values, from 1.")
        private int column;
        @Option(names = "--time-column", paramLabel = "N", description = "Column of the times: s, ms, us, ns, days or dates; else a sample each SECONDS.")
        private int timeColumn;
        @Option(names = "--temperature-column", paramLabel = "N", description = "Column of the temperature, degrees Celsius.")
        private int temperatureColumn;
        @Option(names = "--only", paramLabel = "TEXT", description = "Reads the lines with this text only.")
        private String only = "";
    }

    /** What the service has recorded. */
    @SuppressWarnings("UnusedVariable") // picocli acts on the first option by itself
    private static final class Own {
        @Option(names = "--history", required = true, description = "The service's own record of the last days, whether it runs or not.")
        private boolean history;
        @Option(names = "--days", paramLabel = "N", description = "How many, 1 to 31; 7 without it.")
        private int days = 7;
        @Option(names = "--state-dir", paramLabel = "DIR", description = "State directory of the service.")
        private @Nullable Path stateDirectory;
    }

    HoldoverReportCommand(Installation installation, PrintStream out, PrintStream err) {
        this.installation = installation;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        Source asked = Objects.requireNonNull(source);
        return asked.own != null ? ofHistory(asked.own) : ofFile(Objects.requireNonNull(asked.text));
    }

    private int ofHistory(Own own) {
        if (own.days < 1 || own.days > MOST_DAYS) {
            throw new ParameterException(line(), "--days " + own.days + ": allowed are 1 to " + MOST_DAYS);
        }
        Path directory = own.stateDirectory == null ? installation.stateDirectory() : own.stateDirectory;
        Path file = directory.resolve(Service.HISTORY);
        try (HistoryFile history = new HistoryFile(file)) {
            Optional<History.Extent> extent = history.extent();
            if (extent.isPresent()) {
                long last = extent.get().lastTaiSeconds();
                return tell(file, HistoryClock.read(history, last - own.days * SECONDS_PER_DAY + 1, last));
            }
            err.println("gm: " + file + ": nothing was recorded");
        } catch (History.HistoryException e) {
            err.println("gm: " + e.getMessage());
        }
        return ExitCode.HARDWARE.status();
    }

    private int ofFile(Text text) {
        Path record = Objects.requireNonNull(text.file);
        RecordFormat format = format(text);
        try {
            return tell(record, RecordReader.read(record, format));
        } catch (NoSuchFileException e) {
            err.println("gm: " + record + ": no such file");
        } catch (IOException e) {
            err.println("gm: " + record + ": cannot be read: " + e.getMessage());
        }
        return ExitCode.USAGE.status();
    }

    private int tell(Path file, ClockRecord clock) {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("file", file.toString());
        report.putAll(HoldoverReport.of(clock));
        if (json) {
            out.println(Jsonb.builder().serializeNulls(true).build().type(Object.class).toJson(report));
        } else {
            print(report);
        }
        return ExitCode.OK.status();
    }

    private CommandLine line() {
        return new CommandLine(Objects.requireNonNull(spec));
    }

    private RecordFormat format(Text text) {
        RecordFormat.Kind chosen = switch (text.kind.toLowerCase(Locale.ROOT)) {
            case "phase" -> RecordFormat.Kind.PHASE;
            case "frequency" -> RecordFormat.Kind.FREQUENCY;
            default -> throw new ParameterException(line(), "--kind " + text.kind + ": allowed are phase, frequency");
        };
        RecordFormat.Unit known = RecordFormat.Unit.ofLabel(text.unit)
                .orElseThrow(() -> new ParameterException(line(), "--unit " + text.unit
                        + ": allowed are s, ms, us, ns, ps, fractional, ppm, ppb, Hz"));
        try {
            return new RecordFormat(chosen, known, text.tauS, text.column, text.timeColumn, text.temperatureColumn,
                    text.only);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line(), "holdover-report: " + e.getMessage(), e);
        }
    }

    private void print(Map<String, @Nullable Object> report) {
        report.forEach((name, value) -> {
            if (!(value instanceof List<?>)) {
                out.println(name + ": " + value);
            }
        });
        out.println(
                "| horizon | start points | freeze rms, p95 ns | mean rms, p95 ns | ours rms, p95 ns | of freeze | covered | bound ns |");
        out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        if (report.get("horizons") instanceof List<?> horizons) {
            for (Object horizon : horizons) {
                if (horizon instanceof Map<?, ?> parts) {
                    out.println(row(parts));
                }
            }
        }
    }

    private static String row(Map<?, ?> parts) {
        double hours = number(parts.get("horizonS")) / 3600;
        Object reason = parts.get("reason");
        if (reason != null) {
            return String.format(Locale.ROOT, "| %.0f h | %s |", hours, reason);
        }
        return String.format(Locale.ROOT, "| %.0f h | %s | %s | %s | %s | %.3f | %.4f | %.1f |", hours,
                parts.get("startPoints"), figures(parts.get("freeze")), figures(parts.get("mean")),
                figures(parts.get("ours")), number(parts.get("oursToFreeze")), number(parts.get("boundCovered")),
                number(parts.get("boundMedianNs")));
    }

    private static String figures(@Nullable Object figures) {
        return figures instanceof Map<?, ?> parts
                ? String.format(Locale.ROOT, "%.1f, %.1f", number(parts.get("rmsNs")), number(parts.get("p95Ns")))
                : "";
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
