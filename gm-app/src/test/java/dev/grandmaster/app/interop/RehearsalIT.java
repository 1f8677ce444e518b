package dev.grandmaster.app.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Holdover is rehearsed by command over the socket, and the clock comes back. */
@Timeout(240)
class RehearsalIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void build() {
        Needs.namespaces();
        Service.build();
    }

    @Test
    void holdoverBeginsByCommandAndEndsInLock() {
        try (Cable cable = Cable.lay();
                Service service = Service.start(cable, folder, "", "holdover.minLockSeconds=5",
                        "holdover.specNs=100000")) {
            service.awaitLocked(LIMIT);
            assertTrue(service.ask("rehearse").contains("\"running\":false"));
            assertTrue(Patience.within(LIMIT, () -> service.tries("rehearse", "--minutes", "2")).isPresent(),
                    service.program()::transcript);
            Status held = service.await("holdover", LIMIT, status -> status.text("state").equalsIgnoreCase("holdover"));
            assertEquals(7, held.number("clockClass"), held::json);
            assertTrue(service.ask("rehearse").contains("\"running\":true"));
            service.ask("rehearse", "--end");
            service.awaitLocked(LIMIT);
            assertTrue(service.ask("rehearse").contains("ended by request"));
        }
    }
}
