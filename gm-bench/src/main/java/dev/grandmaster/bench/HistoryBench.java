package dev.grandmaster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import dev.grandmaster.app.history.HistoryFile;
import dev.grandmaster.app.history.HistoryWriter;
import dev.grandmaster.history.HistorySecond;
import dev.grandmaster.history.HistorySecond.Figures;
import dev.grandmaster.quality.Verdict.Trust;
import dev.grandmaster.state.ClockState;

/** What the record of so many days takes, and how soon it answers. The seconds are those of a locked clock, from a seed. */
final class HistoryBench {

    private static final int DAYS = 400;
    private static final int DAY_S = 86_400;
    private static final long FIRST = 1_795_305_637L;
    private static final long SEED = 1;
    private static final int POINTS = 1000;
    private static final int TIMES = 5;
    private static final double MIB = 1 << 20;
    private static final double NS_PER_S = 1e9;

    private HistoryBench() {
    }

    static void run(Report report, List<String> arguments) throws IOException {
        int days = arguments.isEmpty() ? DAYS : Integer.parseInt(arguments.getFirst());
        Path folder = Files.createTempDirectory("gm-bench");
        try {
            measure(report, folder.resolve("history.db"), days);
        } catch (SQLException e) {
            throw new IOException(e);
        } finally {
            try (Stream<Path> walk = Files.walk(folder)) {
                for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void measure(Report report, Path file, int days) throws SQLException, IOException {
        long seconds = (long) days * DAY_S;
        long beganNs = System.nanoTime();
        try (HistoryWriter writer = new HistoryWriter(file, days + 1, Integer.MAX_VALUE, chapter -> "", chapter -> {
        })) {
            fill(writer, seconds);
        }
        double writtenS = (System.nanoTime() - beganNs) / NS_PER_S;
        report.table(List.of("days", "octets a second", "MiB", "MiB for 400 days", "written, s a day"));
        double octets = Files.size(file);
        report.row(List.of(Integer.toString(days), text("%.2f", octets / seconds), text("%.1f", octets / MIB),
                text("%.0f", octets / seconds * DAYS * DAY_S / MIB), text("%.2f", writtenS / days)));
        report.table(List.of("question", "answer", "first time, s", "best of " + TIMES + ", s"));
        try (HistoryFile history = new HistoryFile(file)) {
            ask(report, "each second of a day", () -> {
                AtomicLong count = new AtomicLong();
                long from = FIRST + seconds / 2;
                history.seconds(from, from + DAY_S - 1, second -> count.incrementAndGet());
                return count.get();
            });
            ask(report, "a day in " + POINTS + " points",
                    () -> history.spans(FIRST + seconds / 2, FIRST + seconds / 2 + DAY_S - 1, POINTS).size());
            ask(report, days + " days in " + POINTS + " points",
                    () -> history.spans(FIRST, FIRST + seconds - 1, POINTS).size());
        }
    }

    private static void fill(HistoryWriter writer, long seconds) throws SQLException {
        Random random = new Random(SEED);
        double offsetNs = 0;
        double frequencyPpb = -1234;
        double temperatureC = 41;
        for (long i = 0; i < seconds; i++) {
            offsetNs = 0.95 * offsetNs + random.nextGaussian();
            frequencyPpb += 0.05 * random.nextGaussian();
            temperatureC += 0.01 * random.nextGaussian();
            writer.add(new HistorySecond(FIRST + i, true, ClockState.LOCKED, 6, 37, true, 12 + random.nextInt(2),
                    Trust.TRUST, new Figures(offsetNs, 60 + Math.abs(offsetNs), frequencyPpb, temperatureC)));
        }
    }

    /** One question; answers with how much came. */
    private interface Question {
        long ask();
    }

    private static void ask(Report report, String name, Question question) {
        double firstS = 0;
        double bestS = Double.POSITIVE_INFINITY;
        long answer = 0;
        for (int i = 0; i < TIMES; i++) {
            long beganNs = System.nanoTime();
            answer = question.ask();
            double tookS = (System.nanoTime() - beganNs) / NS_PER_S;
            firstS = i == 0 ? tookS : firstS;
            bestS = Math.min(bestS, tookS);
        }
        report.row(List.of(name, answer + " rows", text("%.3f", firstS), text("%.3f", bestS)));
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
