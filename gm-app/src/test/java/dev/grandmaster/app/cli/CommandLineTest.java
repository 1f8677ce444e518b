package dev.grandmaster.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import dev.grandmaster.app.config.RunRequest;
import dev.grandmaster.app.config.SimulateRequest;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.sim.world.FaultKind;
import io.avaje.jsonb.Jsonb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
    private static final Path HOME = Path.of(System.getProperty("gm.root", ".."));

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<RunRequest> runs = new ArrayList<>();
    private final List<SimulateRequest> simulations = new ArrayList<>();
    private Work.Job<RunRequest> run = request -> ExitCode.OK;
    private Optional<String> defaultBoard = Optional.of("simulated");

    @Test
    void runHandsOverWhatWasConfigured() throws IOException {
        Path site = Files.writeString(folder.resolve("site.toml"), "[state]\ndirectory = \"there\"\n");
        assertEquals(0,
                gm("run", "--site", site.toString(), "--set", "antenna.cableDelayNs=7", "--set=ptp.priority1=3"));
        RunRequest request = runs.getFirst();
        assertTrue(request.configuration().board().simulated());
        assertFalse(request.boardAskedFor());
        assertEquals(7, request.configuration().site().cableDelayNs());
        assertEquals(3, request.configuration().site().instances().getFirst().priority1());
        assertEquals(Path.of("there"), request.stateDirectory());
    }

    @Test
    void theOptionForTheStateDirectoryComesBeforeTheKey() {
        assertEquals(0, gm("run", "--board", "simulated", "--state-dir", "here", "--set", "state.directory=there"));
        assertEquals(Path.of("here"), runs.getFirst().stateDirectory());
        assertTrue(runs.getFirst().boardAskedFor());
    }

    @Test
    void anInstalledCopyHasNoBoardByDefault() {
        defaultBoard = Optional.empty();
        assertEquals(2, gm("run"));
        assertEquals(List.of(), runs);
        assertTrue(oneLine().startsWith("gm: no board: name one by --board (known: generic-linux, intel-i210,"),
                oneLine());
    }

    @Test
    void anUnknownBoardIsToldWithTheKnownOnes() {
        assertEquals(2, gm("run", "--board", "rpi"));
        assertTrue(oneLine().startsWith("gm: --board rpi: no such board; known: generic-linux, intel-i210,"),
                oneLine());
    }

    @Test
    void wrongUsageIsOneLine() {
        assertEquals(2, gm("run", "--bord", "x"));
        assertEquals("gm: Unknown options: '--bord', 'x' (see 'gm run --help')", oneLine());
    }

    @Test
    void everyErrorOfTheConfigurationIsALineAndTheExitCodeIsTwo() {
        assertEquals(2, gm("run", "--set", "ptp.priority1=x", "--set", "ptp.priority2=-1"));
        assertEquals(2, text(err).lines().count(), text(err));
    }

    @Test
    void missingHardwareIsOneLineAndThree() {
        run = request -> {
            throw new BoardException(BoardException.Kind.BUSY, "/dev/ttyS0 is held by gpsd");
        };
        assertEquals(3, gm("run"));
        assertEquals("gm: /dev/ttyS0 is held by gpsd", oneLine());
    }

    @Test
    void aFaultOfTheProgramIsOneLineWithAnIdAndItsTraceIsKept() throws IOException {
        run = request -> {
            throw new IllegalStateException("the unexpected\nhappened");
        };
        assertEquals(4, gm("run"));
        String line = oneLine();
        assertTrue(line.matches("gm: internal error [0-9a-f]{6}: the unexpected happened \\(details: .*\\)"), line);
        Path trace = Path.of(line.replaceFirst(".*details: (.*)\\)$", "$1"));
        assertTrue(Files.readString(trace).contains("at dev.grandmaster.app.cli.CommandLineTest"), line);
    }

    @Test
    void anErrorOfTheMachineIsNoTraceEither() {
        run = request -> {
            throw new NoClassDefFoundError("dev/grandmaster/Gone");
        };
        assertEquals(4, gm("run"));
        assertTrue(oneLine().startsWith("gm: internal error "), oneLine());
    }

    @Test
    void checkConfigSaysWhatEachFileIs() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.toml"), "[ptp]\npriority1 = 256\n");
        Path site = Files.writeString(folder.resolve("site.toml"), "[ptp]\npriority1 = 1\n");
        assertEquals(2, gm("check-config", site.toString(), wrong.toString(),
                HOME.resolve("board-configs/simulated.toml").toString()));
        assertEquals(
                List.of(site + ": site file, good",
                        HOME.resolve("board-configs/simulated.toml") + ": board file, good"),
                text(out).lines().toList());
        assertEquals(wrong + ":2:1: ptp.priority1 = 256: out of range; allowed: a whole number from 0 to 255",
                oneLine());
    }

    @Test
    void simulateHandsOverTheScenario() throws IOException {
        Path scenario = Files.writeString(folder.resolve("scenario.toml"), "durationS = 60\nseed = 4\n");
        assertEquals(0, gm("simulate", scenario.toString(), "--out", "series.csv", "--set", "durationS=70"));
        SimulateRequest request = simulations.getFirst();
        assertEquals(70, request.scenario().durationS());
        assertEquals(4, request.scenario().world().seed());
        assertEquals(Optional.of(Path.of("series.csv")), request.series());
    }

    @Test
    void scanCountsPlainAndPackedFilesAlike() throws IOException {
        byte[] sentence = "$GPZDA,160012.71,11,03,2004,-1,00*7D\r\nnoise\r\n".getBytes(StandardCharsets.US_ASCII);
        Path plain = Files.write(folder.resolve("plain.log"), sentence);
        Path packed = folder.resolve("packed.log");
        try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(packed))) {
            stream.write(sentence);
        }
        assertEquals(2, gm("scan", plain.toString(), folder.resolve("absent").toString(), packed.toString()));
        assertEquals("gm: " + folder.resolve("absent") + ": no such file", oneLine());
        List<String> lines = text(out).lines().toList();
        assertEquals(2, lines.size(), lines::toString);
        for (int i = 0; i < 2; i++) {
            Object found = Jsonb.builder().build().type(Object.class).fromJson(lines.get(i));
            assertEquals(Map.of("file", (i == 0 ? plain : packed).toString(), "bytes", (long) sentence.length,
                    "counts", Map.of("GPZDA", 1L), "bad", Map.of(), "unframed_bytes", 5L), found);
        }
    }

    @Test
    void decodePrintsALineForEachPtpFrame() throws IOException {
        HexFormat hex = HexFormat.of();
        String ethernet = "011b19000000" + "020000000001" + "88f7";
        String sync = "0002002c" + "00000200" + "0000000000000000" + "00000000" + "020000fffe000001" + "0001" + "0007"
                + "00fd" + "00000000004000000005";
        String broken = "0c02";
        String head = "a1b23c4d" + "00020004" + "0000000000000000" + "00040000" + "00000001";
        Path capture = Files.write(folder.resolve("two.pcap"), hex.parseHex(head //
                + "0000000100000002" + "0000003a0000003a" + ethernet + sync //
                + "0000000100000003" + "0000001000000010" + ethernet + broken));
        assertEquals(0, gm("decode", capture.toString()), text(err));
        List<String> lines = text(out).lines().toList();
        assertEquals(2, lines.size(), lines::toString);
        Map<?, ?> first = (Map<?, ?>) Jsonb.builder().build().type(Object.class).fromJson(lines.getFirst());
        assertEquals(List.of(1L, 1_000_000_002L, "L2", false, "Sync", true),
                Stream.of("frame", "unixNs", "transport", "unicast", "message", "reencoded").map(first::get).toList());
        assertNull(first.get("problem"));
        assertEquals(7L, ((Map<?, ?>) Objects.requireNonNull(first.get("header"))).get("sequenceId"));
        assertEquals(Map.of("originTimestamp", Map.of("secondsField", 64L, "nanosecondsField", 5L)), first.get("body"));
        assertTrue(lines.get(1).contains("\"problem\":\"TOO_SHORT\",\"reencoded\":true,\"rest\":\"0c02\""),
                lines.get(1));
    }

    @Test
    void decodeToldOfAFileThatIsNoCaptureSaysSo() throws IOException {
        Path text = Files.writeString(folder.resolve("text.pcap"), "no capture");
        assertEquals(2, gm("decode", text.toString()));
        assertEquals("gm: " + text + ": cannot be read: neither pcap nor pcapng", oneLine());
    }

    @Test
    void aQueryThatIsNoneIsWrongUsage() {
        assertEquals(2, gm("pmc", "GET NOTHING"));
        assertTrue(oneLine().startsWith("gm: pmc: no managementId \"NOTHING\""), oneLine());
    }

    @Test
    void aServiceThatDoesNotRunCannotBeAsked() {
        assertEquals(3, gm("pmc", "-s", folder.resolve("absent").toString(), "GET CURRENT_DATA_SET"));
        assertTrue(oneLine().contains("absent: ENOENT"), oneLine());
    }

    @Test
    void benchSaysThatItIsNotShipped() {
        assertEquals(2, gm("bench", "wire"));
        assertTrue(oneLine().startsWith("gm: bench: "), oneLine());
    }

    @Test
    void helpAndVersionSucceed() {
        assertEquals(0, gm());
        assertTrue(text(out).contains("check-config"), text(out));
        assertFalse(text(out).contains("generate-docs"), text(out));
        out.reset();
        assertEquals(0, gm("help", "run"));
        assertTrue(text(out).contains("--state-dir"), text(out));
        out.reset();
        assertEquals(0, gm("version"));
        assertTrue(text(out).startsWith("grandmaster "), text(out));
    }

    private int gm(String... arguments) {
        PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
        Work work = new Work(request -> {
            runs.add(request);
            return run.perform(request);
        }, request -> {
            simulations.add(request);
            return ExitCode.OK;
        }, EnumSet.allOf(FaultKind.class));
        return Main.execute(work, new Installation(HOME, defaultBoard, Path.of("state")), outStream, errStream,
                new Failures(errStream, false, folder), arguments);
    }

    private String oneLine() {
        List<String> lines = text(err).lines().toList();
        assertEquals(1, lines.size(), text(err));
        return lines.getFirst();
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
