package dev.grandmaster.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.grandmaster.bench.OperatorRig.Scene;
import org.jspecify.annotations.Nullable;

/**
 * What those who watch cost those who are served: the whole service with its record, pages and MQTT on one processor, clients on the
 * other, with and without streams and a broker that hangs, in turns; and what the service weighs then.
 */
final class OperatorBench {
    private static final UnicastLoad LOAD = UnicastLoad.of(100, 7);
    private static final UnicastLoad WARM_UP = UnicastLoad.of(200, 7);
    private static final int WARM_UP_S = 6;
    private static final int ROUNDS = 5;
    private static final int SERVED_S = 20;
    private static final int SETTLE_S = 2;
    private static final long PATIENCE_NS = 120_000_000_000L;
    private static final double KIB_PER_MIB = 1024;
    private static final Pattern CODE = Pattern.compile("one-time code ([A-Z0-9-]+)");
    private static final String SITE = """
            [mqtt]
            broker = "tcp://127.0.0.1:BROKER"
            telemetrySeconds = 1
            [ptp.unicast]
            allow = ["10.64.0.0/13"]
            [[ptp.port]]
            interface = "INTERFACE"
            transport = "UDPv4"
            timestamping = "software"
            """;

    private final Report report;
    private final Path folder;
    private final ServedClients served;

    private OperatorBench(Report report, Path folder, Namespaces namespaces) throws IOException, InterruptedException {
        this.report = report;
        this.folder = folder;
        served = new ServedClients(namespaces, folder);
    }

    static void run(Report report, List<String> arguments) throws IOException, InterruptedException {
        int rounds = arguments.isEmpty() ? ROUNDS : Integer.parseInt(arguments.getFirst());
        ServedClients.comeFirst();
        Path folder = Files.createTempDirectory("gm-bench");
        try (Namespaces namespaces = Namespaces.pair()) {
            new OperatorBench(report, folder, namespaces).measure(rounds);
        } finally {
            try (Stream<Path> walk = Files.walk(folder)) {
                for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void measure(int rounds) throws IOException, InterruptedException {
        Path site = folder.resolve("site.toml");
        Files.writeString(site, SITE.replace("BROKER", Integer.toString(OperatorRig.BROKER_PORT))
                .replace("INTERFACE", Namespaces.INTERFACE));
        Process service = new ProcessBuilder(served.server(Child.java(Child.Flags.SHIPPED.list(),
                "dev.grandmaster.app.cli.Main", "run", "--site", site, "--state-dir", folder.resolve("state"))))
                .redirectErrorStream(true).start();
        try {
            String code = awaitMaster(service);
            try (Child rig = Child.start(served.besideServer(
                    Child.java(List.of("-Xmx64m"), OperatorRig.class.getName(), code)))) {
                measure(rounds, service.pid(), rig);
            }
        } finally {
            service.destroy();
            if (!service.waitFor(1, TimeUnit.MINUTES)) {
                service.destroyForcibly();
            }
        }
    }

    private void measure(int rounds, long pid, Child rig) throws IOException, InterruptedException {
        served.rig(WARM_UP, WARM_UP_S, true);
        Map<Scene, Map<String, List<Double>>> all = new EnumMap<>(Scene.class);
        for (int round = 0; round < rounds; round++) {
            for (Scene scene : Scene.values()) {
                rig.say(scene.name() + '\n');
                Thread.sleep(TimeUnit.SECONDS.toMillis(SETTLE_S));
                Map<String, List<Double>> own = all.computeIfAbsent(scene, key -> new TreeMap<>());
                double busyBefore = busySeconds(pid);
                long beganNs = System.nanoTime();
                served.rig(LOAD, SERVED_S, true).forEach((name, figures) -> put(own, name, figures.median()));
                put(own, "processor", (busySeconds(pid) - busyBefore) / ((System.nanoTime() - beganNs) / 1e9));
                put(own, "resident", residentMiB(pid));
            }
        }
        rig.hangUp();
        Map<String, Figures> watched = rig.figures();
        print(all);
        report.line(String.format(Locale.ROOT,
                "<!-- the stream that got least had %.2f states a second, %.0f ended by themselves, %.0f connections to the"
                        + " broker -->",
                Child.figure(watched, "states-per-s").median(), Child.figure(watched, "streams-ended").median(),
                Child.figure(watched, "broker-connections").median()));
    }

    private void print(Map<Scene, Map<String, List<Double>>> all) {
        report.table(List.of("whole service, " + LOAD.text(), "granted", "of what is due",
                "lost Sync, Follow_Up, Delay_Resp",
                "to Follow_Up p50, us", "p99.9, us", "of nobody's", "to Delay_Resp p50, us", "p99.9, us", "of nobody's",
                "processor", "VmRSS, MiB"));
        Map<String, List<Double>> alone = all.getOrDefault(Scene.ALONE, Map.of());
        all.forEach((scene, own) -> report.row(List.of(scene.label(), text(own, "granted", 0),
                String.format(Locale.ROOT, "%.2f", figure(own, "syncs-per-s").median() / LOAD.due()),
                sum(own, "lost-syncs") + ", " + sum(own, "lost-follow-ups") + ", " + sum(own, "lost-responses"),
                text(own, "follow-up-p50-us", 0), text(own, "follow-up-p999-us", 0),
                over(own, alone, "follow-up-p999-us"), text(own, "response-p50-us", 0),
                text(own, "response-p999-us", 0), over(own, alone, "response-p999-us"), text(own, "processor", 2),
                text(own, "resident", 0))));
    }

    private static Figures figure(Map<String, List<Double>> own, String name) {
        return Figures.of(own.getOrDefault(name, List.of()));
    }

    private static String text(Map<String, List<Double>> own, String name, int decimals) {
        return figure(own, name).text(decimals);
    }

    private static String over(Map<String, List<Double>> own, Map<String, List<Double>> alone, String name) {
        return String.format(Locale.ROOT, "%.2f", figure(own, name).over(figure(alone, name)));
    }

    private static String sum(Map<String, List<Double>> own, String name) {
        return String.format(Locale.ROOT, "%.0f",
                own.getOrDefault(name, List.of()).stream().mapToDouble(Double::doubleValue).sum());
    }

    private static void put(Map<String, List<Double>> own, String name, double value) {
        own.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    /** Answers with the one-time code; what the service says later is read and passed over. */
    private static String awaitMaster(Process service) throws IOException {
        BufferedReader lines = service.inputReader(StandardCharsets.UTF_8);
        long beganNs = System.nanoTime();
        String code = "";
        boolean master = false;
        while ((code.isEmpty() || !master) && System.nanoTime() - beganNs < PATIENCE_NS) {
            @Nullable
            String line = lines.readLine();
            if (line == null) {
                break;
            }
            Matcher found = CODE.matcher(line);
            code = found.find() ? found.group(1) : code;
            master = master || line.contains("MASTER");
        }
        if (code.isEmpty() || !master) {
            throw new IOException("gm run ended, or did not serve in time");
        }
        Thread.ofVirtual().start(() -> lines.lines().forEach(line -> {
        }));
        return code;
    }

    private static double busySeconds(long pid) {
        return ProcessHandle.of(pid).flatMap(process -> process.info().totalCpuDuration())
                .map(spent -> spent.toNanos() / 1e9).orElse(Double.NaN);
    }

    private static double residentMiB(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Double.parseDouble(line.split("\\s+", -1)[1]) / KIB_PER_MIB;
            }
        }
        return Double.NaN;
    }
}
