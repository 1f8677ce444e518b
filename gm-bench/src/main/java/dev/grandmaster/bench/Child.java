package dev.grandmaster.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A process that measures: it prints {@code name value} lines and stops by itself or when its standard input closes. */
final class Child implements AutoCloseable {
    private static final long STOP_S = 20;

    private final Process process;
    private final BufferedReader lines;

    private Child(Process process) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
    }

    static Child start(List<String> command) throws IOException {
        return new Child(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** The command of a class of ours with some flags, on this process's class path. */
    static List<String> java(List<String> flags, String main, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }

    /** Runs to the end and collects. */
    static Map<String, Figures> measure(List<String> command) throws IOException, InterruptedException {
        try (Child child = start(command)) {
            return child.figures();
        }
    }

    /** Writes to its input. */
    void say(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Processor time that it has used, by the system's account. */
    double busySeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    /** Asks it to stop by closing its input. */
    void hangUp() throws IOException {
        process.getOutputStream().close();
    }

    /** All lines up to the end, by name; the same name again is one more round. */
    Map<String, Figures> figures() throws IOException, InterruptedException {
        Map<String, List<Double>> rounds = parse(lines.lines().toList());
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException("a measuring process ended with status " + status);
        }
        Map<String, Figures> figures = new TreeMap<>();
        rounds.forEach((name, values) -> figures.put(name, Figures.of(values)));
        return figures;
    }

    static Map<String, List<Double>> parse(List<String> lines) {
        Map<String, List<Double>> rounds = new TreeMap<>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            if (words.length == 2) {
                rounds.computeIfAbsent(words[0], name -> new ArrayList<>()).add(Double.valueOf(words[1]));
            }
        }
        return rounds;
    }

    /** For the child's side. */
    static void tell(String name, double value) {
        System.out.println(name + " " + String.format(Locale.ROOT, "%.6f", value));
    }

    /** The figure of that name. */
    static Figures figure(Map<String, Figures> figures, String name) {
        return Objects.requireNonNull(figures.get(name), name);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        lines.close();
    }

    /** Flags of a JVM to measure in. */
    enum Flags {
        SHIPPED("as shipped"), FULL("full compiler");

        private final String label;

        Flags(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        /** {@code ./gm} started this process with what is shipped; the full compiler is the same without its limit. */
        List<String> list() {
            return of(this, ManagementFactory.getRuntimeMXBean().getInputArguments());
        }

        static List<String> of(Flags flags, List<String> shipped) {
            return shipped.stream().filter(flag -> flags == SHIPPED || !flag.startsWith("-XX:TieredStopAtLevel"))
                    .filter(flag -> !flag.startsWith("-XX:StartFlightRecording"))
                    .toList();
        }
    }
}
