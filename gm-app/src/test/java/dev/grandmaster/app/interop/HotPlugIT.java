package dev.grandmaster.app.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A card whose clock somebody else steps, that is pulled out while it serves, and that is put back: on real kernel interfaces. */
class HotPlugIT {
    private static final String BOARD = """
            [board]
            name = "virtual card"

            [receiver]
            device = "/dev/ttyGNSS"
            protocol = "NMEA"

            [pps]
            source = "extts"
            channel = 0

            [clock]
            kind = "phc"
            interface = "vp0"
            """;
    private static final String SITE = """
            [[ptp.port]]
            interface = "vp0"
            transport = "UDPv4"
            timestamping = "hardware"
            logAnnounceInterval = 0
            """;

    @BeforeAll
    static void build() {
        Needs.bench();
        Service.build();
    }

    @Test
    @Timeout(480)
    void whatHappensToTheCardIsNoticedAndOutlived(@TempDir Path host) throws IOException {
        Map<String, String> seen = Guest.serve(host, BOARD, SITE, "hotplug.sh");

        assertEquals("is steered by another instance", seen.get("secondSays"), seen::toString);
        assertEquals("3", seen.get("secondStatus"), seen::toString);
        noticedWithinTwoSeconds(seen, "stepClassMs");
        noticedWithinTwoSeconds(seen, "goneClassMs");
        noticedWithinTwoSeconds(seen, "goneAlarmMs");
        assertTrue(Math.abs(Long.parseLong(seen.get("errorAfterStepNs"))) <= 50, seen::toString);
        assertTrue(Math.abs(Long.parseLong(seen.get("errorAfterReturnNs"))) <= 50, seen::toString);
        assertEquals("yes", seen.get("sameProcess"), seen::toString);
        assertEquals("MASTER", seen.get("portState"), seen::toString);
        assertEquals("0", seen.get("exitStatus"), seen::toString);
    }

    private static void noticedWithinTwoSeconds(Map<String, String> seen, String fact) {
        assertTrue(Integer.parseInt(seen.getOrDefault(fact, "99999")) <= 2000, () -> fact + " in " + seen);
    }
}
