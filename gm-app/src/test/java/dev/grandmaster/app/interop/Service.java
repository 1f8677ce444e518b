package dev.grandmaster.app.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.grandmaster.app.control.ControlSocket;

/** The service under test, started by {@code ./gm run} as its user starts it. */
final class Service implements AutoCloseable {
    /** The service's folder: where {@code ./gm} is. */
    static final Path ROOT = Path.of(System.getProperty("gm.root", "..")).toAbsolutePath().normalize();

    private static final Duration COMMAND = Duration.ofSeconds(20);
    private static final Pattern STACK_TRACE = Pattern
            .compile("^\\s+at \\S+\\(.*\\)$|^\\S*Exception|Exception in thread");

    private final Program program;
    private final Path stateFolder;

    private Service(Program program, Path stateFolder) {
        this.program = program;
        this.stateFolder = stateFolder;
    }

    /**
     * Starts the service on the simulated board.
     *
     * @param folder gets the site file and the state directory
     * @param site text of the site file
     * @param sets further keys of either file, {@code key=value}
     */
    static Service start(Cable cable, Path folder, String site, String... sets) {
        return start(cable.gm(), folder, site, sets);
    }

    /** The same in any namespace. */
    static Service start(Namespace where, Path folder, String site, String... sets) {
        List<String> arguments = new ArrayList<>(List.of("--board", "simulated"));
        Stream.of(sets).forEach(set -> arguments.addAll(List.of("--set", set)));
        return start(where, List.of(), folder, site, arguments);
    }

    /**
     * Starts the service with any arguments.
     *
     * @param wrapper a command that runs the service, such as one that takes privileges away
     */
    static Service start(Cable cable, List<String> wrapper, Path folder, String site, List<String> arguments) {
        return start(cable.gm(), wrapper, folder, site, arguments);
    }

    private static Service start(Namespace where, List<String> wrapper, Path folder, String site,
            List<String> arguments) {
        Path file = folder.resolve("site.toml");
        Path state = folder.resolve("state");
        try {
            Files.writeString(file, site);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(ROOT + "/gm", "run", "--site", file.toString(), "--state-dir", state.toString()));
        command.addAll(arguments);
        return new Service(where.start(command, folder, Map.of()), state);
    }

    /** Builds what is not built, so that no start is measured that compiles first. */
    static void build() {
        Program.Outcome outcome = Program.run(Duration.ofMinutes(5), List.of(ROOT + "/gm", "version"));
        if (outcome.status() != 0) {
            throw new AssertionError("./gm version ended with " + outcome.status() + ": " + outcome.errors());
        }
    }

    /**
     * What {@code gm status} would print now; empty while the service does not answer. Asked without that command, for each start of a
     * virtual machine takes half a second of a processor that others wait for.
     */
    Optional<Status> status() {
        try {
            return Optional.of(new Status(ControlSocket.ask(stateFolder, "status")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Waits for a status; fails at once when the service ends. */
    Status await(String what, Duration limit, Predicate<Status> which) {
        Optional<Status>[] last = lastSeen();
        return Patience.within(limit, () -> {
            if (!program.isRunning()) {
                throw new AssertionError("the service ended before: " + what + "\n" + program.transcript());
            }
            last[0] = status();
            return last[0].filter(which);
        }).orElseThrow(() -> new AssertionError("not within " + limit.toSeconds() + " s: " + what + "; last status "
                + last[0] + "\n" + program.transcript()));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Optional<Status>[] lastSeen() {
        Optional[] last = {Optional.empty()};
        return last;
    }

    /** Answers with what {@code gm status} prints then. */
    Status awaitLocked(Duration limit) {
        await("state Locked", limit, Status::isLocked);
        return new Status(ask("status"));
    }

    /** Makes something go wrong on the simulated board. */
    void inject(String... kindAndMore) {
        succeed("inject", kindAndMore);
    }

    /** Changes a key of the running service. */
    void set(String key, String value) {
        succeed("set", key, value);
    }

    /** Where management clients of this host ask. */
    Path managementSocket() {
        return stateFolder.resolve("management.sock");
    }

    /** What a command about the running service prints. */
    String ask(String verb, String... arguments) {
        return succeed(verb, arguments);
    }

    /** What a command about the running service prints; empty where it is refused. */
    Optional<String> tries(String verb, String... arguments) {
        Program.Outcome outcome = command(verb, arguments);
        return outcome.status() == 0 ? Optional.of(outcome.output()) : Optional.empty();
    }

    private String succeed(String verb, String... arguments) {
        Program.Outcome outcome = command(verb, arguments);
        if (outcome.status() != 0) {
            throw new AssertionError("gm " + verb + " " + List.of(arguments) + " ended with " + outcome.status() + ": "
                    + outcome.errors() + outcome.output());
        }
        return outcome.output();
    }

    private Program.Outcome command(String verb, String... arguments) {
        List<String> command = new ArrayList<>(List.of(ROOT + "/gm", verb));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--state-dir", stateFolder.toString()));
        return Program.run(COMMAND, command);
    }

    /** Our error now, by the board's own physics: ns, positive is ahead. The median of a few looks. */
    long trueErrorNs() {
        List<Long> looks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            looks.add(status().orElseThrow(() -> new AssertionError("no status")).nanoseconds("trueErrorNs"));
        }
        return new Samples(looks).median();
    }

    Program program() {
        return program;
    }

    /** Ends it; fails where it has ever printed a stack trace. */
    @Override
    public void close() {
        program.close();
        if (program.lines().stream().anyMatch(line -> STACK_TRACE.matcher(line).find())) {
            throw new AssertionError("a stack trace:\n" + program.transcript());
        }
    }
}
