package dev.grandmaster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The packet path over a veth pair, the server on one processor and all clients on the other: pairs of Sync and Follow_Up by the
 * product's transport against a loop in C, then clients with grants on the whole engine against a loop in C that does the same work.
 */
final class PtpBench {
    private static final List<Integer> CLIENTS = List.of(10, 100, 250, 500, 1000);
    private static final int LOG_RATE = 7;
    private static final int PAIR_CLIENTS = 1000;
    private static final int PAIR_ROUNDS = 5;
    private static final int PAIR_WARM_UP_S = 6;
    private static final int SERVED_S = 6;
    private static final double GOAL = 0.8;
    private static final String SERVER_ADDRESS = "10.77.0.1";
    private static final List<String> ON_FIRST = List.of("taskset", "-c", "0");
    private static final List<String> ON_SECOND = List.of("taskset", "-c", "1");

    private final Report report;
    private final Namespaces namespaces;
    private final Path yardstick;
    private final Path clients;

    private PtpBench(Report report, Namespaces namespaces, Path yardstick, Path clients) {
        this.report = report;
        this.namespaces = namespaces;
        this.yardstick = yardstick;
        this.clients = clients;
    }

    static void run(Report report, List<String> arguments) throws IOException, InterruptedException {
        List<Integer> counts = arguments.isEmpty() ? CLIENTS : arguments.stream().map(Integer::valueOf).toList();
        Path folder = Files.createTempDirectory("gm-bench");
        try (Namespaces namespaces = Namespaces.pair()) {
            PtpBench bench = new PtpBench(report, namespaces, Yardstick.build("yardstick", folder),
                    Yardstick.build("clients", folder));
            bench.pairs();
            bench.clients(counts);
        } finally {
            try (Stream<Path> walk = Files.walk(folder)) {
                for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Rounds of the loop in C before, between and after ours, since the machine is not the same from one minute to the next. */
    private void pairs() throws IOException, InterruptedException {
        Map<String, List<Double>> c = new TreeMap<>();
        Map<Child.Flags, Map<String, Figures>> ours = new EnumMap<>(Child.Flags.class);
        yardstickRounds(c);
        for (Child.Flags flags : Child.Flags.values()) {
            ours.put(flags, Child.measure(server(Child.java(flags.list(), PairLoop.class.getName(), PAIR_CLIENTS,
                    PAIR_WARM_UP_S, PAIR_ROUNDS))));
            yardstickRounds(c);
        }
        report.table(List.of("pairs, nobody listening", "a second", "of the C loop", "a busy processor second",
                "of the C loop",
                "lost", "garbage, bytes a pair"));
        Figures speed = Figures.of(c.getOrDefault("pairs-per-s", List.of()));
        Figures cost = Figures.of(c.getOrDefault("pairs-per-busy-s", List.of()));
        report.row(List.of("loop in C", speed.text(0), "1.00", cost.text(0), "1.00", "0", "0"));
        ours.forEach((flags, figures) -> {
            Figures ourSpeed = Child.figure(figures, "pairs-per-s");
            Figures ourCost = Child.figure(figures, "pairs-per-busy-s");
            report.row(List.of("our transport, " + flags.label(), ourSpeed.text(0), ratio(ourSpeed.over(speed)),
                    ourCost.text(0),
                    ratio(ourCost.over(cost)), whole(figures, "lost"),
                    String.format(Locale.ROOT, "%.3f", Child.figure(figures, "garbage").median())));
        });
        report.line(String.format(Locale.ROOT, "<!-- goal %.1f of the loop -->", GOAL));
    }

    private void yardstickRounds(Map<String, List<Double>> rounds) throws IOException, InterruptedException {
        for (int round = 0; round < PAIR_ROUNDS; round++) {
            Child.measure(yardstick(PAIR_CLIENTS, -1, 1)).forEach(
                    (name, figures) -> rounds.computeIfAbsent(name, key -> new ArrayList<>()).add(figures.median()));
        }
    }

    private void clients(List<Integer> counts) throws IOException, InterruptedException {
        report.table(List.of("server", "clients at 128/s", "granted", "Sync/s got", "of what is due",
                "lost Sync, Follow_Up, Delay_Resp", "late",
                "within 5 %", "within 30 %", "to Follow_Up p50, p99.9 us", "to Delay_Resp p50, p99.9 us", "processor",
                "us of it a pair", "garbage B/s"));
        for (int count : counts) {
            served("loop in C", count, null);
            for (Child.Flags flags : Child.Flags.values()) {
                served("engine, " + flags.label(), count, flags);
            }
        }
    }

    private void served(String name, int count, Child.@Nullable Flags flags)
            throws IOException, InterruptedException {
        List<String> command = flags == null
                ? yardstick(count, LOG_RATE, SERVED_S + 4)
                : server(Child.java(flags.list(), EngineServer.class.getName()));
        try (Child server = Child.start(command)) {
            if (flags != null) {
                Thread.sleep(3_000);
                rig(count, 4, true);
                server.say("begin\n");
            } else {
                Thread.sleep(500);
            }
            Map<String, Figures> seen = rig(count, SERVED_S, flags != null);
            server.hangUp();
            Map<String, Figures> own = server.figures();
            double got = Child.figure(seen, "syncs-per-s").median();
            double busy = Child.figure(own, "cpu-share").median();
            report.row(List.of(name, Integer.toString(count), whole(seen, "granted"),
                    String.format(Locale.ROOT, "%,.0f", got), ratio(got / count / (1 << LOG_RATE)),
                    whole(seen, "lost-syncs") + ", " + whole(seen, "lost-follow-ups") + ", "
                            + whole(seen, "lost-responses"),
                    whole(seen, "late"),
                    percent(seen, "within-5"), percent(seen, "within-30"),
                    whole(seen, "follow-up-p50-us") + ", " + whole(seen, "follow-up-p999-us"),
                    whole(seen, "response-p50-us") + ", " + whole(seen, "response-p999-us"),
                    String.format(Locale.ROOT, "%.2f", busy),
                    String.format(Locale.ROOT, "%.1f", busy / got * 1e6),
                    flags == null ? "0" : whole(own, "garbage-per-s")));
            doubts(seen, own);
        }
    }

    /** What makes a row doubtful, or explains it. */
    private void doubts(Map<String, Figures> seen, Map<String, Figures> own) {
        double dropped = Child.figure(seen, "rig-dropped").median() + Child.figure(seen, "rig-unsent").median();
        if (dropped > 0) {
            report.line(String.format(Locale.ROOT, "<!-- the rig itself lost %.0f frames -->", dropped));
        }
        own.forEach((name, figure) -> {
            if (figure.median() > 0 && (name.contains("lost") || name.contains("failed") || name.contains("refused")
                    || name.contains("Late") || name.contains("late") || name.contains("unstamped"))) {
                report.line(String.format(Locale.ROOT, "<!-- %s %.0f -->", name, figure.median()));
            }
        });
    }

    private Map<String, Figures> rig(int count, int seconds, boolean negotiate)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(ON_SECOND);
        command.addAll(List.of(clients.toString(), Namespaces.CLIENT_INTERFACE, Namespaces.SERVER_MAC,
                Namespaces.CLIENT_MAC,
                Integer.toString(count), Integer.toString(LOG_RATE), Integer.toString(seconds), negotiate ? "1" : "0"));
        return Child.measure(namespaces.inside(namespaces.clients(), command));
    }

    private List<String> yardstick(int count, int logRate, int seconds) {
        return server(List.of(yardstick.toString(), SERVER_ADDRESS, Integer.toString(count), Integer.toString(logRate),
                Integer.toString(seconds)));
    }

    private List<String> server(List<String> command) {
        List<String> pinned = new ArrayList<>(ON_FIRST);
        pinned.addAll(command);
        return namespaces.inside(namespaces.server(), pinned);
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    private static String percent(Map<String, Figures> figures, String name) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * Child.figure(figures, name).median());
    }

    private static String whole(Map<String, Figures> figures, String name) {
        return String.format(Locale.ROOT, "%.0f", Child.figure(figures, name).median());
    }
}
