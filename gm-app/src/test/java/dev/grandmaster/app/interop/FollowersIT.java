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

/** Two cards: one clock is disciplined, a port is stamped by the other card's, which follows; and a system clock that may not follow. */
class FollowersIT {
    private static final String BOARD = """
            [board]
            name = "two cards"

            [receiver]
            device = "/dev/ttyGNSS"
            protocol = "NMEA"

            [pps]
            source = "extts"
            channel = 0

            [clock]
            kind = "phc"
            device = "PHC"
            keepSystem = true
            """;
    private static final String SITE = """
            [[ptp.port]]
            interface = "vp1"
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
    void otherClocksFollowTheDisciplinedOne(@TempDir Path host) throws IOException {
        Map<String, String> seen = Guest.serve(host, BOARD, SITE, "followers.sh");

        within(50, seen, "leaderNs");
        within(50, seen, "followerLeastNs");
        within(50, seen, "followerMostNs");
        assertTrue(Integer.parseInt(seen.getOrDefault("portMaster", "0")) >= 1, seen::toString);
        within(50, seen, "clientOffsetNs");
        // A receiver that speaks NMEA alone leaves UTC unknown: the system clock, 2 s off, is not touched, and nobody vouches for it.
        assertEquals("1", seen.get("unsyncMeanwhile"), seen::toString);
        assertTrue(Long.parseLong(seen.getOrDefault("systemNs", "0")) < -1_500_000_000, seen::toString);
        within(50, seen, "followerAgainNs");
        assertEquals("0", seen.get("exitStatus"), seen::toString);
    }

    private static void within(long limitNs, Map<String, String> seen, String fact) {
        String found = seen.getOrDefault(fact, "missing");
        assertTrue(found.matches("-?\\d+") && Math.abs(Long.parseLong(found)) <= limitNs,
                () -> fact + ": " + found + " ns in " + seen);
    }
}
