package dev.grandmaster.app.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process of the test: what it prints is kept line by line, and it never outlives the test. */
final class Program implements AutoCloseable {
    private static final Duration TO_END_BY_ITSELF = Duration.ofSeconds(8);
    private static final Set<Program> RUNNING = ConcurrentHashMap.newKeySet();
    private static final Set<Runnable> AFTER_ALL = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            List.copyOf(RUNNING).forEach(Program::kill);
            AFTER_ALL.forEach(Runnable::run);
        }));
    }

    private record Line(boolean error, String text) {
    }

    /** How a program ended and what it said. */
    record Outcome(int status, String output, String errors) {
    }

    private final List<String> command;
    private final Process process;
    private final List<Line> lines = new ArrayList<>();
    private final List<Thread> readers;

    private Program(List<String> command, Process process) {
        this.command = command;
        this.process = process;
        this.readers = List.of(read(process.getInputStream(), false), read(process.getErrorStream(), true));
    }

    /** Starts a program in this test's own folder and environment. */
    static Program start(List<String> command) {
        return start(command, Path.of("").toAbsolutePath(), Map.of());
    }

    /** @param environment is added to the test's own */
    static Program start(List<String> command, Path folder, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            Program program = new Program(command, process);
            RUNNING.add(program);
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program to its end. */
    static Outcome run(Duration limit, List<String> command) {
        try (Program program = start(command)) {
            return program.outcome(limit);
        }
    }

    /** What is to be done when this Java machine ends, after all programs were killed. */
    static void afterAll(Runnable what) {
        AFTER_ALL.add(what);
    }

    private Thread read(InputStream stream, boolean error) {
        return Thread.ofPlatform().daemon().start(() -> {
            try (BufferedReader reader = new BufferedReader(
                    new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                    synchronized (lines) {
                        lines.add(new Line(error, text));
                    }
                }
            } catch (IOException e) {
                // the process was killed while it wrote: what it said until then is kept
            }
        });
    }

    /** All it has printed so far, both streams in the order of arrival. */
    List<String> lines() {
        return texts(line -> true);
    }

    private List<String> texts(Predicate<Line> which) {
        synchronized (lines) {
            return lines.stream().filter(which).map(Line::text).toList();
        }
    }

    /** How many lines it has printed so far: where to look for later ones. */
    int mark() {
        synchronized (lines) {
            return lines.size();
        }
    }

    /** Every match of a pattern in the lines from a mark on. */
    List<Matcher> matches(Pattern pattern, int fromMark) {
        List<String> all = lines();
        return all.subList(Math.min(fromMark, all.size()), all.size()).stream()
                .map(pattern::matcher).filter(Matcher::find).toList();
    }

    /** Waits for a line that contains the pattern, looking from a mark on. */
    Matcher await(Pattern pattern, int fromMark, Duration limit) {
        return Patience.within(limit, () -> {
            boolean ended = !process.isAlive() && readers.stream().noneMatch(Thread::isAlive);
            Optional<Matcher> found = matches(pattern, fromMark).stream().findFirst();
            if (found.isEmpty() && ended) {
                throw new AssertionError(this + " ended before it said " + pattern + "\n" + transcript());
            }
            return found;
        }).orElseThrow(() -> new AssertionError(
                this + " did not say " + pattern + " within " + limit.toSeconds() + " s\n" + transcript()));
    }

    Matcher await(String pattern, Duration limit) {
        return await(Pattern.compile(pattern), 0, limit);
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Waits for the end; the program is killed, and the test fails, where it does not come. */
    Outcome outcome(Duration limit) {
        int status = status(limit).orElseThrow(() -> {
            kill();
            return new AssertionError(this + " did not end within " + limit.toSeconds() + " s\n" + transcript());
        });
        return new Outcome(status, String.join("\n", texts(line -> !line.error())),
                String.join("\n", texts(Line::error)));
    }

    private OptionalInt status(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return OptionalInt.empty();
            }
            for (Thread reader : readers) {
                reader.join(TimeUnit.SECONDS.toMillis(2));
            }
            return OptionalInt.of(process.exitValue());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Asks it to end (SIGTERM) and gives how it did. */
    Outcome stop() {
        process.destroy();
        return outcome(TO_END_BY_ITSELF);
    }

    /** Takes it off in the midst of whatever it does (SIGKILL). */
    void crash() {
        kill();
        if (status(TO_END_BY_ITSELF).isEmpty()) {
            throw new AssertionError(this + " cannot be killed");
        }
    }

    /** Ends it, with its children, whatever it takes; a second call does nothing. */
    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroy();
            if (status(TO_END_BY_ITSELF).isEmpty()) {
                kill();
            }
        }
        RUNNING.remove(this);
    }

    private void kill() {
        Stream.concat(process.descendants().toList().stream(), Stream.of(process.toHandle()))
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** The last of what it printed, for a failure's message. */
    String transcript() {
        List<String> all = lines();
        return all.subList(Math.max(0, all.size() - 60), all.size()).stream()
                .collect(Collectors.joining("\n  ", "  ", ""));
    }

    @Override
    public String toString() {
        return "'" + String.join(" ", command) + "'";
    }
}
