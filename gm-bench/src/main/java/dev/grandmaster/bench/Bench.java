package dev.grandmaster.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Entry of {@code gm bench}: chooses what is measured. */
public final class Bench {
    private static final int OK = 0;
    private static final int USAGE = 2;
    private static final int MISSING = 3;

    /** One measurement. */
    private interface Measurement {
        void run(Report report, List<String> arguments) throws IOException, InterruptedException;
    }

    private record Entry(String about, Measurement measurement) {
    }

    private static final Map<String, Entry> ALL = new TreeMap<>(Map.of(
            "scan",
            new Entry("scan [FOLDER]            GNSS bytes: framing and decoding, MB/s and garbage", ScanBench::run),
            "clock",
            new Entry(
                    "clock [SEEDS [FIRST]]    the goals of the clock, beside PI and regression, seeds 1 to 10 or others;"
                            + " clock drag: drag-offs of an hour",
                    ClockBench::run),
            "simulate",
            new Entry("simulate [SECONDS]       a locked OCXO under virtual time: times real time, garbage, hot spots",
                    SimulateBench::run),
            "ptp",
            new Entry("ptp [PART...]            the packet path and many clients, against loops in C and ptp4l (root)",
                    PtpBench::run),
            "history",
            new Entry("history [DAYS]           the record: octets a second, a day of seconds, a plot of all of it",
                    HistoryBench::run),
            "operator",
            new Entry("operator [ROUNDS]        pages and a broker that hangs beside 100 clients, memory (root)",
                    OperatorBench::run),
            "start", new Entry("start [STARTS]           start to the first line and to MASTER, memory (root)",
                    StartBench::run)));

    private Bench() {
    }

    /**
     * Measures and prints tables to standard output.
     *
     * @param arguments what, then arguments of its own; none: lists what there is
     * @return the exit code of the process
     */
    public static int run(String[] arguments) throws IOException, InterruptedException {
        Report report = new Report(System.out);
        if (arguments.length == 0) {
            report.line("gm bench WHAT:");
            ALL.values().forEach(entry -> report.line("  " + entry.about));
            return OK;
        }
        Entry entry = ALL.get(arguments[0]);
        if (entry == null) {
            System.err.println(
                    "bench: " + arguments[0] + " is not measured; there is " + String.join(", ", ALL.keySet()));
            return USAGE;
        }
        try {
            report.machine(arguments);
            entry.measurement.run(report, Arrays.asList(arguments).subList(1, arguments.length));
            return OK;
        } catch (NotHere e) {
            System.err.println("bench " + arguments[0] + ": " + e.getMessage());
            return MISSING;
        } catch (NumberFormatException e) {
            System.err.println("bench " + arguments[0] + ": not a number: " + e.getMessage());
            return USAGE;
        }
    }
}
