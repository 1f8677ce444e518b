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

/**
 * The packet path over a veth pair, the server on one processor and all clients on the other: pairs of Sync and Follow_Up by the
 * product's transport, then clients with grants on the whole engine, against loops in C that do the same work, and against ptp4l.
 */
final class PtpBench {
    private static final List<String> PARTS = List.of("pairs", "most", "packet", "marks", "flat", "ptp4l", "abuse",
            "budget");
    private static final int PAIR_CLIENTS = 1000;
    private static final int PAIR_ROUNDS = 5;
    private static final int PAIR_WARM_UP_S = 6;
    private static final long ASK_AFTER_MS = 1_500;
    private static final int ROUNDS = 5;
    private static final int SERVED_S = 5;
    private static final int FLAT_LONGEST_S = 12;
    /** As the goal names it: more than some machines carry. */
    private static final UnicastLoad TOO_MUCH = UnicastLoad.of(1000, 7);
    /** Of which no machine here carries all, in frames neither. */
    private static final UnicastLoad MORE_THAN_ANY_CARRIES = UnicastLoad.of(2000, 7);
    private static final List<UnicastLoad> MARKS = List.of(TOO_MUCH, UnicastLoad.of(16_000, 3),
            UnicastLoad.of(100_000, 0));
    /** The same messages a second for ever more clients. */
    private static final List<UnicastLoad> FLAT = List.of(UnicastLoad.of(100, 7), UnicastLoad.of(800, 4),
            UnicastLoad.of(6_400, 1), UnicastLoad.of(25_600, -1), UnicastLoad.of(100_000, -3));
    private static final List<UnicastLoad> GREEDY = List.of(TOO_MUCH, UnicastLoad.of(10_000, 4));
    private static final List<Integer> BESIDE_PTP4L = List.of(50, 100, 150);
    private static final UnicastLoad GOOD = UnicastLoad.of(500, 3);
    private static final int ABUSES_PER_S = 20_000;
    private static final List<String> ABUSES = List.of("delay", "group", "garbage", "manage", "greedy", "again",
            "crowd",
            "vanish");

    private final Report report;
    private final ServedClients served;

    private PtpBench(Report report, ServedClients served) {
        this.report = report;
        this.served = served;
    }

    static void run(Report report, List<String> arguments) throws IOException, InterruptedException {
        List<String> parts = arguments.isEmpty() ? PARTS : arguments;
        if (!PARTS.containsAll(parts)) {
            throw new NotHere("the parts are " + String.join(", ", PARTS));
        }
        ServedClients.comeFirst();
        Path folder = Files.createTempDirectory("gm-bench");
        try (Namespaces namespaces = Namespaces.pair()) {
            PtpBench bench = new PtpBench(report, new ServedClients(namespaces, folder));
            for (String part : parts) {
                switch (part) {
                    case "pairs" -> bench.pairs(false);
                    case "most" ->
                        bench.most(MORE_THAN_ANY_CARRIES,
                                List.of(UnicastServer.LOOP, UnicastServer.SHIPPED, UnicastServer.FULL));
                    case "packet" -> {
                        bench.pairs(true);
                        bench.most(MORE_THAN_ANY_CARRIES, List.of(UnicastServer.FRAME_LOOP, UnicastServer.FRAMES,
                                UnicastServer.FRAMES_FULL, UnicastServer.LOOP, UnicastServer.SHIPPED));
                    }
                    case "marks" -> bench.marks();
                    case "flat" -> bench.flat();
                    case "ptp4l" -> bench.besidePtp4l();
                    case "budget" -> bench.budget();
                    default -> bench.abuse();
                }
            }
        } finally {
            try (Stream<Path> walk = Files.walk(folder)) {
                for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Rounds of the loop in C before, between and after ours, since the machine is not the same from one minute to the next. */
    private void pairs(boolean frames) throws IOException, InterruptedException {
        Map<String, List<Double>> c = new TreeMap<>();
        Map<Child.Flags, Map<String, Figures>> ours = new EnumMap<>(Child.Flags.class);
        yardstickRounds(frames, c);
        for (Child.Flags flags : Child.Flags.values()) {
            ours.put(flags, pairs(frames, flags));
            yardstickRounds(frames, c);
        }
        report.table(List.of(frames ? "pairs in frames, nobody listening" : "pairs, nobody listening", "a second",
                "of the C loop", "a busy processor second",
                "of the C loop",
                "lost", "garbage, bytes a pair"));
        Figures speed = Figures.of(c.getOrDefault("pairs-per-s", List.of()));
        Figures cost = Figures.of(c.getOrDefault("pairs-per-busy-s", List.of()));
        report.row(List.of("loop in C", speed.text(0), "1.00", cost.text(0), "1.00", "0", "0"));
        ours.forEach((flags, figures) -> {
            Figures ourSpeed = Child.figure(figures, "pairs-per-s");
            Figures ourCost = Child.figure(figures, "pairs-per-busy-s");
            report.row(List.of("our transport, " + flags.label(), ourSpeed.text(0), number(ourSpeed.over(speed), 2),
                    ourCost.text(0),
                    number(ourCost.over(cost), 2), value(figures, "lost", 0),
                    String.format(Locale.ROOT, "%.3f", Child.figure(figures, "garbage").median())));
        });
    }

    private Map<String, Figures> pairs(boolean frames, Child.Flags flags) throws IOException, InterruptedException {
        List<String> command = served.server(Child.java(flags.list(), PairLoop.class.getName(), PAIR_CLIENTS,
                PAIR_WARM_UP_S, PAIR_ROUNDS, frames ? PairLoop.FRAMES : ""));
        try (Child child = Child.start(command)) {
            if (frames) {
                // They ask until they see that they get no grants; the way to them is known by then.
                Thread.sleep(ASK_AFTER_MS);
                served.rig(UnicastLoad.of(PAIR_CLIENTS, 0), 0, true);
                child.say("begin\n");
            }
            Map<String, Figures> figures = child.figures();
            if (frames && Child.figure(figures, "admitted").median() < PAIR_CLIENTS) {
                throw new IOException("not every client's request arrived");
            }
            return figures;
        }
    }

    private void yardstickRounds(boolean frames, Map<String, List<Double>> rounds)
            throws IOException, InterruptedException {
        for (int round = 0; round < PAIR_ROUNDS; round++) {
            Child.measure(served.loop(frames, PAIR_CLIENTS, 1)).forEach(
                    (name, figures) -> rounds.computeIfAbsent(name, key -> new ArrayList<>()).add(figures.median()));
        }
    }

    /** How much a processor carries: all are asked for more than they can, in turns, since the machine is not the same every minute. The first is the measure. */
    private void most(UnicastLoad load, List<UnicastServer> servers) throws IOException, InterruptedException {
        Map<UnicastServer, Map<String, List<Double>>> all = new EnumMap<>(UnicastServer.class);
        for (int round = 0; round < ROUNDS; round++) {
            for (UnicastServer by : servers) {
                Map<String, List<Double>> own = all.computeIfAbsent(by, key -> new TreeMap<>());
                served.round(by, load, SERVED_S).forEach(
                        (name, figures) -> own.computeIfAbsent(name, key -> new ArrayList<>()).add(figures.median()));
            }
        }
        report.table(List.of("as much as it carries, of " + load.text(), "Sync/s", "of the C loop",
                "lost Follow_Up, Delay_Resp", "Sync/s of the client that got least, most",
                "intervals p1, p50, p99 of nominal", "to Follow_Up p50, p99.9 us", "to Delay_Resp p50, p99.9 us"));
        Map<UnicastServer, Map<String, Figures>> figures = new EnumMap<>(UnicastServer.class);
        all.forEach((by, lists) -> {
            Map<String, Figures> own = figures.computeIfAbsent(by, key -> new TreeMap<>());
            lists.forEach((name, values) -> own.put(name, Figures.of(values)));
        });
        figures.forEach((by, own) -> {
            Figures speed = Child.figure(own, "syncs-per-s");
            Figures loop = Child.figure(figures.getOrDefault(servers.getFirst(), own), "syncs-per-s");
            report.row(List.of(by.label(), speed.text(0), number(speed.over(loop), 2), lost(own),
                    pair(own, "client-min", "client-max", 1),
                    pair(own, "interval-p1", "interval-p50", 2) + ", " + value(own, "interval-p99", 2),
                    pair(own, "follow-up-p50-us", "follow-up-p999-us", 0),
                    pair(own, "response-p50-us", "response-p999-us", 0)));
        });
    }

    private void marks() throws IOException, InterruptedException {
        servedTable("asked for");
        for (UnicastLoad load : MARKS) {
            servedRow(UnicastServer.LOOP, load, SERVED_S);
            servedRow(UnicastServer.SHIPPED, load, SERVED_S);
        }
    }

    private void flat() throws IOException, InterruptedException {
        servedTable("as many messages, ever more clients");
        for (UnicastLoad load : FLAT) {
            int seconds = load.logRate() < 0 ? FLAT_LONGEST_S : SERVED_S;
            servedRow(UnicastServer.LOOP, load, seconds);
            servedRow(UnicastServer.SHIPPED, load, seconds);
        }
    }

    private void besidePtp4l() throws IOException, InterruptedException {
        report.table(List.of("beside ptp4l", "clients at 128/s", "of what is due", "lost Follow_Up, Delay_Resp",
                "within 5 %, 30 %", "to Follow_Up p50, p99, p99.9 us", "to Delay_Resp p50, p99, p99.9 us",
                "receive stamp - t1 p50, p99 us", "processor"));
        for (int count : BESIDE_PTP4L) {
            UnicastLoad load = UnicastLoad.of(count, 7);
            for (UnicastServer by : List.of(UnicastServer.PTP4L, UnicastServer.SHIPPED, UnicastServer.LOOP)) {
                Map<String, Figures> seen = served.round(by, load, SERVED_S);
                report.row(List.of(by.label(), Integer.toString(count), share(seen, load), lost(seen),
                        percent(seen, "within-5") + ", " + percent(seen, "within-30"), tail(seen, "follow-up"),
                        tail(seen, "response"), pair(seen, "error-p50-us", "error-p99-us", 2),
                        value(seen, "cpu-share", 2)));
            }
        }
    }

    private void abuse() throws IOException, InterruptedException {
        servedTable("while somebody else does");
        servedRow(UnicastServer.AUTO, GOOD, SERVED_S);
        for (String kind : ABUSES) {
            servedRow(UnicastServer.AUTO, GOOD.abused(kind, ABUSES_PER_S), SERVED_S);
        }
    }

    /** Everybody asks for more than there is: with a budget by load some get what they asked for, and the others are refused. */
    private void budget() throws IOException, InterruptedException {
        servedTable("asked for, budget by load");
        for (UnicastLoad load : GREEDY) {
            servedRow(UnicastServer.SHIPPED, load, SERVED_S);
            servedRow(UnicastServer.AUTO, load, SERVED_S);
        }
        servedRow(UnicastServer.AUTO, UnicastLoad.of(100, 7).abused("greedy", ABUSES_PER_S / 20), SERVED_S);
    }

    private void servedTable(String what) {
        report.table(List.of("server", what, "granted", "Sync/s", "of what is due", "lost Follow_Up, Delay_Resp",
                "Sync/s of the client that got least, most", "within 5 %, 30 %", "to Follow_Up p50, p99.9 us",
                "to Delay_Resp p50, p99.9 us", "us of processor a Sync", "garbage B/s"));
    }

    private void servedRow(UnicastServer by, UnicastLoad load, int seconds) throws IOException, InterruptedException {
        Map<String, Figures> seen = served.round(by, load, seconds);
        double got = Child.figure(seen, "syncs-per-s").median();
        String abuse = load.abuseRate() == 0
                ? ""
                : String.format(Locale.ROOT, ", \"%s\" %,d/s", load.abuse(), load.abuseRate());
        report.row(List.of(by.label(), load.text() + abuse, value(seen, "granted", 0), number(got, 0),
                share(seen, load), lost(seen), pair(seen, "client-min", "client-max", 1),
                percent(seen, "within-5") + ", " + percent(seen, "within-30"),
                pair(seen, "follow-up-p50-us", "follow-up-p999-us", 0),
                pair(seen, "response-p50-us", "response-p999-us", 0),
                number(Child.figure(seen, "cpu-share").median() / got * 1e6, 1),
                by.engine() ? value(seen, "garbage-per-s", 0) : "0"));
        doubts(seen);
    }

    /** What makes a row doubtful, or explains it. */
    private void doubts(Map<String, Figures> seen) {
        double dropped = Child.figure(seen, "rig-dropped").median() + Child.figure(seen, "rig-unsent").median();
        if (dropped > 0) {
            report.line(String.format(Locale.ROOT, "<!-- the rig itself lost %.0f frames -->", dropped));
        }
        seen.forEach((name, figure) -> {
            if (name.startsWith("engine-") && figure.median() > 0 && (name.contains("lost") || name.contains("failed")
                    || name.contains("refused") || name.contains("_late") || name.contains("over_limit"))) {
                report.line(String.format(Locale.ROOT, "<!-- %s %.0f -->", name, figure.median()));
            }
        });
    }

    private static String lost(Map<String, Figures> seen) {
        return pair(seen, "lost-follow-ups", "lost-responses", 0);
    }

    private static String share(Map<String, Figures> seen, UnicastLoad load) {
        return number(Child.figure(seen, "syncs-per-s").median() / load.due(), 2);
    }

    private static String tail(Map<String, Figures> seen, String what) {
        return pair(seen, what + "-p50-us", what + "-p99-us", 0) + ", " + value(seen, what + "-p999-us", 0);
    }

    private static String pair(Map<String, Figures> seen, String one, String other, int decimals) {
        return value(seen, one, decimals) + ", " + value(seen, other, decimals);
    }

    private static String percent(Map<String, Figures> seen, String name) {
        return number(100 * Child.figure(seen, name).median(), 1) + " %";
    }

    private static String value(Map<String, Figures> seen, String name, int decimals) {
        return number(Child.figure(seen, name).median(), decimals);
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
