package dev.grandmaster.app.interop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A network namespace as a place to run programs in. */
record Namespace(String name) {
    private static final Duration SHORT = Duration.ofSeconds(30);

    /** Starts a program here. */
    Program start(String... command) {
        return Program.start(inside(List.of(command)));
    }

    Program start(List<String> command, Path folder, Map<String, String> environment) {
        return Program.start(inside(command), folder, environment);
    }

    /** Runs a short program here; anything but success is a failure of the test. */
    String run(String... command) {
        return succeed(inside(List.of(command)));
    }

    /** The command that runs another one here. */
    List<String> inside(List<String> command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
        all.addAll(command);
        return all;
    }

    /** Runs a short program anywhere; anything but success is a failure of the test. */
    static String succeed(List<String> command) {
        Program.Outcome outcome = Program.run(SHORT, command);
        if (outcome.status() != 0) {
            throw new AssertionError(command + " ended with " + outcome.status() + ": " + outcome.errors());
        }
        return outcome.output();
    }
}
