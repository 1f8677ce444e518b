package dev.grandmaster.app.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two services of ours, a ptp4l that may be a master, and a ptp4l that is a client, on one network: there is always one grandmaster, and
 * when the quality of the winner goes down the other one takes over before the client misses anybody.
 */
class OneGrandmasterIT {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final long ANNOUNCE_NS = 500_000_000L;
    private static final int TIMEOUTS = 3;

    @BeforeAll
    static void build() {
        Needs.namespaces();
        Needs.programs("ptp4l", "pmc", "tshark");
        Service.build();
    }

    private static Service service(Hub hub, int member, Path folder) throws IOException {
        String site = """
                [ptp]
                priority2 = %d
                [[ptp.port]]
                interface = "port"
                transport = "UDPv4"
                timestamping = "software"
                logAnnounceInterval = -1
                logSyncInterval = -2
                """.formatted(member);
        return Service.start(hub.member(member), Files.createDirectory(folder.resolve("gm" + member)), site,
                "oscillator.kind=XO");
    }

    @Test
    @Timeout(300)
    void thereIsOneGrandmasterAndTheBetterOneTakesOver(@TempDir Path folder) throws IOException {
        try (Hub hub = Hub.lay(4);
                Service first = service(hub, 1, folder);
                Service second = service(hub, 2, folder);
                Ptp4l worse = Ptp4l.master(hub, 3, "UDPv4", folder, "020000.fffe.000071");
                Ptp4l client = Ptp4l.client(hub, 4, "UDPv4", folder, "020000.fffe.000072", Map.of(), "");
                Wiretap wire = Wiretap.on(hub.member(4), Hub.PORT)) {
            first.awaitLocked(START);
            second.awaitLocked(START);
            String winner = identity(first);
            String other = identity(second);
            awaitOneSpeaker(wire, winner);
            awaitFollowed(client, winner);
            int clientMark = client.program().mark();
            int mark = wire.mark();
            first.inject("silence", "--for", "300");
            awaitOneSpeaker(wire, other);
            awaitFollowed(client, other);
            assertEquals(other, parent(worse), "the ptp4l that may be a master agrees");
            assertNoGap(wire.messages(mark));
            List<String> missed = client.program().lines().stream().skip(clientMark)
                    .filter(line -> line.contains("ANNOUNCE_RECEIPT_TIMEOUT")).toList();
            assertTrue(missed.size() <= 1, missed::toString);
        }
    }

    private static String identity(Service service) {
        String answer = service.ask("pmc", "GET", "DEFAULT_DATA_SET");
        Matcher identity = Pattern.compile("\"clockIdentity\":\"([0-9a-f]{16})\"").matcher(answer);
        assertTrue(identity.find(), answer);
        return identity.group(1);
    }

    private static String parent(Ptp4l clock) {
        return clock.ask("PARENT_DATA_SET").getOrDefault("grandmasterIdentity", "").replace(".", "");
    }

    private static void awaitFollowed(Ptp4l client, String identity) {
        Patience.awaitThat("the client follows " + identity, LIMIT, () -> parent(client).equals(identity));
    }

    /** Nobody else has said a word among the last Announce messages, which span twice the timeout. */
    private static void awaitOneSpeaker(Wiretap wire, String identity) {
        Patience.awaitThat(identity + " alone speaks", LIMIT, () -> {
            List<WireMessage> announces = announces(wire.messages());
            int count = 2 * TIMEOUTS;
            Set<String> speakers = announces.stream().skip(Math.max(0, announces.size() - count))
                    .map(message -> message.text("ptp.v2.an.grandmasterclockidentity")).collect(Collectors.toSet());
            return announces.size() >= count && speakers.equals(Set.of("0x" + identity));
        });
    }

    /** However they changed places, there was always somebody: less than an announce timeout between two Announce messages. */
    private static void assertNoGap(List<WireMessage> messages) {
        List<WireMessage> announces = announces(messages);
        for (int i = 1; i < announces.size(); i++) {
            WireMessage after = announces.get(i);
            long gapNs = after.capturedUtcNs() - announces.get(i - 1).capturedUtcNs();
            assertTrue(gapNs < TIMEOUTS * ANNOUNCE_NS, () -> gapNs + " ns without Announce before " + after);
        }
    }

    private static List<WireMessage> announces(List<WireMessage> messages) {
        return messages.stream().filter(message -> message.is(WireMessage.ANNOUNCE)).toList();
    }
}
