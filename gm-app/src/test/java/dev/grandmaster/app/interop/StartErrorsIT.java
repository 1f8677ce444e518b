package dev.grandmaster.app.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the user is told when the service cannot start, and by which exit code. */
@Timeout(120)
class StartErrorsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int USAGE = 2;
    private static final int HARDWARE = 3;
    private static final List<String> SIMULATED = List.of("--board", "simulated");
    /** A user without privileges; it stays the owner of this tree's files, as another name would not. */
    private static final List<String> WITHOUT_PRIVILEGES = List.of("setpriv", "--bounding-set=-all",
            "--inh-caps=-all");
    private static final String PORT = """
            [[ptp.port]]
            interface = "gm"
            transport = "UDPv4"
            timestamping = "software"
            """;

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void build() {
        Needs.namespaces();
        Service.build();
    }

    @Test
    void eachErrorOfAConfigurationIsNamedWithItsPlace() {
        try (Cable cable = Cable.lay();
                Service service = Service.start(cable, List.of(), folder, """
                        [antenna]
                        cableDelyNs = 20

                        [ptp]
                        domainNumber = "zero"
                        priority1 = 300
                        """, SIMULATED)) {
            Program.Outcome outcome = service.program().outcome(LIMIT);
            assertEquals(USAGE, outcome.status(), outcome::errors);
            List<String> lines = outcome.errors().lines().toList();
            assertLine(lines, "site.toml:2", "cableDelyNs", "cableDelayNs");
            assertLine(lines, "site.toml:5", "domainNumber", "zero", "255");
            assertLine(lines, "site.toml:6", "priority1", "300", "255");
            assertEquals(3, lines.size(), outcome::errors);
        }
    }

    @Test
    void aBusyPortThatWasAskedForEndsTheStart() {
        Needs.programs("socat");
        try (Cable cable = Cable.lay();
                Program busy = cable.gm().start("socat", "-u", "-dd", "UDP4-RECV:319", "OPEN:/dev/null")) {
            busy.await("starting data transfer loop", LIMIT);
            assertRefused(cable, List.of(), SIMULATED, "port on gm", "319");
        }
    }

    @Test
    void withoutPrivilegeEverythingButPtpRuns() {
        Needs.programs("setpriv");
        try (Cable cable = Cable.lay();
                Service service = Service.start(cable, WITHOUT_PRIVILEGES, folder, "", SIMULATED)) {
            service.awaitLocked(Duration.ofSeconds(60));
            List<String> told = service.program().lines().stream().filter(line -> line.contains("PTP")).toList();
            assertEquals(1, told.size(), told::toString);
            assertLine(told, "PTP is not served", "not permitted", "CAP_NET_BIND_SERVICE");
            assertEquals(0, service.program().stop().status(), service.program()::transcript);
        }
    }

    @Test
    void withoutPrivilegeAPortThatWasAskedForEndsTheStart() {
        Needs.programs("setpriv");
        assertRefused(WITHOUT_PRIVILEGES, SIMULATED, "port on gm", "not permitted", "CAP_NET_BIND_SERVICE");
    }

    /** Both are named; the host's clock is not touched before both are there. */
    @Test
    void aPulseInputAndAReceiverThatAreNotThereEndTheStart() {
        assertRefused(List.of(), List.of("--board", "generic-linux", "--set", "pps.device=/dev/ppsNotThere", "--set",
                "receiver.device=/dev/ttyNotThere"), "/dev/ppsNotThere", "/dev/ttyNotThere");
    }

    @Test
    void aNetworkCardThatIsNotThereEndsTheStart() {
        assertRefused(List.of(), List.of("--board", "intel-i210", "--set", "clock.interface=notThere"), "notThere");
    }

    /** One line with the words, exit code 3, and no more. */
    private void assertRefused(List<String> wrapper, List<String> arguments, String... words) {
        try (Cable cable = Cable.lay()) {
            assertRefused(cable, wrapper, arguments, words);
        }
    }

    private void assertRefused(Cable cable, List<String> wrapper, List<String> arguments, String... words) {
        try (Service service = Service.start(cable, wrapper, folder, PORT, arguments)) {
            Program.Outcome outcome = service.program().outcome(LIMIT);
            assertEquals(HARDWARE, outcome.status(), outcome::errors);
            List<String> lines = outcome.errors().lines().toList();
            assertLine(lines, words);
            assertEquals(1, lines.size(), outcome::errors);
        }
    }

    /** One line has all the words. */
    private static void assertLine(List<String> lines, String... words) {
        assertTrue(lines.stream().anyMatch(line -> List.of(words).stream().allMatch(line::contains)),
                () -> "no line with " + List.of(words) + " in " + lines);
    }
}
