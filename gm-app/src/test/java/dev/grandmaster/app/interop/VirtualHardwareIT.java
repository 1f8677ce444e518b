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

/** The service on real kernel interfaces: a card's clock, its external time stamps, its transmit stamps, a serial line. */
class VirtualHardwareIT {
    private static final int LATE_NS = 3000;

    /** PHC stands for the card's clock, whose name only the guest knows. */
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
            device = "PHC"
            """;
    private static final String SITE = """
            [holdover]
            minLockSeconds = 30

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
    void aPeerSteersItsCardByOurs(@TempDir Path host) throws IOException {
        Map<String, String> seen = Guest.serve(host, BOARD, SITE, "grandmaster.sh", Integer.toString(LATE_NS));

        assertEquals("1", seen.get("timescale"), seen::toString);
        assertEquals("37", seen.get("utcOffset"), seen::toString);
        // The pulse comes late and nobody has told the service: its clock, and the peer's, are behind by as much.
        assertNear(-LATE_NS, seen, "lateClockNs");
        assertNear(-LATE_NS, seen, "latePeerNs");
        // Now it knows.
        assertNear(0, seen, "clockNs");
        assertNear(0, seen, "peerNs");
        // The antenna went and came back.
        assertTrue(seconds(seen, "class7AfterS") <= 8, seen::toString);
        assertTrue(seconds(seen, "class52AfterS") >= 1, seen::toString);
        assertNear(0, seen, "peerAfterwardsNs");
        assertEquals("0", seen.get("exitStatus"), seen::toString);
    }

    private static void assertNear(long expectedNs, Map<String, String> seen, String fact) {
        long foundNs = Long.parseLong(seen.getOrDefault(fact, "missing"));
        assertTrue(Math.abs(foundNs - expectedNs) <= 50, () -> fact + ": expected " + expectedNs + " ns in " + seen);
    }

    private static int seconds(Map<String, String> seen, String fact) {
        return Integer.parseInt(seen.getOrDefault(fact, "missing"));
    }
}
