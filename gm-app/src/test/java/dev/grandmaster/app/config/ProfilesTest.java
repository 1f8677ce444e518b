package dev.grandmaster.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.grandmaster.app.config.SiteConfig.PtpPort;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.ptp.dataset.DelayMechanism;
import dev.grandmaster.ptp.profile.Profile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code profile = ...} presets, forbids and doubts. */
class ProfilesTest {
    private static final Path SIMULATED = Path.of("../board-configs/simulated.toml");

    @TempDir
    private Path folder = Path.of("");

    private Configuration load(String site) throws Exception {
        Path file = folder.resolve("site.toml");
        Files.writeString(file, site);
        return Configuration.load(SIMULATED, Optional.of(file), List.of());
    }

    private List<String> problems(String site) {
        return assertThrows(ConfigurationException.class, () -> load(site)).problems().stream()
                .map(problem -> problem.toString().substring(folder.toString().length() + "/site.toml:".length()))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void itsOwnPresetsAreGood(Profile profile) throws Exception {
        Configuration configuration = load("""
                [ptp]
                profile = "%s"
                [[ptp.port]]
                interface = "eth0"
                """.formatted(profile.word()));
        assertEquals(List.of(), configuration.warnings());
        SiteConfig.PtpInstance instance = configuration.site().instances().getFirst();
        PtpPort port = configuration.ptpPorts().getFirst();
        assertEquals(profile.domain().number().preset(), instance.domainNumber());
        assertEquals(profile.ranks().priority1().preset(), instance.priority1());
        assertEquals(profile.intervals().logSyncInterval().preset(), port.logSyncInterval());
        assertEquals(profile.delayMechanism(), port.delayMechanism());
        assertEquals(profile.ranks().masterOnly(), port.masterOnly());
        assertEquals(profile.ways().delivery().linkLocalGroup(), port.spec().manner().linkLocalGroup());
    }

    @Test
    void portsWithoutATableFollowTheProfileToo() throws Exception {
        PtpPort port = load("ptp.profile = \"802.1AS\"").ptpPorts().getFirst();
        assertEquals(TransportProtocol.IEEE_802_3, port.spec().protocol());
        assertEquals(DelayMechanism.P2P, port.delayMechanism());
        assertEquals(-3, port.logSyncInterval());
    }

    @Test
    void whatIsWrittenComesBeforeAPreset() throws Exception {
        PtpPort port = load("""
                ptp.profile = "enterprise"
                [[ptp.port]]
                interface = "eth0"
                unicastNegotiation = true
                logSyncInterval = -4
                """).ptpPorts().getFirst();
        assertTrue(port.delivery().unicastNegotiation());
        assertTrue(port.delivery().hybridE2e());
        assertEquals(-4, port.logSyncInterval());
    }

    @Test
    void aBoundThatWasReadRefuses() {
        assertEquals(List.of(
                "2:1: ptp.domainNumber = 44: the profile G.8275.1 does not allow it; allowed: 24 to 43",
                "3:1: ptp.priority1 = 1: the profile G.8275.1 does not allow it; allowed: 128",
                "6:1: ptp.port[0].transport = \"UDPv4\": the profile G.8275.1 does not allow it; allowed: \"L2\""),
                problems("""
                        ptp.profile = "G.8275.1"
                        ptp.domainNumber = 44
                        ptp.priority1 = 1
                        [[ptp.port]]
                        interface = "eth0"
                        transport = "UDPv4"
                        """));
        assertEquals(List.of("1:1: ptp.domainNumber = 200: the profile default does not allow it; allowed: 0 to 127"),
                problems("ptp.domainNumber = 200"));
    }

    @Test
    void aBoundFromMemoryWarnsAndTheValueCounts() throws Exception {
        Configuration configuration = load("""
                ptp.profile = "G.8275.1"
                [[ptp.port]]
                interface = "eth0"
                logSyncInterval = -3
                """);
        assertEquals(-3, configuration.ptpPorts().getFirst().logSyncInterval());
        assertEquals(List.of(folder.resolve("site.toml") + ":4:1: warning: ptp.port[0].logSyncInterval = -3:"
                + " the profile G.8275.1 is believed to allow -4"), configuration.warnings());
        assertEquals(configuration.warnings(), Configuration.check(folder.resolve("site.toml")).warnings());
    }

    @Test
    void portsThatShareSocketsMustAgreeAboutThem() {
        assertEquals(List.of(
                "9:1: ptp.port[1].dscpEvent = 34: an earlier port on the same interface and transport says otherwise,"
                        + " and they share their sockets; allowed: 46",
                "10:1: ptp.port[1].udpTtl = 9: an earlier port on the same interface and transport says otherwise,"
                        + " and they share their sockets; allowed: 1"),
                problems("""
                        [[ptp.instance]]
                        name = "b"
                        domainNumber = 1
                        [[ptp.port]]
                        interface = "eth0"
                        dscpEvent = 46
                        [[ptp.port]]
                        interface = "eth0"
                        dscpEvent = 34
                        udpTtl = 9
                        instance = "b"
                        """));
    }

    @Test
    void latenciesAreGatheredBySpeed() throws Exception {
        PtpPort port = load("""
                [[ptp.port]]
                interface = "eth0"
                egressLatency = 0.5
                [[ptp.latency]]
                interface = "eth0"
                linkSpeed = 1000
                egressLatency = 100.25
                [[ptp.latency]]
                interface = "eth1"
                linkSpeed = 1000
                """).ptpPorts().getFirst();
        assertEquals(new SiteConfig.Latency(0.5, 0, List.of(new SiteConfig.LinkLatency("eth0", 1000, 100.25, 0))),
                port.latency());
        assertEquals(List.of("6:1: ptp.latency[1].linkSpeed = 100: another table has the same interface and speed;"
                + " allowed: each combination once"), problems("""
                        [[ptp.latency]]
                        interface = "eth0"
                        linkSpeed = 100
                        [[ptp.latency]]
                        interface = "eth0"
                        linkSpeed = 100
                        """));
    }
}
