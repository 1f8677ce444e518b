package dev.grandmaster.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Writes tables as they stand in {@code docs/performance.md}. */
final class Report {
    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Columns, then a row for each list. */
    void table(List<String> columns) {
        line("");
        row(columns);
        row(columns.stream().map(column -> "---").toList());
    }

    void row(List<String> cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    /** Where and when, and how busy others keep the machine. */
    void machine(String[] arguments) throws IOException {
        String load = Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
        line(String.format(Locale.ROOT, "`./gm bench %s`, %s, %d processors, load before %s, Java %s, Linux %s",
                String.join(" ", arguments), LocalDate.now(ZoneOffset.UTC), Runtime.getRuntime().availableProcessors(),
                load,
                Runtime.version(), System.getProperty("os.version")));
    }
}
