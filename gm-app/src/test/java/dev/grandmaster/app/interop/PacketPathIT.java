package dev.grandmaster.app.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients behind a router that the service's host does not know of: its routing table sends their addresses out of another interface. By the
 * UDP sockets nothing reaches them; with {@code packetPath} each message goes to the neighbour that their requests come from.
 *
 * <pre>
 * service (1) --- port --- bridge --- port (2: router) --- inner --- port (3: clients, 10.99.0.3, fd99::3)
 *    |                        '------ port (4: a client on the same link)
 *    '-- elsewhere: 10.99.0.0/24, fd99::/64
 * </pre>
 */
class PacketPathIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    /** Software stamps of clients that share a busy machine; an error of ours would be whole seconds, or as constant as a latency. */
    private static final long NEAR_NS = 1_000_000;
    private static final String FAR_IPV4 = "10.99.0.3";
    private static final String FAR_IPV6 = "fd99::3";
    private static final String NEAR = "10.78.0.4";
    private static final String SIGNALING = "0x0c";
    private static final int ENOUGH = 5;

    @BeforeAll
    static void build() {
        Needs.namespaces();
        Needs.programs("ptp4l", "tshark");
        Service.build();
    }

    @Test
    @Timeout(240)
    void answersGoBackTheWayThatRequestsCameWhateverTheRoutesSay(@TempDir Path folder) {
        try (Hub hub = Hub.lay(4)) {
            leadAstray(hub);
            Path capture = folder.resolve("at-the-router.pcapng");
            Program tshark = hub.member(2).start("tshark", "-n", "-i", Hub.PORT, "-w", capture.toString(), "-f",
                    "udp port 319 or udp port 320");
            Path nearCapture = folder.resolve("at-the-client.pcapng");
            Program nearTshark = hub.member(4).start("tshark", "-n", "-i", Hub.PORT, "-w", nearCapture.toString(), "-f",
                    "udp port 319 or udp port 320");
            Map<String, Ptp4l> clients = new LinkedHashMap<>();
            try (tshark; nearTshark) {
                tshark.await("Capturing on", LIMIT);
                nearTshark.await("Capturing on", LIMIT);
                clients.put("far, UDPv4", client(hub, 3, folder, "UDPv4 10.78.0.1", "020000.fffe.000061"));
                clients.put("far, UDPv6", client(hub, 3, folder, "UDPv6 fd78::1", "020000.fffe.000062"));
                clients.put("near, UDPv4", client(hub, 4, folder, "UDPv4 10.78.0.1", "020000.fffe.000063"));
                bySockets(hub, folder, clients);
                byFrames(hub, folder, clients);
            } finally {
                clients.values().forEach(Ptp4l::close);
            }
            List<Wire> atRouter = Wire.read(capture, hub.member(1));
            assertFrames(hub, atRouter, Set.of(FAR_IPV4, FAR_IPV6), 2);
            assertEquals(List.of(), atRouter.stream().filter(message -> !message.checksumsGood()).toList());
            assertFrames(hub, Wire.read(nearCapture, hub.member(1)), Set.of(NEAR), 4);
        }
    }

    /** Grants are given and messages sent; those to the far clients have gone astray when many of them have been sent. */
    private static void bySockets(Hub hub, Path folder, Map<String, Ptp4l> clients) {
        try (Service service = Service.start(hub.member(1), folder, site(false), "oscillator.kind=XO")) {
            service.awaitLocked(LIMIT);
            clients.forEach((way, client) -> {
                if (way.startsWith("near")) {
                    client.awaitMaster(LIMIT);
                }
            });
            Patience.awaitThat("Announces sent to " + FAR_IPV4, LIMIT, () -> announcesTo(service, FAR_IPV4) >= ENOUGH);
            clients.forEach((way, client) -> assertEquals(way.startsWith("near"),
                    !client.program().matches(Pattern.compile("to UNCALIBRATED"), 0).isEmpty(), way));
        }
    }

    private static void byFrames(Hub hub, Path folder, Map<String, Ptp4l> clients) {
        try (Service service = Service.start(hub.member(1), folder, site(true), "oscillator.kind=XO")) {
            service.awaitLocked(LIMIT);
            clients.forEach((way, client) -> {
                client.awaitMaster(LIMIT);
                Samples offsets = client.offsets(5, LIMIT);
                assertTrue(Math.abs(offsets.median()) < NEAR_NS, () -> way + ": " + offsets);
            });
        }
    }

    private static long announcesTo(Service service, String address) {
        return Pattern.compile("\\Q" + address + "\\E[^\\]]*?\"messageType\":\"Announce\"[^}]*?\"sent\":(\\d+)")
                .matcher(service.ask("clients", "--json")).results().mapToLong(found -> Long.parseLong(found.group(1)))
                .max().orElse(0);
    }

    private static void assertFrames(Hub hub, List<Wire> messages, Set<String> clients, int neighbour) {
        String mac = Wire.mac(hub.member(neighbour));
        // The sockets leave their checksums to the card, and this one does not fill them in: whole ones are the frames'.
        List<Wire> framed = messages.stream().filter(message -> clients.contains(message.to()))
                .filter(Wire::checksumsGood).toList();
        assertEquals(List.of(), framed.stream()
                .filter(message -> !message.toMac().equals(mac) || !message.complaint().isEmpty()).toList());
        for (String client : clients) {
            Set<String> types = framed.stream().filter(message -> message.to().equals(client)).map(Wire::type)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertTrue(types.containsAll(Set.of(WireMessage.SYNC, WireMessage.FOLLOW_UP, WireMessage.DELAY_RESP,
                    WireMessage.ANNOUNCE, SIGNALING)), () -> client + " " + types);
        }
    }

    private static String site(boolean packetPath) {
        // Whether a far client is a stranger, and how busy the machine is, is not what is looked at here.
        StringBuilder site = new StringBuilder("""
                [ptp.unicast]
                allow = ["10.0.0.0/8", "fd00::/8"]
                messageBudget = 10000
                """);
        for (String transport : List.of("UDPv4", "UDPv6")) {
            site.append("""
                    [[ptp.port]]
                    interface = "port"
                    transport = "%s"
                    timestamping = "software"
                    logAnnounceInterval = 0
                    multicast = false
                    packetPath = %s
                    """.formatted(transport, packetPath));
        }
        return site.toString();
    }

    private static Ptp4l client(Hub hub, int member, Path folder, String master, String identity) {
        String transport = master.substring(0, master.indexOf(' '));
        return Ptp4l.client(hub, member, transport, folder, identity,
                Map.of("unicast_req_duration", "30", "logAnnounceInterval", "0", "logSyncInterval", "-2",
                        "logMinDelayReqInterval", "-2"),
                """
                        unicast_master_table 1

                        [unicast_master_table]
                        table_id 1
                        logQueryInterval 0
                        %s
                        """.formatted(master));
    }

    private static void leadAstray(Hub hub) {
        Namespace service = hub.member(1);
        Namespace router = hub.member(2);
        Namespace far = hub.member(3);
        far.run("ip", "link", "del", Hub.PORT);
        Namespace.succeed(List.of("ip", "link", "add", Hub.PORT, "netns", far.name(), "type", "veth", "peer", "name",
                "inner", "netns", router.name()));
        for (String setting : List.of("net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1",
                "net.ipv6.conf.inner.accept_dad=0")) {
            router.run("sysctl", "-qw", setting);
        }
        far.run("sysctl", "-qw", "net.ipv6.conf." + Hub.PORT + ".accept_dad=0");
        address(router, "inner", 1);
        address(far, Hub.PORT, 3);
        far.run("ip", "route", "add", "default", "via", "10.99.0.1");
        far.run("ip", "-6", "route", "add", "default", "via", "fd99::1");
        service.run("ip", "link", "add", "elsewhere", "type", "veth", "peer", "name", "nowhere");
        service.run("ip", "link", "set", "nowhere", "up");
        service.run("ip", "link", "set", "elsewhere", "up");
        // Requests come in by an interface that answers do not leave by: that must not be taken for forgery.
        for (String each : List.of("all", "default", Hub.PORT)) {
            service.run("sysctl", "-qw", "net.ipv4.conf." + each + ".rp_filter=0");
        }
        service.run("ip", "route", "add", "10.99.0.0/24", "dev", "elsewhere");
        service.run("ip", "-6", "route", "add", "fd99::/64", "dev", "elsewhere");
    }

    private static void address(Namespace where, String link, int number) {
        where.run("ip", "addr", "add", "10.99.0." + number + "/24", "dev", link);
        where.run("ip", "addr", "add", "fd99::" + number + "/64", "dev", link, "nodad");
        where.run("ip", "link", "set", link, "up");
    }

    /** A message of the service as tshark, which is told to look at checksums, reads it in a capture. */
    private record Wire(String toMac, String to, String ipChecksum, String udpChecksum, String type, String complaint) {
        private static final List<String> FIELDS = List.of("eth.dst", "ip.dst", "ipv6.dst", "ip.checksum.status",
                "udp.checksum.status", "ptp.v2.messagetype", "_ws.malformed", "_ws.expert.message");
        private static final String GOOD = "1";

        static List<Wire> read(Path capture, Namespace service) {
            List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString(), "-o",
                    "ip.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE", "-Y", "eth.src == " + mac(service), "-T",
                    "fields", "-E", "separator=|", "-E", "occurrence=f"));
            FIELDS.forEach(field -> command.addAll(List.of("-e", field)));
            return Namespace.succeed(command).lines().map(line -> line.split("\\|", -1))
                    .filter(field -> field.length == FIELDS.size())
                    .map(field -> new Wire(field[0], field[1] + field[2], field[3], field[4], field[5],
                            field[6] + field[7]))
                    .toList();
        }

        static String mac(Namespace where) {
            return where.run("cat", "/sys/class/net/" + Hub.PORT + "/address").strip();
        }

        /** IPv6 has no checksum of its own. */
        boolean checksumsGood() {
            return udpChecksum.equals(GOOD) && (ipChecksum.equals(GOOD) || to.contains(":"));
        }
    }
}
