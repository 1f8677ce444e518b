package dev.grandmaster.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import dev.grandmaster.app.config.Configuration;
import dev.grandmaster.app.leap.LeapSecondsSources;
import dev.grandmaster.app.recording.BadRecordingException;
import dev.grandmaster.app.recording.Header;
import dev.grandmaster.app.recording.Inlets;
import dev.grandmaster.app.recording.Recorder;
import dev.grandmaster.app.scenario.VirtualRun;
import dev.grandmaster.app.simulated.ReceiverSpec;
import dev.grandmaster.app.simulated.SimulatedReceiver;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.GnssLink;
import dev.grandmaster.board.Pollable;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.board.Waiter;
import dev.grandmaster.event.GmEvent;
import dev.grandmaster.ptp.PtpOptions;
import dev.grandmaster.sim.board.Outside;
import dev.grandmaster.sim.board.SimulatedBoard;
import dev.grandmaster.sim.board.SimulationSpec;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.sim.pps.PulseTrain;
import dev.grandmaster.sim.world.Fault;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.sim.world.TrueTime;
import dev.grandmaster.sim.world.VirtualClock;
import dev.grandmaster.sim.world.World;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.Testimony;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run under virtual time is recorded; the recording alone has to give the same events and the same last state, to the bit. */
class ReplayTest {

    private static final long NS = 1_000_000_000L;
    private static final long START_TAI_NS = 1_795_305_637L * NS;
    private static final String BOARD = """
            [board]
            name = "test"
            simulated = true
            [oscillator]
            kind = "TCXO"
            [[network]]
            interface = "lo"
            """;

    @TempDir
    private Path folder;

    private record Around(VirtualClock clock) implements Outside {

        @Override
        public GnssLink receiver(TrueTime time, World world, PulseTrain pulses) {
            return new SimulatedReceiver(ReceiverSpec.WARM_UBX, time, world, pulses);
        }

        @Override
        public PtpTransport transport(PortSpec spec, SimulatedBoard owner) throws BoardException {
            throw new BoardException(BoardException.Kind.UNSUITABLE, "no network");
        }

        @Override
        public Waiter waiter(List<? extends Pollable> sources) {
            return clock.waiter();
        }
    }

    /** Records half an hour with a loss of signal, a changed cable and a word of a witness; gives what happened. */
    private List<String> record(Path file) throws Exception {
        Path boardFile = Files.writeString(folder.resolve("board.toml"), BOARD);
        Configuration configuration = Configuration.load(boardFile, Optional.empty(),
                List.of("holdover.minLockSeconds=60"));
        LeapSecondTable list = new LeapSecondsSources(Optional.empty()).read().best();
        VirtualClock clock = new VirtualClock(START_TAI_NS);
        SimulatedBoard board = new SimulatedBoard(SimulationSpec.of(17, OscillatorKind.TCXO), clock,
                List.of(new Fault(FaultKind.SIGNAL_LOSS, START_TAI_NS + 600 * NS, 300 * NS, 0)), list,
                new Around(clock));
        List<String> trace = new ArrayList<>();
        try (Recorder recorder = new Recorder(60_000)) {
            Grandmaster grandmaster = new Grandmaster(recorder.board(board),
                    new Grandmaster.Beginning(Plans.discipline(configuration), null, Optional.of(list),
                            Plans.receiver(configuration), new ClockIdentity(1), List.of(), PtpOptions.DEFAULT));
            recorder.begin(file,
                    Header.of("test", new Header.Texts(BOARD, "", List.of("holdover.minLockSeconds=60")), "", board,
                            grandmaster.state().get().monoNs()),
                    trouble -> {
                        throw new AssertionError(trouble);
                    });
            VirtualRun run = new VirtualRun(board, clock,
                    recorder.agents(grandmaster.gnssAgent(), grandmaster.disciplineAgent(), new Inlets(
                            grandmaster.settings(), grandmaster.leapSeconds(), grandmaster.testimony())));
            for (int second = 1; second <= 1800; second++) {
                run.until(clock.nowNs() + NS);
                if (second == 200) {
                    grandmaster.settings().set(grandmaster.settings().get()
                            .with(grandmaster.settings().get().antenna().withCableDelayNs(123.5)));
                }
                if (second == 300) {
                    grandmaster.testimony().set(Optional.of(
                            new Testimony(clock.taiNs() - 37 * NS, clock.nowNs(), 10_000_000, 1)));
                }
                grandmaster.watcher().drain((GmEvent event) -> trace.add(event.toString()));
            }
            trace.add(grandmaster.state().get().toString());
        }
        return trace;
    }

    @Test
    void aReplayIsTheRunToTheBit() throws Exception {
        Path file = folder.resolve("run.gmr");
        List<String> run = record(file);
        assertTrue(run.stream().anyMatch(line -> line.contains("HOLDOVER")), "the run is an eventful one: " + run);
        assertTrue(run.getLast().contains("LOCKED"), run.getLast());
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
