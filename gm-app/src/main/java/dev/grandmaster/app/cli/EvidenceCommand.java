package dev.grandmaster.app.cli;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;

import dev.grandmaster.app.Service;
import dev.grandmaster.app.evidence.DeviceKey;
import dev.grandmaster.app.evidence.EvidenceCheck;
import dev.grandmaster.app.evidence.EvidenceFile;
import dev.grandmaster.app.evidence.EvidenceReport;
import dev.grandmaster.app.history.HistoryFile;
import dev.grandmaster.app.history.HistoryFile.Chapter;
import dev.grandmaster.history.History.HistoryException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gm evidence} and {@code gm verify-evidence}. */
final class EvidenceCommand {

    private EvidenceCommand() {
    }

    /** Writes the evidence of a period out of a state directory, whether the service runs or not. */
    @Command(name = "evidence", description = "Writes the record of a period as CSV with a signed chain, and a report as HTML.")
    static final class Write implements Callable<Integer> {
        private final Installation installation;
        private final PrintStream out;
        private final PrintStream err;

        @Option(names = "--from", paramLabel = "DAY", description = "First UTC day, such as 2026-11-01; all without it.")
        private @Nullable LocalDate from;
        @Option(names = "--to", paramLabel = "DAY", description = "Last UTC day.")
        private @Nullable LocalDate to;
        @Option(names = "--out", paramLabel = "NAME", description = "Writes NAME.csv and NAME.html; evidence without it.")
        private Path name = Path.of("evidence");
        @Option(names = "--state-dir", paramLabel = "DIR", description = "State directory of the service.")
        private @Nullable Path stateDirectory;

        Write(Installation installation, PrintStream out, PrintStream err) {
            this.installation = installation;
            this.out = out;
            this.err = err;
        }

        @Override
        public Integer call() throws IOException {
            Path directory = stateDirectory == null ? installation.stateDirectory() : stateDirectory;
            Path csv = Path.of(name + ".csv");
            Path html = Path.of(name + ".html");
            try (HistoryFile history = new HistoryFile(directory.resolve(Service.HISTORY));
                    BufferedWriter lines = Files.newBufferedWriter(csv)) {
                String unit = Files.readString(directory.resolve("clockIdentity")).strip();
                DeviceKey key = DeviceKey.of(directory);
                List<String> days = history.chapters().stream().map(Chapter::day).sorted().toList();
                String fromDay = day(from, days.isEmpty() ? LocalDate.EPOCH.toString() : days.getFirst());
                String toDay = day(to, days.isEmpty() ? fromDay : days.getLast());
                List<Chapter> chapters = EvidenceFile.write(history, unit, key, fromDay, toDay, lines);
                Files.writeString(html,
                        EvidenceReport.html(history, chapters, unit, key.publicKey(), fromDay, toDay));
                out.println(csv + ", " + html + ": " + chapters.size() + " days");
                return ExitCode.OK.status();
            } catch (NoSuchFileException e) {
                err.println("gm: " + e.getMessage() + " does not exist: no service has run with this state directory");
            } catch (HistoryException e) {
                err.println("gm: " + e.getMessage());
            }
            return ExitCode.HARDWARE.status();
        }

        private static String day(@Nullable LocalDate asked, String otherwise) {
            return asked == null ? otherwise : asked.toString();
        }
    }

    /** Checks a file by itself. */
    @Command(name = "verify-evidence", description = "Checks a file that gm evidence wrote: chain, signatures, and that it is whole.")
    static final class Verify implements Callable<Integer> {
        private final PrintStream out;
        private final PrintStream err;

        @Parameters(index = "0", paramLabel = "FILE", description = "The CSV.")
        private Path file = Path.of("");
        @Option(names = "--key", paramLabel = "FILE|KEY", description = "The unit's public key (evidence.pub) as you have"
                + " it; without it the one in the file is taken, which proves continuity and not origin.")
        private @Nullable String key;

        Verify(PrintStream out, PrintStream err) {
            this.out = out;
            this.err = err;
        }

        @Override
        public Integer call() throws IOException {
            String trusted = key == null
                    ? null
                    : Files.exists(Path.of(key)) ? Files.readString(Path.of(key)).strip() : key;
            EvidenceCheck.Outcome outcome;
            try (BufferedReader reader = Files.newBufferedReader(file)) {
                outcome = new EvidenceCheck(trusted).check(reader);
            } catch (NoSuchFileException e) {
                err.println("gm: no such file: " + file);
                return ExitCode.USAGE.status();
            }
            outcome.remarks().forEach(remark -> out.println("note: " + remark));
            outcome.faults().forEach(fault -> out.println("FAULT: " + fault));
            out.println((outcome.faults().isEmpty() ? "good: " : "NOT GOOD: ") + "unit " + outcome.unit() + ", "
                    + outcome.period() + ", " + outcome.chapters() + " signed days with " + outcome.seconds()
                    + " seconds and " + outcome.notes() + " notes, key " + outcome.publicKey()
                    + (trusted == null ? " (taken from the file)" : " (as given)"));
            return outcome.faults().isEmpty() ? ExitCode.OK.status() : ExitCode.USAGE.status();
        }
    }
}
