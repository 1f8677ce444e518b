package dev.grandmaster.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** How soon {@code gm run} speaks and serves, and what it weighs; the bare JVM with the same flags is the baseline. */
final class StartBench {
    private static final String MAIN = "dev.grandmaster.app.cli.Main";
    private static final int STARTS = 3;
    private static final long WEIGHED_AFTER_S = 30;
    private static final long PATIENCE_NS = 60_000_000_000L;
    private static final double NS_PER_MS = 1e6;
    private static final double KB_PER_MB = 1024;

    private final Report report;
    private final Path folder;
    private final Namespaces namespaces;

    private StartBench(Report report, Path folder, Namespaces namespaces) {
        this.report = report;
        this.folder = folder;
        this.namespaces = namespaces;
    }

    static void run(Report report, List<String> arguments) throws IOException, InterruptedException {
        int starts = arguments.isEmpty() ? STARTS : Integer.parseInt(arguments.getFirst());
        Path folder = Files.createTempDirectory("gm-bench");
        try (Namespaces namespaces = Namespaces.alone()) {
            new StartBench(report, folder, namespaces).measure(starts);
        } finally {
            try (Stream<Path> walk = Files.walk(folder)) {
                for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void measure(int starts) throws IOException, InterruptedException {
        Path cache = folder.resolve("gm.aot");
        List<String> shipped = Child.Flags.SHIPPED.list();
        Map<String, List<String>> variants = new TreeMap<>();
        variants.put("as shipped", shipped);
        variants.put("full compiler", Child.Flags.FULL.list());
        if (train(shipped, cache)) {
            List<String> cached = new ArrayList<>(shipped);
            cached.add("-XX:AOTCache=" + cache);
            variants.put("as shipped, AOT cache", cached);
        }
        report.table(
                List.of("flags", "bare JVM, ms", "first line, ms", "of the bare JVM", "MASTER on lo, ms", "VmRSS after "
                        + WEIGHED_AFTER_S + " s, MB", "VmHWM, MB", "threads"));
        for (Map.Entry<String, List<String>> variant : variants.entrySet()) {
            Map<String, List<Double>> rounds = new TreeMap<>();
            for (int start = 0; start < starts; start++) {
                put(rounds, "bare", bare(variant.getValue()));
                serve(variant.getValue(), rounds, start == starts - 1);
            }
            Figures bare = Figures.of(rounds.getOrDefault("bare", List.of()));
            Figures first = Figures.of(rounds.getOrDefault("first", List.of()));
            report.row(List.of(variant.getKey(), bare.text(0), first.text(0),
                    String.format(Locale.ROOT, "%.1f", first.over(bare)),
                    Figures.of(rounds.getOrDefault("master", List.of())).text(0),
                    one(rounds, "VmRSS:"), one(rounds, "VmHWM:"), one(rounds, "Threads:")));
        }
        if (Files.exists(cache)) {
            report.line(String.format(Locale.ROOT, "<!-- AOT cache of %.1f MB -->", Files.size(cache) / 1e6));
        }
    }

    private static String one(Map<String, List<Double>> rounds, String name) {
        return String.format(Locale.ROOT, "%.0f", Figures.of(rounds.getOrDefault(name, List.of())).median());
    }

    private static void put(Map<String, List<Double>> rounds, String name, double value) {
        rounds.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    /** Milliseconds of a JVM that does nothing. */
    private double bare(List<String> flags) throws IOException, InterruptedException {
        List<String> plain = flags.stream().filter(flag -> !flag.startsWith("-XX:AOTCache")).toList();
        long startNs = System.nanoTime();
        Process process = new ProcessBuilder(
                namespaces.inside(namespaces.server(), Child.java(plain, Nothing.class.getName())))
                .inheritIO().start();
        process.waitFor();
        return (System.nanoTime() - startNs) / NS_PER_MS;
    }

    private Process launch(List<String> flags) throws IOException {
        return new ProcessBuilder(namespaces.inside(namespaces.server(),
                Child.java(flags, MAIN, "run", "--state-dir", folder.resolve("state"))))
                .redirectErrorStream(true).start();
    }

    private void serve(List<String> flags, Map<String, List<Double>> rounds, boolean weigh)
            throws IOException, InterruptedException {
        long startNs = System.nanoTime();
        Process process = launch(flags);
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = await(lines, "", startNs);
            put(rounds, "first", (System.nanoTime() - startNs) / NS_PER_MS);
            if (!line.contains("MASTER")) {
                await(lines, "MASTER", startNs);
            }
            put(rounds, "master", (System.nanoTime() - startNs) / NS_PER_MS);
            if (weigh) {
                Thread.sleep(TimeUnit.SECONDS.toMillis(WEIGHED_AFTER_S) - (System.nanoTime() - startNs) / 1_000_000);
                weigh(process.pid(), rounds);
            }
        } finally {
            stop(process);
        }
    }

    private static String await(BufferedReader lines, String part, long startNs) throws IOException {
        while (System.nanoTime() - startNs < PATIENCE_NS) {
            @Nullable
            String line = lines.readLine();
            if (line == null) {
                break;
            }
            if (line.contains(part)) {
                return line;
            }
        }
        throw new IOException("gm run ended or said nothing of " + part);
    }

    private static void weigh(long pid, Map<String, List<Double>> rounds) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            String[] words = line.split("\\s+", -1);
            if (line.startsWith("VmRSS:") || line.startsWith("VmHWM:")) {
                put(rounds, words[0], Double.parseDouble(words[1]) / KB_PER_MB);
            } else if (line.startsWith("Threads:")) {
                put(rounds, words[0], Double.parseDouble(words[1]));
            }
        }
    }

    /** Writes a cache from a short run; false where this Java cannot. */
    private boolean train(List<String> flags, Path cache) throws IOException, InterruptedException {
        List<String> training = new ArrayList<>(flags);
        training.add("-XX:AOTCacheOutput=" + cache);
        long startNs = System.nanoTime();
        Process process = launch(training);
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            await(lines, "MASTER", startNs);
            process.destroy();
            while (lines.readLine() != null) {
                // its last words
            }
        } catch (IOException e) {
            report.line("<!-- no AOT cache: " + e.getMessage() + " -->");
        } finally {
            stop(process);
        }
        return Files.exists(cache);
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
    }

    /** The bare JVM. */
    static final class Nothing {
        private Nothing() {
        }

        public static void main(String[] arguments) {
            // only starts and ends
        }
    }
}
