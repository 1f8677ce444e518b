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
import java.util.Map;
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
import dev.grandmaster.app.recording.DrainInlet;
import dev.grandmaster.app.recording.Header;
import dev.grandmaster.app.recording.Inlet;
import dev.grandmaster.app.recording.Inlets;
import dev.grandmaster.app.recording.Playback;
import dev.grandmaster.app.recording.PlayedBoard;
import dev.grandmaster.app.recording.PlayedChannel;
import dev.grandmaster.app.recording.PlayedSeals;
import dev.grandmaster.board.Board;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.discipline.DisciplineMemory;
import dev.grandmaster.event.GmEvent;
import dev.grandmaster.ptp.PortPlan;
import dev.grandmaster.ptp.PtpAgent;
import dev.grandmaster.ptp.PtpOptions;
import dev.grandmaster.ptp.dataset.Priorities;
import dev.grandmaster.ptp.unicast.Prefix;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.GrandmasterState;
import org.jspecify.annotations.Nullable;

/**
 * {@code gm replay}: the receiver's agent and the discipline's once more, on one thread, with what they were told when the recording was
 * made. Nothing else enters, so the same file gives the same events with the same build, each time.
 */
public final class Replay {

    private static final long NS = 1_000_000_000L;
    /** Where the wire is not on the tape. */
    private static final ClockIdentity NOBODY = new ClockIdentity(0x0200_00FF_FE00_0002L);

    private final Playback playback;
    private final Grandmaster grandmaster;
    private final List<Agent> agents;
    private final List<Inlet> inlets;

    private Replay(Playback playback, Grandmaster grandmaster) {
        this.playback = playback;
        this.grandmaster = grandmaster;
        PtpAgent wire = grandmaster.ptpAgent();
        this.agents = wire == null
                ? List.of(grandmaster.gnssAgent(), grandmaster.disciplineAgent())
                : List.of(grandmaster.gnssAgent(), grandmaster.disciplineAgent(), wire);
        this.inlets = List.of(Inlet.NONE,
                new Inlets(grandmaster::newest, grandmaster.hold()),
                wire == null ? Inlet.NONE : new DrainInlet(wire));
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
            inlets.get(number).play(playback);
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

    /** What the first port counted until the end: for the same. */
    static Map<String, Long> counters(Path file) throws IOException {
        try (Playback playback = new Playback(file)) {
            Replay replay = new Replay(playback, grandmaster(playback));
            replay.play(event -> {
            });
            return replay.grandmaster.ptp().get().ports().getFirst().counters();
        }
    }

    private static Grandmaster grandmaster(Playback playback, Configuration configuration,
            @Nullable DisciplineMemory learnt) throws BoardException {
        Header header = playback.header();
        Board board = new PlayedBoard(playback);
        Header.Wire wire = header.wire();
        Header.Tuning tuning = header.tuning();
        ClockIdentity identity = wire == null ? NOBODY : new ClockIdentity(wire.clockIdentity());
        return new Grandmaster(board,
                new Grandmaster.Beginning(Plans.discipline(configuration, header.notBefore()),
                        learnt, Optional.empty(),
                        Plans.receiver(configuration, header.notBefore()), identity,
                        wire == null ? List.of() : ports(configuration, board, identity, wire.priorities()),
                        wire == null
                                ? PtpOptions.DEFAULT
                                : Plans.options(configuration, board.info(),
                                        wire.management() ? new PlayedChannel(playback) : null,
                                        prefixes(wire.allow()))
                                        .sealedBy(wire.sealed() ? new PlayedSeals(playback) : null)),
                tuning == null ? Grandmaster.Tuning.UNKNOWN : new Grandmaster.Tuning(tuning.curve(), curve -> {
                    // What was measured is on the tape; nothing is kept of a replay.
                }));
    }

    private static List<PortPlan> ports(Configuration configuration, Board board, ClockIdentity identity,
            List<Long> priorities) throws BoardException {
        List<PortPlan> plans = Plans.ports(configuration, board, identity);
        if (priorities.size() != 2 * plans.size()) {
            throw new BadRecordingException("its header has the priorities of other ports");
        }
        List<PortPlan> set = new ArrayList<>();
        for (int i = 0; i < plans.size(); i++) {
            PortPlan plan = plans.get(i);
            set.add(plan.with(plan.instance().with(new Priorities(priorities.get(2 * i).intValue(),
                    priorities.get(2 * i + 1).intValue()))));
        }
        return set;
    }

    private static List<Prefix> prefixes(List<Long> numbers) {
        List<Prefix> prefixes = new ArrayList<>();
        for (int i = 0; i + 2 < numbers.size(); i += 3) {
            prefixes.add(new Prefix(numbers.get(i), numbers.get(i + 1), numbers.get(i + 2).intValue()));
        }
        return prefixes;
    }

    /** The values set on top, and a file with an empty shell of the keys in place of that one which only the recorded unit has. */
    private static List<String> withoutKeys(Header header, Path shell) throws IOException {
        List<String> sets = new ArrayList<>(header.sets());
        Header.Wire wire = header.wire();
        if (wire != null && wire.sealed()) {
            Files.writeString(shell, "[security_association]\nspp 0\n1 SHA256 HEX:00\n");
            sets.addAll(List.of("ptp.security.file=" + shell, "ptp.security.spp=0", "ptp.security.activeKeyId=1"));
        }
        return sets;
    }

    /** The agents with the configuration and the memory of the recording. */
    private static Grandmaster grandmaster(Playback playback) throws IOException {
        Header header = playback.header();
        Path folder = Files.createTempDirectory("gm-replay");
        try {
            Path board = Files.writeString(folder.resolve("board.toml"), header.boardFile());
            Path site = Files.writeString(folder.resolve("site.toml"), header.siteFile());
            Files.writeString(folder.resolve("learnt.json"), header.learnt());
            Configuration configuration = Configuration.load(board, Optional.of(site),
                    withoutKeys(header, folder.resolve("keys")));
            LearntStore learnt = new LearntStore(new DurableFile(folder.resolve("learnt.json")));
            return grandmaster(playback, configuration,
                    header.learnt().isEmpty() ? null : learnt.read().orElse(null));
        } catch (BoardException e) {
            throw new BadRecordingException("its ports do not fit this build: " + e.getMessage(), e);
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
