package dev.grandmaster.app;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipException;

import dev.grandmaster.agent.Agent;
import dev.grandmaster.app.config.Configuration;
import dev.grandmaster.app.config.ConfigurationException;
import dev.grandmaster.app.persistence.DurableFile;
import dev.grandmaster.app.persistence.LearntStore;
import dev.grandmaster.app.recording.BadRecordingException;
import dev.grandmaster.app.recording.Header;
import dev.grandmaster.app.recording.Inlets;
import dev.grandmaster.app.recording.Playback;
import dev.grandmaster.app.recording.PlayedBoard;
import dev.grandmaster.event.GmEvent;
import dev.grandmaster.ptp.PtpOptions;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.GrandmasterState;

/**
 * {@code gm replay}: the receiver's agent and the discipline's once more, on one thread, with what they were told when the recording was
 * made. Nothing else enters, so the same file gives the same events with the same build, each time.
 */
public final class Replay {

    private static final long NS = 1_000_000_000L;
    private static final int DISCIPLINE = 1;
    /** It has no network, so nobody hears it. */
    private static final ClockIdentity NOBODY = new ClockIdentity(0x0200_00FF_FE00_0002L);

    private final Playback playback;
    private final Grandmaster grandmaster;
    private final List<Agent> agents;
    private final Inlets inlets;

    private Replay(Playback playback, Grandmaster grandmaster) {
        this.playback = playback;
        this.grandmaster = grandmaster;
        this.agents = List.of(grandmaster.gnssAgent(), grandmaster.disciplineAgent());
        this.inlets = new Inlets(grandmaster.settings(), grandmaster.leapSeconds(), grandmaster.testimony());
    }

    /**
     * Plays a recording to its end and prints each event with the seconds since the start.
     *
     * @throws IOException           where the file cannot be read
     * @throws BadRecordingException where it is damaged, or of another build
     */
    public static void run(Path file, PrintStream out) throws IOException {
        try (Playback playback = new Playback(file)) {
            Header header = playback.header();
            out.printf(Locale.ROOT, "recorded by %s on the board %s%n", header.version(), header.boardName());
            Replay replay = new Replay(playback, grandmaster(playback));
            replay.play(event -> out.println(line(event, header.startMonoNs())));
            GrandmasterState state = replay.grandmaster.state().get();
            out.printf(Locale.ROOT, "at the end, after %d cycles: %s, offset %.1f ns, bound %.0f ns, class %d%n",
                    playback.cycles(), state.clockState(), state.offsetNs(), state.boundNs(),
                    state.announced().quality().clockClass());
        } catch (ZipException e) {
            throw new BadRecordingException(file + ": it is no recording", e);
        } catch (NoSuchFileException e) {
            throw new BadRecordingException(file + ": there is no such file", e);
        }
    }

    private static String line(GmEvent event, long startMonoNs) {
        long sinceNs = event.monoNs() - startMonoNs;
        return String.format(Locale.ROOT, "%d.%06d %s", sinceNs / NS, sinceNs % NS / 1000, event.text());
    }

    /** Plays to the end and hands over each event. */
    private void play(Consumer<GmEvent> events) throws IOException {
        for (int number = playback.nextCycle(); number >= 0; number = playback.nextCycle()) {
            if (number >= agents.size()) {
                throw new BadRecordingException("it has cycles of an agent that this build does not know");
            }
            long nowMonoNs = playback.whole();
            if (number == DISCIPLINE) {
                inlets.play(playback);
            }
            agents.get(number).doWork(nowMonoNs);
            grandmaster.watcher().drain(events);
        }
    }

    /** All states that the discipline published, and all events: for tests that compare a replay with its original. */
    static List<String> trace(Path file) throws IOException {
        try (Playback playback = new Playback(file)) {
            Replay replay = new Replay(playback, grandmaster(playback));
            List<String> trace = new ArrayList<>();
            replay.play(event -> trace.add(event.toString()));
            trace.add(replay.grandmaster.state().get().toString());
            return trace;
        }
    }

    /** The agents with the configuration and the memory of the recording. */
    private static Grandmaster grandmaster(Playback playback) throws IOException {
        Header header = playback.header();
        Path folder = Files.createTempDirectory("gm-replay");
        try {
            Path board = Files.writeString(folder.resolve("board.toml"), header.boardFile());
            Path site = Files.writeString(folder.resolve("site.toml"), header.siteFile());
            Files.writeString(folder.resolve("learnt.json"), header.learnt());
            Configuration configuration = Configuration.load(board, Optional.of(site), header.sets());
            LearntStore learnt = new LearntStore(new DurableFile(folder.resolve("learnt.json")));
            return new Grandmaster(new PlayedBoard(playback),
                    new Grandmaster.Beginning(Plans.discipline(configuration),
                            header.learnt().isEmpty() ? null : learnt.read().orElse(null), Optional.empty(),
                            Plans.receiver(configuration), NOBODY, List.of(), PtpOptions.DEFAULT));
        } catch (ConfigurationException e) {
            throw new BadRecordingException("its configuration does not fit this build: " + e.getMessage(), e);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
