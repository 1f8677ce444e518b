package dev.grandmaster.app.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each profile by its name alone: what tshark and our own decoder read of it, and ptp4l as a client of the same kind. Instances of eight profiles are in one
 * service; 802.1AS, which wants the domain 0 and a group of its own, and ST 2059-2 have theirs.
 */
class ProfilesIT {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** What an Announce of each domain must say: domain, priority1, clockClass, log interval, destination. */
    private record Meant(int domain, int priority1, int clockClass, int logInterval, String destination) {
    }

    private static final String CAPTURE = "wire.pcapng";
    private static final String FORWARDED = "01:1b:19:00:00:00";
    private static final String LINK_LOCAL = "01:80:c2:00:00:0e";
    private static final String GROUP = "224.0.1.129";

    @BeforeAll
    static void build() {
        Needs.namespaces();
        Needs.programs("ptp4l", "pmc", "tshark");
        Service.build();
    }

    private static String instance(String profile, String more, String port) {
        return """
                [[ptp.instance]]
                name = "%1$s"
                profile = "%1$s"
                %2$s
                [[ptp.port]]
                interface = "gm"
                timestamping = "software"
                instance = "%1$s"
                %3$s
                """.formatted(profile, more, port);
    }

    @Test
    @Timeout(240)
    void profilesOfOneServiceAreWhatTheyAreMeantToBe(@TempDir Path folder) {
        String site = """
                ptp.profile = "default"
                [[ptp.port]]
                interface = "gm"
                timestamping = "software"
                """ + instance("default-p2p", "domainNumber = 1", "")
                + instance("G.8275.1", "frequencyCategory = \"1\"", "")
                + instance("G.8275.2", "", "interfaceRate = true") + instance("G.8265.1", "", "")
                + instance("enterprise", "domainNumber = 10", "")
                + instance("C37.238", "", "grandmasterId = 7\nnetworkTimeInaccuracy = 50")
                + instance("AES67", "domainNumber = 11", "");
        try (Cable cable = Cable.lay();
                Wiretap wire = Wiretap.on(cable, folder.resolve(CAPTURE));
                Service service = Service.start(cable, folder, site, "oscillator.kind=XO")) {
            service.awaitLocked(START);
            try (Ptp4l p2p = Ptp4l.client(cable, "UDPv4", folder, "020000.fffe.000021",
                    Map.of("domainNumber", "1", "delay_mechanism", "P2P"), "");
                    Ptp4l phase = Ptp4l.client(cable, "L2", folder, "020000.fffe.000022",
                            Map.of("domainNumber", "24", "dataset_comparison", "G.8275.x",
                                    "G.8275.defaultDS.localPriority",
                                    "128", "logAnnounceInterval", "-3", "logSyncInterval", "-4",
                                    "logMinDelayReqInterval", "-4"),
                            "");
                    Ptp4l partial = unicastClient(cable, folder, "020000.fffe.000023", 44,
                            Map.of("dataset_comparison", "G.8275.x"));
                    Ptp4l frequency = unicastClient(cable, folder, "020000.fffe.000024", 4, Map.of())) {
                Map<Integer, Ptp4l> clients = new TreeMap<>(Map.of(1, p2p, 24, phase, 44, partial, 4, frequency));
                Map<Integer, String> classes = Map.of(1, "6", 24, "6", 44, "6", 4, "84");
                clients.forEach((domain, client) -> {
                    client.awaitMaster(LIMIT);
                    assertEquals(classes.get(domain),
                            client.ask("PARENT_DATA_SET", domain, 0).get("ClockClass"), "domain " + domain);
                    assertEquals(5, client.offsets(5, LIMIT).values().stream().limit(5)
                            .filter(offset -> Math.abs(offset) < 1_000_000).count(), "domain " + domain);
                });
                List<WireMessage> all = wire.messages();
                assertEquals(List.of(), all.stream().filter(message -> !message.complaint().isEmpty()).toList());
                Map<Integer, Set<Meant>> announced = announced(all);
                assertEquals(Map.of(0, meant(0, 128, 6, 1, GROUP), 1, meant(1, 128, 6, 1, GROUP),
                        4, meant(4, 128, 84, 0x7f, "10.77.0.2"), 10, meant(10, 128, 6, 0, GROUP),
                        11, meant(11, 128, 6, 1, GROUP), 24, meant(24, 128, 6, -3, FORWARDED),
                        44, meant(44, 128, 6, 0x7f, "10.77.0.2"), 254, meant(254, 128, 6, 0, FORWARDED)), announced);
                assertNeighbourMeasured(service);
                assertPower(all);
            }
            wire.stop();
            SecondOpinion.agreesOn(folder.resolve(CAPTURE));
            assertInterfaceRate(folder.resolve(CAPTURE));
        }
    }

    /** In each Announce of the power profile and in no other; our own inaccuracy is at least a nanosecond. */
    private static void assertPower(List<WireMessage> all) {
        assertEquals(Set.of(254), all.stream().filter(message -> !message.text("ptp.v2.an.oe.grandmasterID").isEmpty())
                .map(message -> message.number("ptp.v2.domainnumber")).collect(Collectors.toSet()));
        all.stream().filter(message -> message.is(WireMessage.ANNOUNCE)
                && message.number("ptp.v2.domainnumber") == 254).forEach(message -> {
                    assertEquals(7, message.number("ptp.v2.an.oe.grandmasterID"), message::toString);
                    assertTrue(Long.parseLong(message.text("ptp.v2.an.oe.totalTimeInaccuracy")) > 50,
                            message::toString);
                });
    }

    /** With the grants of the client of G.8275.2: a veth says 10 Gbit/s, which is 10^8 attoseconds a bit. tshark 4.0 does not know this TLV. */
    private static void assertInterfaceRate(Path capture) {
        String decoded = Program.run(LIMIT, List.of(Service.ROOT + "/gm", "decode", capture.toString())).output();
        List<String> grants = decoded.lines().filter(line -> line.contains("interfaceBitPeriod")).toList();
        assertFalse(grants.isEmpty());
        for (String grant : grants) {
            assertTrue(grant.contains("\"domainNumber\":44,") && grant.contains("GRANT_UNICAST_TRANSMISSION")
                    && grant.contains("\"interfaceBitPeriod\":100000000,\"numberOfBitsBeforeTimestamp\":64,"
                            + "\"numberOfBitsAfterTimestamp\":720"),
                    grant);
        }
    }

    private static Set<Meant> meant(int domain, int priority1, int clockClass, int logInterval, String destination) {
        return Set.of(new Meant(domain, priority1, clockClass, logInterval, destination));
    }

    /** What was announced while the clock was locked, by domain; the clients are slaves and announce nothing. */
    private static Map<Integer, Set<Meant>> announced(List<WireMessage> all) {
        return all.stream().filter(message -> message.is(WireMessage.ANNOUNCE))
                .filter(message -> message.number("ptp.v2.timesource") == 0x20)
                .collect(Collectors.groupingBy(message -> message.number("ptp.v2.domainnumber"), TreeMap::new,
                        Collectors.mapping(ProfilesIT::read, Collectors.toSet())));
    }

    private static Meant read(WireMessage announce) {
        int interval = announce.number("ptp.v2.logmessageperiod");
        return new Meant(announce.number("ptp.v2.domainnumber"), announce.number("ptp.v2.an.priority1"),
                announce.number("ptp.v2.an.grandmasterclockclass"), interval,
                announce.text("ip.dst").isEmpty() ? announce.text("eth.dst") : announce.text("ip.dst"));
    }

    /** The P2P ports have asked, and ptp4l has answered the one on UDP. */
    private static void assertNeighbourMeasured(Service service) {
        assertFalse(service.program().matches(
                Pattern.compile("port default-p2p/1 .*: neighbour .*020000.*answers, link delay (\\d+) ns"),
                0).isEmpty(), () -> service.program().transcript());
    }

    private static Ptp4l unicastClient(Cable cable, Path folder, String identity, int domain,
            Map<String, String> options) {
        Map<String, String> all = new TreeMap<>(options);
        all.put("domainNumber", Integer.toString(domain));
        all.put("unicast_req_duration", "60");
        return Ptp4l.client(cable, "UDPv4", folder, identity, all,
                "unicast_master_table 1\n\n[unicast_master_table]\ntable_id 1\nlogQueryInterval 0\nUDPv4 10.77.0.1\n");
    }

    @Test
    @Timeout(180)
    void gptpIsSpokenToAPtp4lOfItsKind(@TempDir Path folder) {
        String site = """
                ptp.profile = "802.1AS"
                [[ptp.port]]
                interface = "gm"
                timestamping = "software"
                """;
        try (Cable cable = Cable.lay();
                Wiretap wire = Wiretap.on(cable, folder.resolve(CAPTURE));
                Service service = Service.start(cable, folder, site, "oscillator.kind=XO")) {
            service.awaitLocked(START);
            assertEquals(Set.of(), types(wire.messages()).stream().filter(type -> !type.equals("0x02"))
                    .collect(Collectors.toSet()), "nothing but Pdelay_Req is sent to a link where nobody answers");
            try (Ptp4l client = Ptp4l.client(cable, "L2", folder, "020000.fffe.000031",
                    Map.of("transportSpecific", "0x1", "delay_mechanism", "P2P", "ptp_dst_mac", LINK_LOCAL,
                            "p2p_dst_mac",
                            LINK_LOCAL, "logAnnounceInterval", "0", "neighborPropDelayThresh",
                            "20000000", "min_neighbor_prop_delay", "-20000000", "assume_two_step", "1",
                            "logMinPdelayReqInterval", "0", "priority1", "248"),
                    "")) {
                client.awaitMaster(LIMIT);
                assertTrue(client.offsets(5, LIMIT).values().stream().allMatch(offset -> Math.abs(offset) < 1_000_000));
                assertEquals("1", client.ask("PORT_DATA_SET_NP", 0, 1).getOrDefault("asCapable", ""));
            }
            List<WireMessage> all = wire.messages();
            assertEquals(List.of(), all.stream().filter(message -> !message.complaint().isEmpty()).toList());
            for (WireMessage message : all) {
                assertEquals(1, message.number("ptp.v2.majorsdoid"), message::toString);
                assertEquals(LINK_LOCAL, message.text("eth.dst"), message::toString);
            }
            assertEquals(Set.of(new Meant(0, 246, 6, 0, LINK_LOCAL)), announced(all).get(0));
            wire.stop();
            SecondOpinion.agreesOn(folder.resolve(CAPTURE));
        }
    }

    private static Set<String> types(List<WireMessage> messages) {
        return messages.stream().map(message -> message.text("ptp.v2.messagetype"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    @Timeout(180)
    void broadcastSpeaksOftenAndInItsDomain(@TempDir Path folder) {
        String site = """
                ptp.profile = "ST2059-2"
                [[ptp.port]]
                interface = "gm"
                timestamping = "software"
                """;
        try (Cable cable = Cable.lay();
                Wiretap wire = Wiretap.on(cable, folder.resolve(CAPTURE));
                Service service = Service.start(cable, folder, site, "oscillator.kind=XO")) {
            service.awaitLocked(START);
            try (Ptp4l client = Ptp4l.client(cable, "UDPv4", folder, "020000.fffe.000041",
                    Map.of("domainNumber", "127", "logAnnounceInterval", "-2", "logSyncInterval", "-3"), "")) {
                client.awaitMaster(LIMIT);
                assertTrue(client.offsets(5, LIMIT).values().stream().allMatch(offset -> Math.abs(offset) < 1_000_000));
            }
            List<WireMessage> all = wire.messages();
            assertEquals(List.of(), all.stream().filter(message -> !message.complaint().isEmpty()).toList());
            assertEquals(Map.of(127, meant(127, 128, 6, -2, GROUP)), announced(all));
            List<WireMessage> metadata = all.stream()
                    .filter(message -> !message.text("ptp.v2.oe.smpte.masterlockingstatus").isEmpty()).toList();
            assertFalse(metadata.isEmpty());
            for (WireMessage each : metadata) {
                assertEquals(List.of(25, 1), List.of(each.number("ptp.v2.oe.smpte.defaultsystemframerate.numerator"),
                        each.number("ptp.v2.oe.smpte.defaultsystemframerate.denominator")), each::toString);
            }
            assertEquals(4, metadata.getLast().number("ptp.v2.oe.smpte.masterlockingstatus"), "locked");
            wire.stop();
            SecondOpinion.agreesOn(folder.resolve(CAPTURE));
        }
    }
}
