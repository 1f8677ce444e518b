package dev.grandmaster.app.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ports live and recover by themselves; all tests share one service, which none of them restarts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class PortLifeIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final String SITE = """
            [[ptp.instance]]
            name = "second"
            domainNumber = 5
            priority1 = 127

            [[ptp.port]]
            interface = "gm"
            transport = "UDPv4"
            timestamping = "software"
            logAnnounceInterval = 0
            logSyncInterval = -2
            logMinDelayReqInterval = -2

            [[ptp.port]]
            interface = "gm"
            transport = "L2"
            timestamping = "software"
            logAnnounceInterval = 0
            ptpMinorVersion = 0

            [[ptp.port]]
            interface = "gm"
            instance = "second"
            transport = "UDPv4"
            timestamping = "software"
            logAnnounceInterval = 0
            """;
    private static final String V4 = "UDPv4 domain 0 port 1";
    private static final Set<String> STREAMS = Set.of(V4, "L2 domain 0 port 2", "UDPv4 domain 5 port 1");

    private @Nullable Path folder;
    private @Nullable Cable cable;
    private @Nullable Service service;

    @BeforeAll
    void start(@TempDir Path folder) {
        this.folder = folder;
        Needs.namespaces();
        Needs.programs("ptp4l", "pmc", "tshark");
        Service.build();
        Cable laid = Cable.lay();
        cable = laid;
        Service started = Service.start(laid, folder, SITE);
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

    private Path folder() {
        return Optional.ofNullable(folder).orElseThrow();
    }

    @Test
    void severalPortsAndInstancesSpeakAtOnce() {
        try (Wiretap wire = Wiretap.on(cable())) {
            awaitStreams(wire);
            for (WireMessage message : wire.messages()) {
                assertEquals(message.stream().startsWith("L2") ? 0 : 1,
                        message.number("ptp.v2.minorversionptp"), message::toString);
                if (message.is(WireMessage.ANNOUNCE)) {
                    assertEquals(message.stream().contains("domain 5") ? 127 : 128,
                            message.number("ptp.v2.an.priority1"), message::toString);
                }
            }
        }
    }

    @Test
    void aCableThatIsPulledAndPutBackIsServedAgain() {
        try (Ptp4l client = Ptp4l.client(cable(), "UDPv4", folder(), "020000.fffe.000011")) {
            client.offsets(3, LIMIT);
            cable().unplug();
            cable().plug();
            client.offsets(3, LIMIT);
        }
        assertServed();
    }

    @Test
    void anInterfaceThatGoesAndComesBackWithAnotherAddressIsServedAgain() {
        String identity = assertServed();
        cable().remove();
        cable().connect();
        assertEquals(identity, assertServed(), "clockIdentity");
    }

    @Test
    void anInterfaceThatIsTakenDownAndUpIsServedAgain() {
        cable().gm().run("ip", "link", "set", Cable.GM, "down");
        cable().gm().run("ip", "link", "set", Cable.GM, "up");
        cable().gm().run("ip", "addr", "replace", "fd77::1/64", "dev", Cable.GM, "nodad");
        assertServed();
    }

    /** All ports speak, and Delay_Req of a client is answered; gives the clockIdentity of the default instance. */
    private String assertServed() {
        try (Wiretap wire = Wiretap.on(cable());
                Ptp4l client = Ptp4l.client(cable(), "UDPv4", folder(), "020000.fffe.000012")) {
            awaitStreams(wire);
            client.offsets(3, LIMIT);
            return announce(wire, V4).text("ptp.v2.clockidentity");
        }
    }

    private static void awaitStreams(Wiretap wire) {
        Patience.awaitThat("Announce and Sync of " + STREAMS, LIMIT,
                () -> speakers(wire, WireMessage.ANNOUNCE).equals(STREAMS)
                        && speakers(wire, WireMessage.SYNC).equals(STREAMS)
                        && speakers(wire, WireMessage.FOLLOW_UP).equals(STREAMS));
    }

    private static Set<String> speakers(Wiretap wire, String type) {
        return wire.messages().stream().filter(message -> message.is(type)).map(WireMessage::stream)
                .collect(Collectors.toSet());
    }

    private static WireMessage announce(Wiretap wire, String stream) {
        return wire.await("Announce of " + stream, LIMIT,
                message -> message.is(WireMessage.ANNOUNCE) && message.stream().equals(stream));
    }

    @Test
    void aBetterMasterMakesThePortPassiveAndItsEndMakesItMasterAgain() {
        try (Wiretap wire = Wiretap.on(cable())) {
            String identity = announce(wire, V4).text("ptp.v2.clockidentity");
            Predicate<WireMessage> ours = message -> message.isFrom(identity) && message.stream().equals(V4);
            try (Ptp4l rival = Ptp4l.rival(cable(), "UDPv4", folder(), "020000.fffe.000013", 1)) {
                rival.program().await("assuming the grand master role", LIMIT);
                // Silent while the rival has announced itself five times: that is longer than any of our intervals.
                Patience.awaitThat("our port is PASSIVE", LIMIT, () -> {
                    var messages = wire.messages();
                    int last = messages.size() - 1;
                    while (last >= 0 && !(ours.test(messages.get(last)) && (messages.get(last)
                            .is(WireMessage.ANNOUNCE) || messages.get(last).is(WireMessage.SYNC)))) {
                        last--;
                    }
                    return messages.stream().skip(last + 1L).filter(message -> message.is(WireMessage.ANNOUNCE)
                            && message.number("ptp.v2.an.priority1") == 1).count() >= 5;
                });
                // The other ports have no rival.
                wire.await("the L2 port speaks on", LIMIT, message -> message.is(WireMessage.ANNOUNCE)
                        && message.isFrom(identity) && message.stream().startsWith("L2"));
            }
            wire.await("our port is MASTER again", LIMIT, ours.and(message -> message.is(WireMessage.ANNOUNCE)));
        }
    }
}
