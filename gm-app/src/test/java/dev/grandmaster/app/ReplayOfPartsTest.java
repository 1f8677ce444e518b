package dev.grandmaster.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import dev.grandmaster.app.recording.BadRecordingException;
import dev.grandmaster.board.Trouble;
import dev.grandmaster.discipline.RehearsalRequest;
import dev.grandmaster.discipline.oscillator.TuningCurve;
import dev.grandmaster.ptp.security.Sealer;
import dev.grandmaster.ptp.security.SecurityAssociation;
import dev.grandmaster.ptp.security.SecurityAssociation.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replays of runs with a tuned oscillator, a rehearsal of holdover, a pulse input that goes away, and sealed messages. */
class ReplayOfPartsTest {

    private static final byte[] KEY = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    private static final String KEY_LINES = "[security_association]\nspp 1\n7 SHA256-128 HEX:0102030405060708090a0b0c0d0e0f10\n";

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("run.gmr");
    }

    private void assertReplayed(List<String> run) throws Exception {
        assertEquals(run, Replay.trace(file()));
        assertEquals(run, Replay.trace(file()), "and each time");
    }

    /** Calibration, lock, and a converter that dies and comes back: nothing of it is known to the replay but the tape. */
    @Test
    void anOscillatorThatIsMeasuredFirst() throws Exception {
        TunedBoard.Converter converter = new TunedBoard.Converter(1 << 16, 800.0 / (1 << 16));
        TapedRun run = new TapedRun(folder).refitted(board -> new TunedBoard(board, converter));
        List<String> happened = run.record(file(), 900, second -> {
            if (second == 500) {
                converter.answers(-5);
            } else if (second == 520) {
                assertEquals(List.of(new Trouble(Trouble.Part.OSCILLATOR, "test converter does not answer")),
                        run.grandmaster().troubles());
                converter.answers(0);
            }
        });
        assertTrue(converter.sets() > 4, "three codes of the calibration and more: " + converter.sets());
        assertEquals(List.of(), run.grandmaster().troubles());
        assertTrue(happened.getLast().contains("LOCKED"), happened.getLast());
        assertReplayed(happened);
    }

    /** An oscillator on a serial line is known from its manual, and refuses now and then. */
    @Test
    void anOscillatorWhoseCurveIsKnown() throws Exception {
        TunedBoard.Converter converter = new TunedBoard.Converter(4001, 0.1);
        TapedRun run = new TapedRun(folder).refitted(board -> new TunedBoard(board, converter))
                .tuned(TuningCurve.straight(4001, 0.11));
        List<String> happened = run.record(file(), 600,
                second -> converter.answers(second % 100 < 10 ? -5 : 0));
        assertTrue(converter.refused() > 0, "it has refused");
        assertTrue(happened.getLast().contains("LOCKED"), happened.getLast());
        assertReplayed(happened);
    }

    @Test
    void aRehearsalOfHoldover() throws Exception {
        TapedRun run = new TapedRun(folder);
        List<String> happened = run.record(file(), 900, second -> {
            if (second == 20) {
                run.grandmaster().rehearsal().set(new RehearsalRequest(1, 60));
            } else if (second == 400) {
                run.grandmaster().rehearsal().set(new RehearsalRequest(2, 30));
            } else if (second == 600) {
                run.grandmaster().rehearsal().set(new RehearsalRequest(3, 600));
            } else if (second == 620) {
                run.grandmaster().rehearsal().set(new RehearsalRequest(4, 0));
            }
        });
        assertEquals(List.of("did not begin", "took its time", "ended by request"), happened.stream()
                .filter(line -> line.contains("rehearsal"))
                .map(line -> List.of("did not begin", "took its time", "ended by request").stream()
                        .filter(line::contains).findFirst().orElse(line))
                .toList(), happened.toString());
        assertReplayed(happened);
    }

    @Test
    void aPulseInputThatIsPulledOut() throws Exception {
        TunedBoard.Plug plug = new TunedBoard.Plug();
        TapedRun run = new TapedRun(folder).refitted(board -> new TunedBoard(board, plug));
        List<String> happened = run.record(file(), 400, second -> plug.present(second < 200 || second > 260));
        assertTrue(happened.stream().anyMatch(line -> line.contains("HOLDOVER") || line.contains("FREE_RUN")),
                "it was missed: " + happened);
        assertReplayed(happened);
    }

    /** Neither the key nor its file is there any more: the verdicts stand on the tape. */
    @Test
    void sealedMessagesWithoutTheirKeys() throws Exception {
        Path keys = Files.writeString(folder.resolve("keys"), KEY_LINES);
        Sealer right = new Sealer(new SecurityAssociation(1, 7,
                List.of(new SecurityAssociation.Key(7, Algorithm.HMAC_SHA256_128, KEY))));
        Sealer wrong = new Sealer(new SecurityAssociation(1, 7,
                List.of(new SecurityAssociation.Key(7, Algorithm.HMAC_SHA256_128, new byte[]{1}))));
        TapedRun run = new TapedRun(folder).site("""
                [ptp.security]
                file = "%s"
                spp = 1
                activeKeyId = 7
                """.formatted(keys));
        run.neighbourSealsWith(right);
        List<String> happened = run.record(file(), 120, second -> {
            if (second == 60) {
                run.neighbourSealsWith(wrong);
            } else if (second == 80) {
                run.neighbourSealsWith(null);
            } else if (second == 100) {
                run.neighbourSealsWith(right);
            } else if (second == 110) {
                run.ask(105); // once more
            }
        });
        Map<String, Long> counted = counters(run.grandmaster());
        assertEquals(40, counted.get("rx_unauthenticated"), counted.toString());
        assertEquals(1, counted.get("rx_replayed"), counted.toString());
        assertTrue(counted.getOrDefault("tx_delay_resp", 0L) > 50, counted.toString());
        Files.delete(keys);
        assertReplayed(happened);
        assertEquals(counted, Replay.counters(file()), "each message was taken or dropped as it was");
        String text = new String(unpacked(file()), StandardCharsets.ISO_8859_1);
        assertTrue(text.contains("ptp.security"), "the configuration is in the file");
        assertFalse(text.contains(new String(KEY, StandardCharsets.ISO_8859_1)), "the key is not");
        assertFalse(text.contains(HexFormat.of().formatHex(KEY)), "nor in letters");
    }

    /** Another program would set another code: the tape says so instead of going on with wrong answers. */
    @Test
    void aReplayThatSetsAnotherCodeIsRefused() throws Exception {
        TunedBoard.Converter converter = new TunedBoard.Converter(4001, 1);
        new TapedRun(folder).refitted(board -> new TunedBoard(board, converter))
                .tuned(TuningCurve.straight(4001, 1)).record(file(), 120, second -> {
                });
        Path other = folder.resolve("other.gmr");
        rewrite(file(), other, "\"steps\":\"4001\"", "\"steps\":\"4003\"");
        String why = assertThrows(BadRecordingException.class, () -> Replay.trace(other)).toString();
        assertTrue(why.contains("sets the code"), why);
    }

    private static Map<String, Long> counters(Grandmaster grandmaster) {
        return grandmaster.ptp().get().ports().getFirst().counters();
    }

    private static byte[] unpacked(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }

    /** The same recording with something else of the same length in its header. */
    private static void rewrite(Path from, Path to, String what, String with) throws IOException {
        String text = new String(unpacked(from), StandardCharsets.ISO_8859_1);
        assertTrue(text.contains(what), "the header has " + what);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(to))) {
            out.write(text.replace(what, with).getBytes(StandardCharsets.ISO_8859_1));
        }
    }
}
