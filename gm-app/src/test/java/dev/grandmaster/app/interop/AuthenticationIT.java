package dev.grandmaster.app.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * AUTHENTICATION over a real network, by a client with seals of its own making ({@link SealedClient}): who has a key is answered, a wrong key,
 * no seal and a repetition are not, all that we say is sealed, and the key is changed while the service runs. And by a linuxptp that is new
 * enough.
 */
class AuthenticationIT {
    private static final Duration START = Duration.ofSeconds(60);
    private static final String FIRST = "1=00112233445566778899aabbccddeeff";
    private static final String SECOND = "2=ffeeddccbbaa99887766554433221100";
    private static final String FORGED = "1=00112233445566778899aabbccddeefe";
    private static final String DELAY_RESP = "9";
    private static final int REQUESTS = 5;
    private static final String ASSOCIATION = "[security_association]\nspp 0\n";
    private static final String SITE = """
            [ptp.security]
            file = "%s"
            [[ptp.port]]
            interface = "gm"
            timestamping = "software"
            logAnnounceInterval = -1
            """;
    /** Software stamps on a busy machine. */
    private static final long NEAR_NS = 1_000_000;
    private static final Pattern UNCALIBRATED = Pattern.compile("to UNCALIBRATED");

    @BeforeAll
    static void build() {
        Needs.namespaces();
        Needs.programs("openssl", "tshark");
        Service.build();
    }

    @Test
    @Timeout(180)
    void onlyWhoHasAKeyIsAnswered(@TempDir Path folder) throws IOException {
        Path keys = folder.resolve("keys");
        Files.writeString(keys, ASSOCIATION + line(FIRST) + line(SECOND));
        String site = SITE.formatted(keys);
        try (Cable cable = Cable.lay();
                Wiretap wire = Wiretap.on(cable);
                Service service = Service.start(cable, folder, site, "oscillator.kind=XO")) {
            service.awaitLocked(START);
            wire.await("an Announce", START, message -> message.is(WireMessage.ANNOUNCE));

            List<String> heard = ask(cable, 1, 0, 1, FIRST, SECOND);
            assertEquals(answers(0), of(DELAY_RESP, heard));
            assertEquals(Set.of("key 1"), seals(heard));
            assertTrue(types(heard).containsAll(Set.of("0", "8", "11")), "Sync, Follow_Up and Announce are heard too");
            assertEquals(answers(10), of(DELAY_RESP, ask(cable, 2, 10, 1, FIRST, SECOND)), "any key of the file");
            assertCounted(service, 0, "rx_unauthenticated");

            assertEquals(List.of(), of(DELAY_RESP, ask(cable, 1, 20, 1, FORGED)));
            assertCounted(service, REQUESTS, "rx_unauthenticated");
            assertEquals(List.of(), of(DELAY_RESP, ask(cable, 0, 30, 1, FIRST)));
            assertCounted(service, 2 * REQUESTS, "rx_unauthenticated");

            assertCounted(service, 0, "rx_replayed");
            assertEquals(answers(40), of(DELAY_RESP, ask(cable, 1, 40, 2, FIRST)), "each came twice");
            assertCounted(service, REQUESTS, "rx_replayed");

            service.set("ptp.security.activeKeyId", "2");
            Patience.awaitThat("all is sealed by the second key", START,
                    () -> seals(ask(cable, 0, 50, 1, FIRST, SECOND)).equals(Set.of("key 2")));
            assertEquals(List.of(),
                    wire.messages().stream().filter(message -> !message.complaint().isEmpty()).toList());
        }
    }

    /** It seals its Delay_Req and believes sealed messages alone; with a key of its own it follows nobody, and we answer it nothing. */
    @Test
    @Timeout(180)
    void aNewerPtp4lFollowsWithTheKeyAndNotWithoutIt(@TempDir Path folder) throws IOException {
        Path root = Needs.newerLinuxptp();
        Path keys = folder.resolve("keys");
        Path forged = folder.resolve("forged");
        Files.writeString(keys, ASSOCIATION + line(FIRST) + line(SECOND));
        Files.writeString(forged, ASSOCIATION + line(FORGED) + line(SECOND));
        String site = SITE.formatted(keys);
        try (Cable cable = Cable.lay();
                Service service = Service.start(cable, folder, site, "oscillator.kind=XO")) {
            service.awaitLocked(START);
            try (Ptp4l client = Ptp4l.newerClient(root, cable, "UDPv4", folder, "020000.fffe.000061",
                    Map.of("sa_file", keys.toString(), "spp", "0", "active_key_id", "2"))) {
                client.awaitMaster(START);
                assertTrue(Math.abs(client.offsets(5, START).median()) < NEAR_NS, () -> client.program().transcript());
                assertEquals(0, counted(service, "rx_unauthenticated"));
            }
            try (Ptp4l client = Ptp4l.newerClient(root, cable, "UDPv4", folder, "020000.fffe.000062",
                    Map.of("sa_file", forged.toString(), "spp", "0", "active_key_id", "1", "slaveOnly", "0",
                            "priority1", "255"))) {
                client.program().await("to MASTER", START);
                Patience.awaitThat("its Announce is turned away", START,
                        () -> counted(service, "rx_unauthenticated") > REQUESTS);
                assertTrue(client.program().matches(UNCALIBRATED, 0).isEmpty(), () -> client.program().transcript());
            }
        }
    }

    private static String line(String key) {
        return key.replace("=", " SHA256-128 HEX:") + '\n';
    }

    /** What a client hears whose five requests, from a sequenceId on, are each sent so often. */
    private static List<String> ask(Cable cable, int key, int first, int times, String... keys) {
        List<String> command = new ArrayList<>(
                List.of(ProcessHandle.current().info().command().orElseThrow(), "-cp", classes(),
                        SealedClient.class.getName(), "10.77.0.1", Cable.PEER, Integer.toString(key),
                        Integer.toString(first), Integer.toString(times)));
        command.addAll(List.of(keys));
        return Namespace.succeed(cable.peer().inside(command)).lines().toList();
    }

    private static String classes() {
        try {
            return Path.of(SealedClient.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> answers(int first) {
        List<String> all = new ArrayList<>();
        for (int sequence = first; sequence < first + REQUESTS; sequence++) {
            all.add(DELAY_RESP + ' ' + sequence + " key 1");
        }
        return all;
    }

    private static List<String> of(String type, List<String> heard) {
        return heard.stream().filter(line -> line.startsWith(type + ' ')).toList();
    }

    private static Set<String> types(List<String> heard) {
        return heard.stream().map(line -> line.substring(0, line.indexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> seals(List<String> heard) {
        return heard.stream().map(line -> line.split(" ", 3)[2]).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is told is a second old: waits for the count, and sees that it is no higher. */
    private static void assertCounted(Service service, int expected, String name) {
        Patience.awaitThat(name, START, () -> counted(service, name) >= expected);
        assertEquals(expected, counted(service, name), name);
    }

    private static int counted(Service service, String name) {
        Matcher counter = Pattern.compile("grandmaster_ptp_" + name + "_total\\{[^}]*} ([0-9.]+)")
                .matcher(service.ask("metrics"));
        assertTrue(counter.find(), name);
        return (int) Double.parseDouble(counter.group(1));
    }
}
