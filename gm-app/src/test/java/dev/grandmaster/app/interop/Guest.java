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
    private static final int MOST_SECONDS = 420;
    private static final Pattern FACT = Pattern.compile("^([A-Za-z]\\w*)=(.*)$");

    private Guest() {
    }

    /**
     * Runs a job with the service at hand.
     *
     * @param host  made ready, and seen by the guest as {@code /host}: the class path, {@code service.sh}, {@code board.toml} and
     *              {@code site.toml}
     * @param board its text, in which a job may put the device of the clock in place of {@code PHC}
     * @param job   a script of {@code src/test/bench}
     * @return what it printed as {@code name=value}
     * @throws AssertionError when the job fails
     */
    static Map<String, String> serve(Path host, String board, String site, String job, String... arguments)
            throws IOException {
        Path bench = Needs.bench();
        stageService(host);
        Files.writeString(host.resolve("board.toml"), board);
        Files.writeString(host.resolve("site.toml"), site);
        Files.copy(script("service.sh"), host.resolve("service.sh"), StandardCopyOption.REPLACE_EXISTING);
        return run(bench, host, job, arguments);
    }

    private static Path script(String name) {
        return Service.ROOT.resolve("gm-app/src/test/bench/" + name);
    }

    /** Copies the built service to where the guest sees it as {@code /host/lib}. */
    private static void stageService(Path host) throws IOException {
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
     * Computing takes its real time there, waiting takes none: where computing takes none either, the start of many threads, which waits by
     * yielding, never ends.
     */
    private static Map<String, String> run(Path bench, Path host, String job, String... arguments) {
        List<String> command = new ArrayList<>(List.of(bench.resolve("run").toString(), "--time-travel=basic",
                "--seconds",
                Integer.toString(MOST_SECONDS), "--dir", host.toString(), "--out", host.resolve("out").toString(),
                script(job).toString()));
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
