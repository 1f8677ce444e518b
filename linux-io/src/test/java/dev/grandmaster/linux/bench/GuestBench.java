package dev.grandmaster.linux.bench;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The small guest with real {@code /dev/ptpN}, EXTTS and {@code /dev/ppsN}: boots it, runs a job, hands back what the job said. Time in
 * the guest jumps to the next timer when nothing runs, so that waiting costs nothing.
 *
 * <p>The guest sees one folder of the host, so {@link #stage} gathers a class path there; a job finds it as {@code GM_CLASSPATH}. The
 * folder of the bench is the system property {@code gm.bench}; where it is absent or not prepared the test is skipped.
 */
public final class GuestBench {

    private static final int SECONDS = 240;

    private final Path folder;
    private final Path prepared;

    private GuestBench(Path folder, Path prepared) {
        this.folder = folder;
        this.prepared = prepared;
    }

    /**
     * What a job left.
     *
     * @param status its exit status; 124 killed as late, 125 the bench itself failed
     * @param output what it printed
     */
    public record Result(int status, String output) {

        /** The lines of the form {@code name=value}, which is how a program in the guest reports what it saw. */
        public Map<String, String> facts() {
            Map<String, String> facts = new LinkedHashMap<>();
            output.lines().filter(line -> line.matches("[A-Za-z][A-Za-z0-9.]*=.*")).forEach(line -> {
                int split = line.indexOf('=');
                facts.put(line.substring(0, split), line.substring(split + 1));
            });
            return facts;
        }
    }

    /** The bench, or the calling test is skipped. */
    public static GuestBench atHand() {
        String named = System.getProperty("gm.bench", "");
        assumeTrue(!named.isEmpty(), "gm.bench names no folder");
        Path folder = Path.of(named).toAbsolutePath().normalize();
        assumeTrue(Files.isExecutable(folder.resolve("run")), "no test bench here");
        String cache = System.getenv("GM_BENCH_CACHE");
        Path prepared = cache != null ? Path.of(cache) : Path.of(System.getProperty("user.home"), ".cache", "gm-bench");
        assumeTrue(Files.exists(prepared.resolve("image.ext4")), "the test bench is not prepared");
        return new GuestBench(folder, prepared);
    }

    /** A module of the guest's kernel, to be copied to where a job sees it. */
    public Path module(String file) {
        return prepared.resolve("module").resolve(file);
    }

    /**
     * Copies this process's class path to where the guest can see it.
     *
     * @param into made anew
     * @return the class path as the guest writes it
     */
    public static String stage(Path into) throws IOException {
        remove(into);
        Files.createDirectories(into);
        List<String> seen = new ArrayList<>();
        String[] entries = System.getProperty("java.class.path").split(File.pathSeparator, -1);
        for (int i = 0; i < entries.length; i++) {
            Path entry = Path.of(entries[i]);
            if (!entries[i].isEmpty() && Files.exists(entry)) {
                String name = i + "-" + entry.getFileName();
                copy(entry, into.resolve(name));
                seen.add("/host/" + name);
            }
        }
        return String.join(":", seen);
    }

    /**
     * Runs a job in simulated time.
     *
     * @param host the folder that the guest sees as {@code /host}
     * @param environment set for the job
     * @param job a bash script
     * @param arguments given to it
     */
    public Result run(Path host, Map<String, String> environment, Path job, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(folder.resolve("run").toString(), "--time-travel", "--seconds",
                Integer.toString(SECONDS), "--dir", host.toString()));
        environment.forEach((name, value) -> command.addAll(List.of("--env", name + "=" + value)));
        command.add(job.toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
