package dev.grandmaster.app.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service is killed ({@code SIGKILL}) right after a setting was changed: it starts again, nothing is lost, and the evidence tells of it. */
@Timeout(180)
class SuddenEndIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration OUTAGE = Duration.ofSeconds(3);

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void build() {
        Needs.namespaces();
        Service.build();
    }

    @Test
    void whatWasAnsweredIsKeptAndTheEvidenceTellsOfTheGap() throws IOException {
        try (Cable cable = Cable.lay()) {
            try (Service service = Service.start(cable, folder, "")) {
                service.awaitLocked(LIMIT);
                service.set("antenna.cableDelayNs", "250");
                service.program().crash();
            }
            long goneNs = System.nanoTime();
            Patience.awaitThat("an outage with whole seconds in it", LIMIT,
                    () -> System.nanoTime() - goneNs > OUTAGE.toNanos());
            try (Service again = Service.start(cable, folder, "")) {
                again.awaitLocked(LIMIT);
                String name = folder.resolve("all").toString();
                again.ask("evidence", "--out", name);
                String csv = Files.readString(Path.of(name + ".csv"));
                assertTrue(csv.contains(",change,\"{\"\"at\"\":"), csv);
                assertTrue(
                        csv.contains(
                                "\"\"what\"\":\"\"antenna.cableDelayNs\"\",\"\"old\"\":null,\"\"new\"\":\"\"250\"\""),
                        csv);
                assertTrue(csv.contains("\"\"unclean\"\":true"), csv);
                assertTrue(csv.contains(",LOCKED,"), csv);
                Program.Outcome good = verify(name + ".csv");
                assertEquals(0, good.status(), good::output);
                assertTrue(good.output().contains("s were not recorded before this line"), good::output);
                Files.writeString(Path.of(name + ".csv"), csv.replace("\"\"250\"\"", "\"\"251\"\""));
                Program.Outcome changed = verify(name + ".csv");
                assertTrue(changed.status() != 0 && changed.output().contains("this note was changed"),
                        changed::output);
                assertTrue(Files.readString(folder.resolve("state/settings.json")).contains("250"));
                assertTrue(Files.readString(folder.resolve("state/audit.jsonl")).contains("antenna.cableDelayNs"));
            }
        }
    }

    private static Program.Outcome verify(String file) {
        return Program.run(LIMIT, List.of(Service.ROOT + "/gm", "verify-evidence", file));
    }
}
