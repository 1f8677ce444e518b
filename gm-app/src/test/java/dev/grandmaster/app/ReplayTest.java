package dev.grandmaster.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import dev.grandmaster.app.recording.BadRecordingException;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.sim.world.Fault;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.time.Testimony;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run under virtual time is recorded; the recording alone has to give the same events and the same last state, to the bit. */
class ReplayTest {

    private static final long NS = TapedRun.NS;

    @TempDir
    private Path folder;

    /** Records half an hour with a loss of signal, a changed cable and a word of a witness; gives what happened. */
    private List<String> record(Path file) throws Exception {
        TapedRun run = new TapedRun(folder).faults(
                List.of(new Fault(FaultKind.SIGNAL_LOSS, TapedRun.START_TAI_NS + 600 * NS, 300 * NS, 0)));
        return run.record(file, 1800, second -> {
            if (second >= 400 && second < 430) {
                run.yieldToMe(second);
            }
            if (second == 500 || second == 510) {
                run.ours().setLink(second == 500 ? PtpTransport.Link.DOWN : PtpTransport.Link.UP);
            }
            if (second == 520) {
                run.wire().drain(5 * NS);
            }
            Grandmaster grandmaster = run.grandmaster();
            if (second == 200) {
                grandmaster.settings().set(grandmaster.settings().get()
                        .with(grandmaster.settings().get().antenna().withCableDelayNs(123.5)));
            }
            if (second == 300) {
                grandmaster.testimony().set(Optional.of(
                        new Testimony(run.clock().taiNs() - 37 * NS, run.clock().nowNs(), 10_000_000, 1)));
            }
        });
    }

    @Test
    void aReplayIsTheRunToTheBit() throws Exception {
        Path file = folder.resolve("run.gmr");
        List<String> run = record(file);
        assertTrue(run.stream().anyMatch(line -> line.contains("HOLDOVER")), "the run is an eventful one: " + run);
        assertTrue(run.getLast().contains("LOCKED"), run.getLast());
        assertTrue(run.stream().anyMatch(line -> line.contains("PASSIVE")), "our port yields: " + run);
        assertTrue(run.stream().anyMatch(line -> line.contains("FAULTY") || line.contains("INITIALIZING")),
                "its link goes down: " + run);
        assertEquals(run, Replay.trace(file));
        assertEquals(run, Replay.trace(file), "and each time");
        assertTrue(Files.size(file) < 12_000_000, "half an hour in " + Files.size(file) + " bytes");
    }

    /** A crash cuts the file anywhere: what is left is played. */
    @Test
    void aCutRecordingIsPlayedAsFarAsItGoes() throws Exception {
        Path file = folder.resolve("run.gmr");
        List<String> run = record(file);
        byte[] bytes = Files.readAllBytes(file);
        for (int part = 1; part < 4; part++) {
            Path cut = Files.write(folder.resolve("cut" + part), Arrays.copyOf(bytes, bytes.length * part / 4));
            List<String> played = Replay.trace(cut);
            assertEquals(run.subList(0, played.size() - 1), played.subList(0, played.size() - 1));
            assertTrue(played.size() > 3, "it got somewhere");
        }
    }

    @Test
    void rubbishIsRefusedInALine() throws Exception {
        Path file = folder.resolve("run.gmr");
        record(file);
        byte[] bytes = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 20; i++) {
            byte[] damaged = bytes.clone();
            for (int k = 0; k < 20; k++) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            }
            Path other = Files.write(folder.resolve("damaged"), damaged);
            try {
                Replay.trace(other);
            } catch (BadRecordingException | IOException refused) {
                assertTrue(!refused.toString().isEmpty());
            }
        }
        Path text = Files.writeString(folder.resolve("text"), "no recording");
        assertThrows(IOException.class, () -> Replay.trace(text));
    }
}
