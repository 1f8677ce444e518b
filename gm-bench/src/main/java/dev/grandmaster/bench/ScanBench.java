package dev.grandmaster.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Scanning and decoding of GNSS bytes against a plain sum over the same bytes. */
final class ScanBench {
    private static final double GOAL_MB_S = 200;

    private ScanBench() {
    }

    static void run(Report report, List<String> arguments) throws IOException, InterruptedException {
        String folder = arguments.isEmpty() ? Corpus.folder() : arguments.getFirst();
        report.table(List.of("flags", "work", "MB a busy processor second", "of the Fletcher sum",
                "garbage, bytes per byte"));
        for (Child.Flags flags : Child.Flags.values()) {
            Map<String, Figures> figures = Child.measure(Child.java(flags.list(), ScanLoop.class.getName(), folder));
            Figures baseline = Child.figure(figures, "fletcher");
            for (String work : List.of("fletcher", "scan", "decode")) {
                Figures speed = Child.figure(figures, work);
                report.row(List.of(flags.label(), work, speed.text(0),
                        String.format(Locale.ROOT, "%.2f", speed.over(baseline)),
                        String.format(Locale.ROOT, "%.4f", Child.figure(figures, work + "-garbage").median())));
            }
            report.line(String.format(Locale.ROOT, "<!-- %.1f MB of %s, goal %.0f MB/s scanned -->",
                    Child.figure(figures, "corpus-mb").median(), Corpus.describe(folder), GOAL_MB_S));
        }
    }
}
