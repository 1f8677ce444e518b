package dev.grandmaster.app.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ports on a VLAN interface and on a bond, of which many kernels have neither: in the guest, whose kernel has both. */
class LayeredInterfacesIT {
    /** Of the card's stamps; a tag that cost time would show. */
    private static final long HARDWARE_NS = 50;
    /** Of the kernel's stamps in the guest, which say nothing of accuracy. */
    private static final long SOFTWARE_NS = 1_000_000;

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

            [[ptp.instance]]
            name = "peer"
            domainNumber = 1
            """ + port("vp0.7", "UDPv4", "hardware", "") + port("vp0.7", "L2", "hardware", "")
            + port("bond0", "UDPv4", "software", "")
            + port("bond0", "L2", "software", "instance = \"peer\"\ndelayMechanism = \"P2P\"");

    private static String port(String link, String transport, String timestamping, String more) {
        return """
                [[ptp.port]]
                interface = "%s"
                transport = "%s"
                timestamping = "%s"
                logAnnounceInterval = 0
                %s
                """.formatted(link, transport, timestamping, more);
    }

    @BeforeAll
    static void build() {
        Needs.bench();
        Service.build();
    }

    @Test
    @Timeout(480)
    void clientsFollowThroughAVlanAndThroughABondThatLosesALink(@TempDir Path host) throws IOException {
        Map<String, String> seen = Guest.serve(host, BOARD, SITE, "layered.sh");

        within(HARDWARE_NS, seen, "vlan_udpNs");
        within(HARDWARE_NS, seen, "vlan_l2Ns");
        within(SOFTWARE_NS, seen, "bond_udpNs");
        within(SOFTWARE_NS, seen, "bond_p2pNs");
        assertTrue(number(seen, "tagged") > 10, () -> "with VLAN id and the priority of its egress map: " + seen);
        // A pmc that is younger than the host's asks the three ports of domain 0 what that one does not know.
        assertEquals("%1$s %1$s -1 ".formatted(seen.get("card")), seen.get("cards"), seen::toString);
        for (String id : List.of("PORT_SERVICE_STATS_NP", "UNICAST_MASTER_TABLE_NP", "POWER_PROFILE_SETTINGS_NP")) {
            assertEquals("3", seen.get("answers_" + id), seen::toString);
        }
        assertEquals("ga1", seen.get("bondMember"), seen::toString);
        assertTrue(number(seen, "bondOffsetsAfterwards") >= 10, seen::toString);
        assertTrue(number(seen, "bondPeerOffsetsAfterwards") >= 10, seen::toString);
        within(SOFTWARE_NS, seen, "bondAfterwardsNs");
        within(SOFTWARE_NS, seen, "bondPeerAfterwardsNs");
        assertEquals("0", seen.get("exitStatus"), seen::toString);
    }

    private static void within(long limitNs, Map<String, String> seen, String fact) {
        assertTrue(Math.abs(number(seen, fact)) <= limitNs, () -> fact + ": " + seen);
    }

    private static long number(Map<String, String> seen, String fact) {
        String found = seen.getOrDefault(fact, "missing");
        assertTrue(found.matches("-?\\d+"), () -> fact + ": " + seen);
        return Long.parseLong(found);
    }
}
