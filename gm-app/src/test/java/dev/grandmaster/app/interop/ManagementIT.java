package dev.grandmaster.app.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** pmc of linuxptp and our own client read every data set by every way, and only the socket lets something be set. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class ManagementIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int PORTS = 3;

    /** What pmc 3.1.1 can ask for, and how many ports answer. */
    private static final Map<String, Integer> DATA_SETS = dataSets();

    private @Nullable Cable cable;
    private @Nullable Service service;
    private @Nullable Path folder;

    private static Map<String, Integer> dataSets() {
        Map<String, Integer> sets = new LinkedHashMap<>();
        List.of("USER_DESCRIPTION", "DEFAULT_DATA_SET", "CURRENT_DATA_SET", "PARENT_DATA_SET",
                "TIME_PROPERTIES_DATA_SET", "PRIORITY1", "PRIORITY2", "DOMAIN", "SLAVE_ONLY", "CLOCK_ACCURACY",
                "TRACEABILITY_PROPERTIES", "TIMESCALE_PROPERTIES", "TIME_STATUS_NP", "GRANDMASTER_SETTINGS_NP",
                "SYNCHRONIZATION_UNCERTAIN_NP").forEach(id -> sets.put(id, 1));
        List.of("CLOCK_DESCRIPTION", "PORT_DATA_SET", "LOG_ANNOUNCE_INTERVAL", "ANNOUNCE_RECEIPT_TIMEOUT",
                "LOG_SYNC_INTERVAL", "VERSION_NUMBER", "DELAY_MECHANISM", "LOG_MIN_PDELAY_REQ_INTERVAL",
                "PORT_DATA_SET_NP", "PORT_PROPERTIES_NP", "PORT_STATS_NP").forEach(id -> sets.put(id, PORTS));
        return sets;
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        this.folder = folder;
        Needs.namespaces();
        Needs.programs("pmc", "tshark", "socat");
        Service.build();
        Cable laid = Cable.lay();
        cable = laid;
        StringBuilder site = new StringBuilder();
        for (String transport : List.of("UDPv4", "L2", "UDPv6")) {
            site.append("""
                    [[ptp.port]]
                    interface = "gm"
                    transport = "%s"
                    timestamping = "software"
                    localTimeZones = ["Europe/Vienna", "Asia/Kolkata"]
                    """.formatted(transport));
        }
        Service started = Service.start(laid, folder, site.toString(), "oscillator.kind=XO");
        service = started;
        started.awaitLocked(Duration.ofSeconds(60));
    }

    @AfterAll
    void stop() {
        try (Cable last = cable; Service first = service) {
            assertEquals(first == null, last == null);
        }
    }

    private Cable cable() {
        return Optional.ofNullable(cable).orElseThrow();
    }

    private Service service() {
        return Optional.ofNullable(service).orElseThrow();
    }

    private Pmc socket() {
        Path own = Optional.ofNullable(folder).orElseThrow().resolve("pmc.socket");
        return Pmc.socket(service().managementSocket(), own);
    }

    @Test
    void everyDataSetIsReadByEveryWay() {
        List<String> requests = DATA_SETS.keySet().stream().map(id -> "GET " + id).toList();
        Map<String, Pmc> ways = Map.of("UDPv4", Pmc.udp4(cable()), "L2", Pmc.ethernet(cable()), "UDPv6",
                Pmc.udp6(cable()));
        Answers first = Answers.read(inSmallParts(socket(), requests));
        assertMeant(first);
        ways.forEach((way, pmc) -> {
            Answers answers = Answers.read(inSmallParts(pmc, requests));
            DATA_SETS.forEach((id, ports) -> {
                assertEquals(ports, answers.of(id).size(), () -> id + " by " + way);
                if (!id.equals("PORT_STATS_NP")) {
                    assertEquals(List.copyOf(first.of(id).values()), List.copyOf(answers.of(id).values()),
                            () -> id + " by " + way);
                }
            });
        });
    }

    /** Data by managementId and port; none of the answers is an error. */
    private record Answers(Map<String, Map<Integer, Map<String, String>>> byId) {

        static Answers read(List<Pmc.Answer> answers) {
            Map<String, Map<Integer, Map<String, String>>> byId = new TreeMap<>();
            for (Pmc.Answer answer : answers) {
                assertTrue(!answer.error(), answers::toString);
                byId.computeIfAbsent(answer.id(), id -> new TreeMap<>()).put(answer.port(), answer.data());
            }
            return new Answers(byId);
        }

        Map<Integer, Map<String, String>> of(String id) {
            return byId.getOrDefault(id, Map.of());
        }

        List<String> values(String id, int port, String... names) {
            Map<String, String> data = of(id).getOrDefault(port, Map.of());
            return Stream.of(names).map(name -> data.getOrDefault(name, "")).toList();
        }
    }

    /** A UNIX socket holds ten datagrams, and pmc reads while it writes only when it has to. */
    private static List<Pmc.Answer> inSmallParts(Pmc pmc, List<String> requests) {
        List<Pmc.Answer> answers = new ArrayList<>();
        for (int from = 0; from < requests.size(); from += 3) {
            answers.addAll(pmc.ask(0, requests.subList(from, Math.min(from + 3, requests.size()))));
        }
        return answers;
    }

    private static void assertMeant(Answers answers) {
        DATA_SETS.forEach((id, ports) -> assertEquals(ports, answers.of(id).size(), id));
        assertEquals(List.of("1", "0", "3", "128", "6", "0x4e5d"), answers.values("DEFAULT_DATA_SET", 1, "twoStepFlag",
                "slaveOnly", "numberPorts", "priority1", "clockClass", "offsetScaledLogVariance"));
        assertEquals(answers.values("DEFAULT_DATA_SET", 1, "clockIdentity"),
                answers.values("PARENT_DATA_SET", 1, "grandmasterIdentity"));
        assertEquals(List.of("37", "1", "1", "1", "0x20"), answers.values("TIME_PROPERTIES_DATA_SET", 1,
                "currentUtcOffset", "currentUtcOffsetValid", "ptpTimescale", "timeTraceable", "timeSource"));
        for (int port = 1; port <= PORTS; port++) {
            assertEquals(List.of("MASTER"), answers.values("PORT_DATA_SET", port, "portState"));
            assertEquals(List.of("SOFTWARE", "gm"),
                    answers.values("PORT_PROPERTIES_NP", port, "timestamping", "interface"));
            for (String sent : answers.values("PORT_STATS_NP", port, "tx_Announce", "tx_Follow_Up")) {
                assertTrue(Long.parseLong(sent) > 0, sent);
            }
        }
        assertEquals(List.of("SIMULATED"), answers.values("USER_DESCRIPTION", 1, "userDescription"));
        assertEquals(List.of("1 10.77.0.1"), answers.values("CLOCK_DESCRIPTION", 1, "protocolAddress"));
        assertTrue(answers.values("CLOCK_DESCRIPTION", 3, "protocolAddress").getFirst().startsWith("2 f"),
                "an IPv6 address, the link-local one or ours");
    }

    /** NOT_SETABLE to the network, whoever asks; tshark names the error that pmc does not. */
    @Test
    void onlyTheSocketSets() {
        try (Wiretap wire = Wiretap.on(cable())) {
            wire.await("tshark listens", LIMIT, message -> message.is(WireMessage.SYNC));
            int mark = wire.mark();
            for (Pmc way : List.of(Pmc.udp4(cable()), Pmc.ethernet(cable()))) {
                List<Pmc.Answer> answers = way.ask(0, List.of("SET PRIORITY1 5"));
                assertEquals(List.of(true), answers.stream().map(Pmc.Answer::error).toList());
            }
            Patience.awaitThat("two errors on the wire", LIMIT,
                    () -> wire.messages(mark).stream().filter(WireMessage::isManagementError).count() >= 2);
            wire.messages(mark).stream().filter(WireMessage::isManagementError).forEach(error -> {
                assertEquals(0x0005, error.number("ptp.v2.mm.managementErrorId"), error::toString);
                assertEquals("", error.complaint(), error::toString);
            });
            assertEquals("128", socket().ask("GET PRIORITY1").getFirst().data().get("priority1"));
            assertEquals("100", socket().ask("SET PRIORITY1 100").getFirst().data().get("priority1"));
            wire.await("priority1 is announced", LIMIT, message -> message.is(WireMessage.ANNOUNCE)
                    && message.number("ptp.v2.an.priority1") == 100);
            assertEquals("128", socket().ask("SET PRIORITY1 128").getFirst().data().get("priority1"));
        }
    }

    /** What pmc 3.1.1 does not know, our own client asks. */
    @Test
    void ourOwnClientReadsTheRest() {
        Map<String, String> wanted = Map.of("TIME", "currentTime", "ALTERNATE_TIME_OFFSET_NAME 1",
                HexFormat.of().formatHex("Kolkata".getBytes(StandardCharsets.US_ASCII)), "UNICAST_MASTER_TABLE_NP",
                "\"tableSize\":0", "PORT_SERVICE_STATS_NP", "PORT_SERVICE_STATS_NP", "PORT_HWCLOCK_NP",
                "\"phcIndex\":-1",
                "SUBSCRIBE_EVENTS_NP", "NOT_SUPPORTED");
        wanted.forEach((id, what) -> {
            String answer = service().ask("pmc", ("GET " + id).split(" "));
            assertTrue(answer.contains(what), () -> id + ": " + answer);
        });
    }

    /** Three ports lose their cable at once. The question is written here, since pmc has none; tshark reads the answer. */
    @Test
    void theFaultLogTellsOfAPulledCable() {
        try (Wiretap wire = Wiretap.on(cable())) {
            service().ask("pmc", "COMMAND", "FAULT_LOG_RESET");
            cable().unplug();
            awaitPorts("FAULTY");
            cable().plug();
            awaitPorts("MASTER");
            String question = "0d12003600000000" + "00".repeat(12) + "0200" + "00fffe000062" + "0001" + "0001" + "047f"
                    + "ff".repeat(10) + "00000000" + "0001" + "0002" + "0006";
            WireMessage answer = Patience.await("the log", LIMIT, () -> {
                cable().peer().run("bash", "-c",
                        "printf '" + question.replaceAll("..", "\\\\x$0")
                                + "' | socat -u - UDP4-SENDTO:10.77.0.1:320,sourceport=9320");
                return wire.messages().stream()
                        .filter(message -> !message.text("ptp.v2.mm.numberOfFaultRecords").isEmpty()).findFirst();
            });
            assertEquals("", answer.complaint(), answer::toString);
            assertEquals(PORTS, answer.number("ptp.v2.mm.numberOfFaultRecords"), answer::toString);
            assertEquals("FAULTY", answer.text("ptp.v2.mm.faultName"), answer::toString);
            assertTrue(answer.text("ptp.v2.mm.faultDescription").matches("gm (UDPv4|UDPv6|L2): link is down"),
                    answer::toString);
        }
    }

    private void awaitPorts(String state) {
        Patience.awaitThat("three ports " + state, Duration.ofSeconds(60),
                () -> socket().ask(0, List.of("GET PORT_DATA_SET")).stream()
                        .filter(answer -> state.equals(answer.data().get("portState"))).count() == PORTS);
    }

    /** Asked at the socket with a boundary hop, as users of ptp4l know it: clients on our networks answer through us. */
    @Test
    void aQuestionAtTheSocketReachesClients() {
        try (Ptp4l client = Ptp4l.client(cable(), "L2", Optional.ofNullable(folder).orElseThrow(),
                "020000.fffe.000061")) {
            client.awaitMaster(Duration.ofSeconds(60));
            Patience.awaitThat("the client's state", LIMIT, () -> socket().ask("GET PORT_DATA_SET").stream()
                    .anyMatch(answer -> answer.clock().equals("020000.fffe.000061")
                            && answer.data().getOrDefault("portState", "").equals("UNCALIBRATED")));
            assertTrue(socket().ask(0, List.of("GET PORT_DATA_SET")).stream()
                    .noneMatch(answer -> answer.clock().equals("020000.fffe.000061")));
        }
    }
}
