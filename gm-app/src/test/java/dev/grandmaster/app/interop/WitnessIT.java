package dev.grandmaster.app.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A ptp4l that is master of another domain is overheard as a second witness: it confirms our second, and alone it never denies it. */
@Timeout(240)
class WitnessIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int DOMAIN = 5;
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
        Needs.programs("ptp4l", "pmc");
        Service.build();
    }

    @Test
    void anotherGrandmasterConfirmsTheSecondOrIsLeftAlone() {
        try (Cable cable = Cable.lay();
                Service service = Service.start(cable, folder, PORT);
                Ptp4l stranger = Ptp4l.stranger(cable, "UDPv4", folder, "020000.fffe.000081", DOMAIN)) {
            service.awaitLocked(LIMIT);
            assertEquals("no second witness", service.await("a status", LIMIT, status -> true).text("witness"),
                    "a master that claims nothing is none");
            stranger.claim(DOMAIN, 6, "0x21", 0);
            service.await("the witness", LIMIT,
                    status -> status.text("witness").equals("a second witness confirms the second"));
            stranger.claim(DOMAIN, 6, "0x21", 37);
            Status lonely = service.await("the other second", LIMIT,
                    status -> status.text("witness").equals("the second witness cannot tell"));
            assertTrue(lonely.isLocked(), "one that denies alone is not believed");
            assertEquals(6, lonely.number("clockClass"));
        }
    }
}
