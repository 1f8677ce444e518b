package dev.grandmaster.app.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that want their messages in other ways than from the group: hybrid, unicast by negotiation over both kinds of IP, peer to peer
 * over both kinds of network, of two makes, all at one service at the same time; one of them reports its own offset, and one tells it when asked.
 */
class WaysOfDeliveryIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    /** Software stamps of clients that share a busy machine; an error of ours would be whole seconds, or as constant as a latency. */
    private static final long NEAR_NS = 1_000_000;

    private static final String HYBRID = "020000.fffe.000051";
    private static final String NEGOTIATING = "020000.fffe.000052";

    private static final String SITE = """
            [ptp.management]
            clientsAskedPerSecond = 1
            [[ptp.instance]]
            name = "peer"
            domainNumber = 1
            [[ptp.instance]]
            name = "link"
            domainNumber = 2
            """ + port("UDPv4", "") + port("UDPv6", "")
            + port("UDPv4", "instance = \"peer\"\ndelayMechanism = \"P2P\"")
            + port("L2", "instance = \"link\"\ndelayMechanism = \"P2P\"");

    private static String port(String transport, String more) {
        return """
                [[ptp.port]]
                interface = "port"
                transport = "%s"
                timestamping = "software"
                logAnnounceInterval = 0
                logSyncInterval = -2
                logMinDelayReqInterval = -2
                %s
                """.formatted(transport, more);
    }

    @BeforeAll
    static void build() {
        Needs.namespaces();
        Needs.programs("ptp4l", "pmc", "ptpd", "tshark");
        Service.build();
    }

    @Test
    @Timeout(240)
    void clientsOfAllWaysFollowAtOnce(@TempDir Path folder) {
        try (Hub hub = Hub.lay(7);
                Wiretap wire = Wiretap.on(hub.member(1), Hub.PORT);
                Service service = Service.start(hub.member(1), folder, SITE, "oscillator.kind=XO")) {
            service.awaitLocked(LIMIT);
            Map<String, Ptp4l> clients = new LinkedHashMap<>();
            try {
                clients.put("hybrid", Ptp4l.client(hub, 2, "UDPv4", folder, HYBRID,
                        Map.of("hybrid_e2e", "1", "slave_event_monitor", service.managementSocket().toString()), ""));
                clients.put("unicast UDPv4", negotiating(hub, 3, folder, "UDPv4 10.78.0.1", NEGOTIATING));
                clients.put("unicast UDPv6", negotiating(hub, 4, folder, "UDPv6 fd78::1", "020000.fffe.000053"));
                clients.put("P2P UDPv4", peerToPeer(hub, 5, folder, "UDPv4", 1, "020000.fffe.000054"));
                clients.put("P2P L2", peerToPeer(hub, 5, folder, "L2", 2, "020000.fffe.000055"));
                try (Ptpd unicast = Ptpd.client(hub.member(6), Hub.PORT, folder, "unicast", """
                        ptpengine:unicast_negotiation=y
                        ptpengine:unicast_destinations=10.78.0.1
                        ptpengine:unicast_grant_duration=60
                        """); Ptpd hybrid = Ptpd.client(hub.member(7), Hub.PORT, folder, "hybrid", "")) {
                    clients.forEach((way, client) -> {
                        client.awaitMaster(LIMIT);
                        assertNear(way, client.offsets(5, LIMIT));
                    });
                    for (Ptpd client : List.of(unicast, hybrid)) {
                        client.awaitSlave(LIMIT);
                        assertNear("ptpd", client.offsets(0, 5, LIMIT));
                    }
                }
                // Its clock is on UTC: what it sees in a Sync is 37 s away, and in its data set it has allowed for that.
                assertReport(service, HYBRID, "SLAVE_RX_SYNC_TIMING_DATA", -37e9);
                assertReport(service, NEGOTIATING, "PTPMON_RESP", 0);
                assertEquals(List.of(),
                        wire.messages().stream().filter(message -> !message.complaint().isEmpty()).toList());
                assertUnicastAlone(wire);
            } finally {
                clients.values().forEach(Ptp4l::close);
            }
        }
    }

    /** The two ways of ptpd that need a port, and a folder, of their own. */
    @Test
    @Timeout(180)
    void ptpdFollowsOverEthernetAndPeerToPeer(@TempDir Path folder) throws IOException {
        Path ethernet = Files.createDirectory(folder.resolve("ethernet"));
        Path peer = Files.createDirectory(folder.resolve("peer"));
        String site = """
                [[ptp.instance]]
                name = "peer"
                domainNumber = 1
                """ + port("L2", "") + port("UDPv4", "instance = \"peer\"\ndelayMechanism = \"P2P\"");
        try (Hub hub = Hub.lay(3);
                Wiretap wire = Wiretap.on(hub.member(1), Hub.PORT);
                Service service = Service.start(hub.member(1), folder, site, "oscillator.kind=XO")) {
            service.awaitLocked(LIMIT);
            try (Ptpd onEthernet = Ptpd.client(hub.member(2), Hub.PORT, ethernet, "multicast", """
                    ptpengine:transport=ethernet
                    """); Ptpd peerToPeer = Ptpd.client(hub.member(3), Hub.PORT, peer, "multicast", """
                    ptpengine:domain=1
                    ptpengine:delay_mechanism=P2P
                    """)) {
                for (Ptpd client : List.of(onEthernet, peerToPeer)) {
                    client.awaitSlave(LIMIT);
                    assertNear("ptpd", client.offsets(0, 5, LIMIT));
                }
            }
            assertEquals(List.of(),
                    wire.messages().stream().filter(message -> !message.complaint().isEmpty()).toList());
        }
    }

    private static Ptp4l negotiating(Hub hub, int member, Path folder, String master, String identity) {
        String transport = master.substring(0, master.indexOf(' '));
        return Ptp4l.client(hub, member, transport, folder, identity,
                Map.of("unicast_req_duration", "60", "hybrid_e2e", "1", "net_sync_monitor", "1"), """
                        unicast_master_table 1

                        [unicast_master_table]
                        table_id 1
                        logQueryInterval 0
                        %s
                        """.formatted(master));
    }

    private static Ptp4l peerToPeer(Hub hub, int member, Path folder, String transport, int domain, String identity) {
        return Ptp4l.client(hub, member, transport, folder, identity,
                Map.of("domainNumber", Integer.toString(domain), "delay_mechanism", "P2P"), "");
    }

    private static void assertNear(String way, Samples offsets) {
        assertTrue(Math.abs(offsets.median()) < NEAR_NS, () -> way + ": " + offsets);
    }

    /** What a client tells of its own offset, ns, and in what kind of message. */
    private static void assertReport(Service service, String client, String by, double expectedNs) {
        String sameClient = "((?!clockIdentity).)*";
        Pattern report = Pattern.compile(client.replace(".", "\\.") + sameClient
                + "\"offsetFromMasterNs\":(?<offset>-?[0-9.E]+)," + sameClient + "\"reportedBy\":\"" + by + "\"");
        String[] last = {""};
        double offsetNs = Patience.within(LIMIT, () -> {
            last[0] = service.ask("clients", "--json");
            return Optional.of(report.matcher(last[0])).filter(Matcher::find)
                    .map(found -> Double.parseDouble(found.group("offset")));
        }).orElseThrow(() -> new AssertionError("no word of the client's own offset: " + last[0]));
        assertEquals(expectedNs, offsetNs, NEAR_NS);
    }

    /** Each Delay_Resp went to the one that asked, and to nobody else; the clients' answer our question how far off they are. */
    private static void assertUnicastAlone(Wiretap wire) {
        List<WireMessage> all = wire.messages();
        String identity = all.stream().filter(message -> message.is(WireMessage.ANNOUNCE)).findFirst().orElseThrow()
                .text("ptp.v2.clockidentity");
        Set<String> answered = all.stream()
                .filter(message -> message.is(WireMessage.DELAY_RESP) && message.isFrom(identity))
                .peek(message -> assertTrue(message.flag("unicast"), message::toString))
                .map(message -> message.text("ip.dst") + message.text("ipv6.dst"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of("10.78.0.2", "10.78.0.3", "fd78::4", "10.78.0.6", "10.78.0.7"), answered);
    }
}
