package dev.grandmaster.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.grandmaster.app.config.SiteConfig.PtpPort;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.Timestamping;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.linux.board.LinuxSettings;
import dev.grandmaster.linux.bus.SpiDac;
import dev.grandmaster.ptp.dataset.DelayMechanism;
import dev.grandmaster.ptp.profile.Profile;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.sim.world.FaultKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationTest {
    private static final Path BOARDS = Path.of(System.getProperty("gm.root", ".."), "board-configs");
    private static final Path SIMULATED = BOARDS.resolve("simulated.toml");

    @TempDir
    Path folder;

    @Test
    void everyKeyOfASiteArrivesInItsRecord() throws Exception {
        Configuration configuration = load("""
                [antenna]
                cableDelayNs = 197.5
                [ptp]
                domainNumber = 3
                priority1 = 10
                priority2 = 20
                profile = "default"
                clockIdentity = "001122.fffe.334455"
                [[ptp.instance]]
                name = "second"
                domainNumber = 4
                [[ptp.port]]
                interface = "eth0"
                instance = "second"
                transport = "L2"
                timestamping = "software"
                delayMechanism = "P2P"
                masterOnly = true
                dscpEvent = 46
                dscpGeneral = 34
                udpTtl = 4
                egressLatency = 12.25
                ingressLatency = -3
                logAnnounceInterval = 0
                logSyncInterval = -3
                logMinDelayReqInterval = -2
                announceReceiptTimeout = 4
                ptpMinorVersion = 0
                [holdover]
                minLockSeconds = 5
                specNs = 100
                [leap]
                file = "my.list"
                [state]
                directory = "here"
                """);
        SiteConfig site = configuration.site();
        assertEquals(197.5, site.cableDelayNs());
        SiteConfig.PtpInstance first = site.instances().getFirst();
        assertEquals(new SiteConfig.PtpInstance("", 3, 10, 20, 128, Profile.DEFAULT_E2E, first.clockIdentity(),
                SiteConfig.Ladder.USUAL),
                first);
        assertEquals("001122.fffe.334455", first.clockIdentity().orElseThrow().toString());
        assertEquals("second", site.instances().get(1).name());
        assertEquals(4, site.instances().get(1).domainNumber());
        assertEquals(
                List.of(new PtpPort(new PortSpec("eth0", TransportProtocol.IEEE_802_3, Timestamping.SOFTWARE,
                        new PortSpec.Marking(46, 34, 4)), "second", DelayMechanism.P2P, true, 128, 0, -3, -2, 4, 0,
                        new SiteConfig.Delivery(true, true, true), new SiteConfig.Latency(12.25, -3, List.of()),
                        new SiteConfig.Neighbour(0, 2e7))),
                configuration.ptpPorts());
        assertTrue(configuration.portsAskedFor());
        assertEquals(new SiteConfig.Holdover(5, 100, 86_400), site.holdover());
        assertEquals(Optional.of("my.list"), site.leapSecondsFile());
        assertEquals(Optional.of("here"), site.stateDirectory());
    }

    @Test
    void withoutASiteTheSimulatedBoardServesLoopback() throws Exception {
        Configuration configuration = Configuration.load(SIMULATED, Optional.empty(), List.of());
        assertTrue(configuration.board().simulated());
        assertEquals(OscillatorKind.OCXO, configuration.board().simulation().orElseThrow().oscillator());
        assertEquals(Optional.of(OscillatorKind.OCXO), configuration.board().oscillator());
        assertFalse(configuration.portsAskedFor());
        PtpPort port = configuration.ptpPorts().getFirst();
        assertEquals(new PortSpec("lo", TransportProtocol.UDP_IPV4, Timestamping.AUTO), port.spec());
        assertEquals(1, port.logAnnounceInterval());
        assertEquals(600, configuration.site().holdover().minLockSeconds());
    }

    @Test
    void allErrorsAreReportedAtOnceEachWithItsPlaceAndWhatIsAllowed() {
        assertProblems("""
                [ptp]
                domainNumber = 300
                prioritty1 = 1
                profile = 7
                [[ptp.port]]
                logSyncInterval = "fast"
                transport = "UDPv5"
                [holdover]
                specNs = 1.5
                [antena]
                x = 1
                """,
                "2:1: ptp.domainNumber = 300: out of range; allowed: a whole number from 0 to 255",
                "3:1: ptp.prioritty1 = 1: unknown key; did you mean priority1?; allowed: domainNumber, priority1,"
                        + " priority2, localPriority, profile, clockIdentity, degradation, frequencyCategory,"
                        + " announceHoldoverAccuracy, lockedQualityLevel, holdoverQualityLevel, instance, port,"
                        + " latency, unicast, management, security",
                "4:1: ptp.profile = 7: not text in quotes; allowed: \"default\", \"default-p2p\", \"G.8265.1\","
                        + " \"G.8275.1\", \"G.8275.2\", \"enterprise\", \"802.1AS\", \"C37.238\", \"ST2059-2\","
                        + " \"AES67\"",
                "5:1: ptp.port[0].interface: missing; allowed: the name of a network interface, 1 to 15 characters"
                        + " without blanks and slashes",
                "6:1: ptp.port[0].logSyncInterval = \"fast\": not a whole number; allowed: a whole number from -7 to 4"
                        + " log2 s",
                "7:1: ptp.port[0].transport = \"UDPv5\": unknown; did you mean \"UDPv4\"?; allowed: \"UDPv4\","
                        + " \"UDPv6\", \"L2\"",
                "9:1: holdover.specNs = 1.5: not a whole number; allowed: a whole number from 1 to 1000000000 ns",
                "10:1: antena = a table: unknown table; did you mean antenna?; allowed: antenna, receiver, ptp, ptp.instance,"
                        + " ptp.port, ptp.latency, ptp.unicast,"
                        + " holdover, leap, witness, state, ptp.management, ptp.security, alarms, history, mqtt, influx, web");
    }

    @Test
    void aKeyInTheWrongTableIsTold() {
        assertProblems("cableDelayNs = 5\n", "1:1: cableDelayNs = 5: unknown key; did you mean antenna.cableDelayNs?;"
                + " allowed: antenna, receiver, ptp, ptp.instance, ptp.port, ptp.latency, ptp.unicast,"
                + " holdover, leap, witness, state, ptp.management, ptp.security, alarms, history, mqtt, influx, web");
    }

    @Test
    void whatIsNoTomlAndWhatIsDefinedTwiceHasItsPlace() {
        List<String> problems = problems("[ptp]\npriority1 = 1\npriority1 = 2\npriority2 = = 3\n");
        assertEquals(2, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith("3:1: priority1 previously defined at line 2"), problems::toString);
        assertTrue(problems.get(1).startsWith("4:13: Unexpected '='"), problems::toString);
    }

    @Test
    void listsOfPrefixesAreReadAndTheirErrorsTold() {
        String allowed = "; allowed: a list of address prefixes such as \"10.1.0.0/16\" or \"fd00::/8\", or addresses of cards on Ethernet such as \"00:11:22:33:44:55\"";
        assertProblems("[ptp.unicast]\nallow = [\"10.0.0.0/8\", \"10.0.0.0/40\"]\n",
                "2:1: ptp.unicast.allow = [\"10.0.0.0/8\", \"10.0.0.0/40\"]: \"10.0.0.0/40\" is no prefix" + allowed);
        assertProblems("[ptp.unicast]\nallow = []\ndeny = [\"here\"]\nmaxClients = [1]\n",
                "3:1: ptp.unicast.deny = [\"here\"]: not of the right form" + allowed,
                "4:1: ptp.unicast.maxClients = [1]: not a single value; allowed: a whole number from 0 to 100000");
    }

    @Test
    void tablesAndValuesAreNotMixedUp() {
        assertProblems("antenna = 3\n[ptp.port]\ninterface = \"a\"\n[ptp]\npriority1 = [1]\n",
                "1:1: antenna = 3: not a table; allowed: [antenna]",
                "2:1: ptp.port = a table: not a table; allowed: any number of [[ptp.port]]",
                "5:1: ptp.priority1 = [1]: not a single value; allowed: a whole number from 0 to 255");
    }

    @Test
    void portsAndInstancesFitTogether() {
        assertProblems("""
                [[ptp.instance]]
                name = "a"
                domainNumber = 1
                [[ptp.instance]]
                name = "a"
                domainNumber = 2
                [[ptp.instance]]
                name = "c"
                domainNumber = 0
                [[ptp.port]]
                interface = "eth0"
                instance = "b"
                [[ptp.port]]
                interface = "eth0"
                instance = "a"
                [[ptp.port]]
                interface = "eth0"
                instance = "a"
                transport = "UDPv4"
                [[ptp.port]]
                interface = "eth0"
                instance = "a"
                transport = "UDPv6"
                """,
                "5:1: ptp.instance[1].name = \"a\": defined twice; allowed: each name once",
                "9:1: ptp.instance[2].domainNumber = 0: taken by another instance; allowed: a domainNumber of its own",
                "12:1: ptp.port[0].instance = \"b\": no such instance is defined; allowed: \"\" (the default instance),"
                        + " \"a\", \"c\"",
                "17:1: ptp.port[2].interface = \"eth0\": another port has the same interface, transport and"
                        + " domainNumber; allowed: each combination once");
    }

    @Test
    void anAllZeroClockIdentityIsRefused() {
        assertProblems("[ptp]\nclockIdentity = \"000000.0000.000000\"\n",
                "2:1: ptp.clockIdentity = \"000000.0000.000000\": not of the right form; allowed: 16 hexadecimal digits,"
                        + " not all 0, such as \"001122.fffe.334455\"");
    }

    @Test
    void theCommandLineComesBeforeBothFiles() throws Exception {
        Path site = write("[antenna]\ncableDelayNs = 1\n[[ptp.port]]\ninterface = \"eth0\"\n");
        Configuration configuration = Configuration.load(SIMULATED, Optional.of(site), List.of(
                "antenna.cableDelayNs=250", "antenna.lengthDelayNs = -20.5", "oscillator.kind=Rb",
                "ptp.port[0].logSyncInterval=-3", "ptp.port[1].interface=eth1", "ptp.port[1].transport=\"L2\"",
                "ptp.priority1=1", "ptp.priority1=2", "fault[0].atS=5", "fault[0].kind=silence"));
        assertEquals(250, configuration.site().cableDelayNs());
        BoardConfig.Simulation world = configuration.board().simulation().orElseThrow();
        assertEquals(-20.5, world.antennaDelayNs());
        assertEquals(OscillatorKind.RB, world.oscillator());
        assertEquals(List.of(new BoardConfig.PlannedFault(5, Optional.empty(), FaultKind.SILENCE, 0)), world.faults());
        assertEquals(List.of("eth0", "eth1"),
                configuration.ptpPorts().stream().map(port -> port.spec().interfaceName()).toList());
        assertEquals(-3, configuration.ptpPorts().getFirst().logSyncInterval());
        assertEquals(TransportProtocol.IEEE_802_3, configuration.ptpPorts().get(1).spec().protocol());
        assertEquals(2, configuration.site().instances().getFirst().priority1());
    }

    @Test
    void theCommandLineReplacesAllPorts() throws Exception {
        Path site = write("[[ptp.port]]\ninterface = \"eth0\"\n[[ptp.port]]\ninterface = \"eth1\"\n");
        Configuration configuration = Configuration.load(SIMULATED, Optional.of(site),
                List.of("ptp.port=[{interface=\"veth0\", transport=\"UDPv6\"}]"));
        assertEquals(List.of(new PortSpec("veth0", TransportProtocol.UDP_IPV6, Timestamping.AUTO)),
                configuration.ptpPorts().stream().map(PtpPort::spec).toList());
    }

    @Test
    void errorsOfTheCommandLineSayWhereTheyComeFrom() {
        ConfigurationException e = assertThrows(ConfigurationException.class,
                () -> Configuration.load(SIMULATED, Optional.empty(), List.of("ptp.domainNumber=300", "nonsense",
                        "ptp.domainNumbr=1", "ptp.port[1].interface=eth0", "board.name=")));
        List<String> lines = e.getMessage().lines().toList();
        assertEquals(5, lines.size(), e::getMessage);
        assertTrue(lines.contains("--set: ptp.domainNumber = 300: out of range; allowed: a whole number from 0 to 255"),
                e::getMessage);
        assertTrue(lines.contains("--set: board.name = \"\": not of the right form; allowed: text"), e::getMessage);
        assertTrue(lines.stream().anyMatch(line -> line.startsWith(
                "--set: ptp.domainNumbr=1: unknown key; did you mean ptp.domainNumber?")), e::getMessage);
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("--set: nonsense: not an assignment")),
                e::getMessage);
        assertTrue(
                lines.contains("--set: ptp.port[1].interface=eth0: there is no port[1]; allowed: [0], which adds one"),
                e::getMessage);
    }

    @ParameterizedTest
    @MethodSource("boardFiles")
    void everyBoardFileIsGood(Path file) throws Exception {
        assertEquals("board file", Configuration.check(file).kind());
    }

    static Stream<Path> boardFiles() throws IOException {
        try (Stream<Path> files = Files.list(BOARDS)) {
            List<Path> found = files.sorted().toList();
            assertTrue(found.size() >= 4, found::toString);
            return found.stream();
        }
    }

    @Test
    void aRealBoardHasNoPhysicsAndASimulatedOneNoDevices() throws Exception {
        Path real = write("[board]\nname = \"x\"\n[receiver]\ncold = true\n[[fault]]\natS = 1\nkind = \"stall\"\n");
        assertEquals(List.of(
                "3:1: receiver.device: missing; allowed: an absolute path, tcp://HOST:PORT or file:/PATH",
                "4:1: receiver.cold = true: only a simulated board has it (board.simulated = true); allowed: leave it out",
                "6:1: fault[0].atS = 1: only a simulated board has it (board.simulated = true); allowed: leave it out",
                "7:1: fault[0].kind = \"stall\": only a simulated board has it (board.simulated = true); allowed: leave"
                        + " it out"),
                lines(real, assertThrows(ConfigurationException.class, () -> Configuration.check(real))));
        Path invented = write("[board]\nname = \"x\"\nsimulated = true\n[clock]\nkind = \"phc\"\n");
        assertEquals(List.of("5:1: clock.kind = \"phc\": a simulated board has its own; allowed: leave it out"),
                lines(invented, assertThrows(ConfigurationException.class, () -> Configuration.check(invented))));
    }

    @Test
    void aRealBoardIsBelievedNoOscillatorThatItDoesNotName() throws Exception {
        Path board = BOARDS.resolve("intel-i210.toml");
        Optional<Path> site = Optional.of(write("[[ptp.port]]\ninterface = \"eth0\"\n"));
        assertEquals(Optional.empty(), Configuration.load(board, site, List.of()).board().oscillator());
        assertEquals(Optional.of(OscillatorKind.TCXO),
                Configuration.load(board, site, List.of("oscillator.kind=TCXO")).board().oscillator());
    }

    @Test
    void anOscillatorIsTunedByOneOfThree() throws Exception {
        Path board = BOARDS.resolve("intel-i210.toml");
        Optional<Path> site = Optional.of(write("[[ptp.port]]\ninterface = \"eth0\"\n"));
        BoardConfig.Tuning tuning = Configuration
                .load(board, site, List.of("tuning.spiDac=LTC2600", "tuning.spiBus=1", "tuning.chipSelect=2"))
                .board().tuning().orElseThrow();
        assertEquals(new LinuxSettings.SpiConverter(SpiDac.Kind.LTC2600, 1, 2), tuning.tuner());
        assertEquals(Optional.empty(), tuning.ppbPerStep());
        String both = assertThrows(ConfigurationException.class, () -> Configuration.load(board, site,
                List.of("tuning.spiDac=LTC2600", "tuning.dac=MCP4725"))).getMessage();
        assertTrue(both.contains("the oscillator is tuned by one of them; allowed: one of tuning.dac, tuning.spiDac and"
                + " tuning.oscillator"), both);
        String none = assertThrows(ConfigurationException.class, () -> Configuration.load(board, site,
                List.of("tuning.ppbPerStep=1"))).getMessage();
        assertTrue(none.contains("tuning.dac: missing; allowed: one of"), none);
    }

    @Test
    void aPulseOnACardNeedsTheCardsClock() throws Exception {
        Path board = write("[board]\nname = \"x\"\n[receiver]\ndevice = \"/dev/t\"\n[pps]\nsource = \"extts\"\n");
        assertEquals(List.of("6:1: pps.source = \"extts\": stamps come from a network card's clock, and clock.kind is"
                + " \"system\"; allowed: \"kernel\", \"gpio\", or clock.kind = \"phc\""),
                lines(board, assertThrows(ConfigurationException.class, () -> Configuration.check(board))));
    }

    @Test
    void theMeasuringInputIsAnotherOneThanTheReceivers() throws Exception {
        Path i210 = BOARDS.resolve("intel-i210.toml");
        Optional<Path> site = Optional.of(write("[[ptp.port]]\ninterface = \"eth0\"\n"));
        assertEquals(Optional.empty(), Configuration.load(i210, site, List.of()).board().measurement());
        BoardConfig.Measurement second = Configuration
                .load(i210, site, List.of("measurement.source=extts", "measurement.channel=1",
                        "measurement.delayNs=12.5"))
                .board().measurement().orElseThrow();
        assertEquals(1, second.input().channel());
        assertEquals(12.5, second.delayNs());
        String same = assertThrows(ConfigurationException.class,
                () -> Configuration.load(i210, site, List.of("measurement.source=extts"))).getMessage();
        assertTrue(same.contains("it is the input of the receiver's pulse; allowed: another input"), same);
        Path simulated = BOARDS.resolve("simulated.toml");
        assertTrue(Configuration.load(simulated, Optional.empty(), List.of("measurement.delayNs=0")).board()
                .measurement().isPresent());
        String source = assertThrows(ConfigurationException.class, () -> Configuration.load(simulated, Optional.empty(),
                List.of("measurement.source=extts"))).getMessage();
        assertTrue(source.contains("a simulated board has its own"), source);
    }

    @Test
    void aPulseOnALineAndLampsAreNamedOnce() throws Exception {
        String receiver = "[board]\nname = \"x\"\n[receiver]\ndevice = \"/dev/t\"\n";
        Path wrong = write(receiver + """
                [pps]
                source = "gpio"
                [[pulseOutput]]
                shows = "locked"
                [[output]]
                shows = "healthy"
                [[output]]
                line = "gpiochip0/17"
                led = "red"
                shows = "alarm"
                """);
        assertEquals(List.of(
                "5:1: pps.line: missing; allowed: pps.source = \"gpio\" together with pps.line",
                "8:1: pulseOutput[0].shows = \"locked\": a pulse comes from a network card's clock, and clock.kind is"
                        + " \"system\"; allowed: leave it out",
                "10:1: output[0].shows = \"healthy\": needs to be named once; allowed: either output.line or"
                        + " output.led",
                "14:1: output[1].shows = \"alarm\": needs to be named once; allowed: either output.line or output.led"),
                lines(wrong, assertThrows(ConfigurationException.class, () -> Configuration.check(wrong))));
        Configuration.check(write(receiver + """
                [pps]
                source = "gpio"
                line = "GPIO18"
                [[output]]
                line = "pinctrl-bcm2711/17"
                activeLow = true
                shows = "healthy"
                """));
    }

    @Test
    void withoutAnyPortThereIsNothingToServe() {
        ConfigurationException e = assertThrows(ConfigurationException.class,
                () -> Configuration.load(BOARDS.resolve("generic-linux.toml"), Optional.empty(), List.of()));
        assertTrue(e.getMessage().contains("no network port"), e::getMessage);
    }

    @Test
    void filesThatCannotBeReadAreNamed() throws Exception {
        Path absent = folder.resolve("absent.toml");
        assertEquals(absent + ": no such file",
                assertThrows(ConfigurationException.class, () -> Configuration.check(absent)).getMessage());
        assertEquals(folder + ": is a directory",
                assertThrows(ConfigurationException.class, () -> Configuration.check(folder)).getMessage());
        Path binary = Files.write(folder.resolve("binary.toml"), new byte[]{(byte) 0xc3, 0x28});
        assertEquals(binary + ": not UTF-8 text",
                assertThrows(ConfigurationException.class, () -> Configuration.check(binary)).getMessage());
    }

    @Test
    void aScenarioHasItsKeysAndRefusesFaultsThatCannotBePlayed() throws Exception {
        Path file = write("""
                durationS = 3600
                seed = 7
                profile = "default"
                [oscillator]
                kind = "TCXO"
                [receiver]
                protocol = "NMEA"
                qErr = false
                cold = true
                latencyMs = 300
                [antenna]
                lengthDelayNs = 200
                configuredDelayNs = 150
                [[fault]]
                atS = 100
                forS = 50
                kind = "ppsStepNs"
                value = 500
                """);
        assertEquals("scenario", Configuration.check(file).kind());
        Scenario scenario = Configuration.loadScenario(file, List.of("seed=8"), EnumSet.allOf(FaultKind.class));
        assertEquals(new Scenario(3600, Profile.DEFAULT_E2E,
                new BoardConfig.Simulation(8, OscillatorKind.TCXO,
                        new BoardConfig.SimulatedReceiver(BoardConfig.Protocol.NMEA, false, true, 300), 200,
                        List.of(new BoardConfig.PlannedFault(100, Optional.of(50.0), FaultKind.PPS_STEP, 500))),
                150), scenario);
        ConfigurationException refused = assertThrows(ConfigurationException.class,
                () -> Configuration.loadScenario(file, List.of(), EnumSet.of(FaultKind.SILENCE)));
        assertEquals(List.of("17:1: fault[0].kind = \"ppsStepNs\": known, but not simulated yet; allowed: \"silence\""),
                lines(file, refused));
    }

    @Test
    void aFaultHasAValueExactlyWhenItsKindNeedsOne() throws Exception {
        Path file = write("""
                durationS = 10
                [[fault]]
                atS = 1
                kind = "ppsStepNs"
                [[fault]]
                atS = 1
                kind = "silence"
                value = 2
                """);
        List<String> lines = lines(file, assertThrows(ConfigurationException.class, () -> Configuration.check(file)));
        assertEquals(2, lines.size(), lines::toString);
        assertTrue(lines.get(0).startsWith("2:1: fault[0].value: missing, since ppsStepNs needs it"), lines::toString);
        assertEquals("8:1: fault[1].value = 2: silence has no value; allowed: leave it out", lines.get(1));
    }

    @Test
    void theAntennasDelayIsAddedUpFromItsParts() throws Exception {
        assertEquals(0, load("").site().cableDelayNs());
        assertEquals(-12.5, load("[antenna]\ncableDelayNs = -12.5\n").site().cableDelayNs());
        // 299.792458 m at 0.66 of the speed of light take 1000 / 0.66 ns.
        assertEquals(1515.15 + 20 + 2 + 30 + 4, load("""
                [antenna]
                cable = "RG-58"
                lengthM = 299.792458
                cableDelayNs = 20
                splitterDelayNs = 2
                amplifierDelayNs = 30
                receiverDelayNs = 4
                """).site().cableDelayNs(), 0.01);
        assertEquals(List.of("2:1: antenna.lengthM = 3: says nothing without antenna.cable; allowed: antenna.cable"
                + " beside it"), problems("[antenna]\nlengthM = 3\n"));
        assertTrue(problems("[antenna]\ncable = \"RG-8888\"\n").getFirst().contains("\"RG-58\""));
    }

    @Test
    void aFixedPlaceIsWholeAndOthersHaveNone() throws Exception {
        SiteConfig.Place place = load("""
                [receiver]
                position = "fixed"
                latitudeDeg = 51.4779
                longitudeDeg = -0.0015
                heightM = 68
                """).site().place();
        assertEquals(SiteConfig.Place.Kind.FIXED, place.kind());
        assertEquals(-0.0015, place.longitudeDeg());
        assertEquals(SiteConfig.Place.Kind.SURVEY, load("").site().place().kind());
        assertEquals(2, problems("[receiver]\nposition = \"fixed\"\nheightM = 1\n").size());
        assertEquals(1, problems("[receiver]\nheightM = 1\n").size());
    }

    private Configuration load(String site) throws Exception {
        return Configuration.load(SIMULATED, Optional.of(write(site)), List.of());
    }

    private void assertProblems(String site, String... expected) {
        assertEquals(List.of(expected), problems(site));
    }

    private List<String> problems(String site) {
        try {
            Path file = write(site);
            return lines(file, assertThrows(ConfigurationException.class,
                    () -> Configuration.load(SIMULATED, Optional.of(file), List.of())));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The exception's lines without the name of the file. */
    private static List<String> lines(Path file, ConfigurationException e) {
        return e.getMessage().lines().map(line -> {
            assertTrue(line.startsWith(file + ":"), line);
            return line.substring(file.toString().length() + 1);
        }).toList();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "test", ".toml"), text);
    }
}
