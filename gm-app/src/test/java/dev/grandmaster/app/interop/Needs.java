package dev.grandmaster.app.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

/** What a test needs of the machine; where it is missing, the test is skipped and says why. */
final class Needs {
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    private Needs() {
    }

    /** Network namespaces, which only root can make. */
    static void namespaces() {
        programs("ip");
        Assumptions.assumeTrue("0".equals(Program.run(AT_ONCE, List.of("id", "-u")).output()),
                "not root: network namespaces cannot be made");
        Program.Outcome probe = Program.run(AT_ONCE, List.of("unshare", "--net", "true"));
        Assumptions.assumeTrue(probe.status() == 0, "network namespaces are refused: " + probe.errors());
    }

    /** Programs by name. */
    static void programs(String... names) {
        for (String name : names) {
            Assumptions.assumeTrue(
                    Stream.of((System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin").split(":"))
                            .anyMatch(folder -> Files.isExecutable(Path.of(folder, name))),
                    "the program " + name + " is not installed");
        }
    }

    /** Where {@code ./check} has laid a linuxptp that knows AUTHENTICATION, which no stable Debian has. */
    static Path newerLinuxptp() {
        Path root = Service.ROOT.resolve("target/newer-linuxptp");
        Assumptions.assumeTrue(Files.isExecutable(root.resolve("usr/sbin/ptp4l")),
                "no newer linuxptp could be fetched");
        return root;
    }

    /** The folder of the virtual hardware, prepared. */
    static Path bench() {
        Path bench = Path.of(System.getProperty("gm.bench", "../../shared/test-bench"));
        Assumptions.assumeTrue(Files.isExecutable(bench.resolve("run")),
                "the folder of the test bench (gm.bench) is not there: " + bench);
        Assumptions.assumeTrue(Program.run(Duration.ofMinutes(20), List.of(bench + "/prepare")).status() == 0,
                "the test bench (gm.bench) could not be prepared");
        return bench;
    }
}
