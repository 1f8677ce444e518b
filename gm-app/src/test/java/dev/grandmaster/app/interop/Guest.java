package dev.grandmaster.app.interop;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The guest of the test bench, with network ports that have clocks and stamps of their own. It runs in simulated time: waiting in it
 * costs nothing, and what it measures is exact but says nothing about speed.
 */
final class Guest {
    private static final int MOST_SECONDS = 150;
    private static final Pattern FACT = Pattern.compile("^([A-Za-z]\\w*)=(.*)$");

    private Guest() {
    }

    /** Copies the built service to where the guest sees it as {@code /host/lib}. */
    static void stageService(Path host) throws IOException {
        Path lib = Files.createDirectories(host.resolve("lib"));
        List<String> classPath = List.of(Files.readString(Service.ROOT.resolve("gm-app/target/classpath")).strip()
                .split(File.pathSeparator, -1));
        for (String jar : classPath) {
            if (!jar.isEmpty()) {
                Files.copy(Path.of(jar), lib.resolve(Path.of(jar).getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /**
     * Runs a job. Computing takes its real time there, waiting takes none: where computing takes none either, the start of many threads,
     * which waits by yielding, never ends.
     *
     * @param host seen by the guest as {@code /host}
     * @param job a script of {@code src/test/bench}
     * @return what it printed as {@code name=value}
     * @throws AssertionError when the job fails
     */
    static Map<String, String> run(Path bench, Path host, String job, String... arguments) {
        List<String> command = new ArrayList<>(List.of(bench.resolve("run").toString(), "--time-travel=basic",
                "--seconds",
                Integer.toString(MOST_SECONDS), "--dir", host.toString(), "--out", host.resolve("out").toString(),
                Service.ROOT.resolve("gm-app/src/test/bench/" + job).toString()));
        command.addAll(List.of(arguments));
        Program.Outcome outcome = Program.run(Duration.ofSeconds(MOST_SECONDS + 30L), command);
        if (outcome.status() != 0) {
            throw new AssertionError(
                    job + " ended with " + outcome.status() + "\n" + outcome.output() + outcome.errors());
        }
        return outcome.output().lines().map(FACT::matcher).filter(Matcher::find)
                .collect(Collectors.toMap(fact -> fact.group(1), fact -> fact.group(2)));
    }
}
