package dev.grandmaster.app.interop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.grandmaster.app.simulated.HostSurroundings;
import dev.grandmaster.app.simulated.ReceiverSpec;
import dev.grandmaster.app.simulated.SimulatedReceiver;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.event.EventRing;
import dev.grandmaster.event.GmEvent;
import dev.grandmaster.gnss.GnssAgent;
import dev.grandmaster.gnss.ReceiverPlan;
import dev.grandmaster.gnss.receiver.ReceiverLimits;
import dev.grandmaster.gnss.setup.ReceiverWish;
import dev.grandmaster.linux.serial.ReceiverLink;
import dev.grandmaster.linux.time.LinuxMonotonic;
import dev.grandmaster.quality.Doubt;
import dev.grandmaster.quality.Verdict;
import dev.grandmaster.sim.pps.PulseSpec;
import dev.grandmaster.sim.pps.PulseTrain;
import dev.grandmaster.sim.world.Fault;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.sim.world.FaultSchedule;
import dev.grandmaster.sim.world.HostTime;
import dev.grandmaster.sim.world.RandomStreams;
import dev.grandmaster.sim.world.TemperatureSpec;
import dev.grandmaster.sim.world.World;
import dev.grandmaster.state.GnssStatus;
import dev.grandmaster.state.Latest;
import dev.grandmaster.time.LeapEvidence;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.SecondLabel;
import dev.grandmaster.time.TimeMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The simulated receiver behind a real pseudo terminal, in real time: acknowledges, refuses, resets, is unplugged, has a new name, is in trouble, lies. */
@Timeout(180)
class PtyReceiverIT {

    private static final long NS = 1_000_000_000L;
    private static final long UNTIL_NS = 90 * NS;
    private static final long SLICE_MS = 20;
    private static final LeapSecondTable LEAP_SECONDS = new LeapSecondTable("test",
            List.of(new LeapSecondTable.Entry(1_483_228_800L, 37)), LeapSecondTable.NEVER);

    private final LinuxMonotonic clock = new LinuxMonotonic();
    private final HostTime time = new HostTime(HostSurroundings::realtimeNs, clock::nowNs, LEAP_SECONDS);
    private final FaultSchedule faults = new FaultSchedule(List.of());
    private final SimulatedReceiver receiver = new SimulatedReceiver(ReceiverSpec.WARM_UBX, time,
            new World(TemperatureSpec.CONSTANT, faults, LEAP_SECONDS, 0, new RandomStreams(1)),
            new PulseTrain(PulseSpec.TIMING_RECEIVER, time.now().taiNs() / NS - 1, new RandomStreams(1)));
    private final BlockingQueue<TimeMessage> messages = new ArrayBlockingQueue<>(1_024);
    private final List<String> notices = new ArrayList<>();
    private final byte[] chunk = new byte[4_096];

    @TempDir
    private Path folder = Path.of("");
    private Path device = Path.of("");
    private @Nullable Process terminal;

    @AfterEach
    void unplug() throws InterruptedException {
        if (terminal != null) {
            terminal.destroyForcibly().waitFor();
            terminal = null;
        }
    }

    @Test
    void itIsSetUpAndSetUpAgainAfterAResetAndUnderAnotherName()
            throws BoardException, IOException, InterruptedException {
        Needs.programs("socat");
        device = folder.resolve("gnss0");
        plugIn("ttyA");
        EventRing events = new EventRing(256);
        EventRing.Watcher watcher = events.watcher();
        ReceiverLink link = ReceiverLink.serial(device.toString(), 115_200, clock);
        GnssAgent agent = new GnssAgent(link,
                new ReceiverPlan(ReceiverLimits.since(0), ReceiverWish.DEFAULT), messages,
                new Latest<GnssStatus>(GnssAgent.silent(link.name())), events);
        try {
            play(agent, watcher, text -> text.startsWith("receiver: antenna cable delay, ns: 50 -> 0"));
            assertTrue(notices.stream().anyMatch(text -> text.startsWith("receiver is SIMULATED")), notices.toString());
            notices.clear();

            fault(FaultKind.RECEIVER_RESET, 5);
            play(agent, watcher, text -> text.startsWith("receiver: antenna cable delay, ns: 50 -> 0"));
            notices.clear();

            unplug();
            play(agent, watcher, text -> text.contains("is broken"));
            Files.delete(device);
            fault(FaultKind.RECEIVER_RESET, 1);
            fault(FaultKind.SETTINGS_REFUSED, 100);
            plugIn("ttyB");
            play(agent, watcher, text -> text.contains("works again"));
            messages.clear();
            play(agent, watcher, text -> text.startsWith("receiver refuses antenna cable delay"));
            // Seconds are named all the same.
            play(agent, watcher, () -> messages.stream().anyMatch(SecondLabel.class::isInstance));
        } finally {
            agent.onStop();
        }
    }

    /** The troubles that a terminal can carry, each for two seconds: the driver sees them, and that they are over. */
    @Test
    void itsTroublesAndItsLiesAreSeenAndPass() throws BoardException, IOException, InterruptedException {
        Needs.programs("socat");
        device = folder.resolve("gnss0");
        plugIn("ttyA");
        EventRing events = new EventRing(256);
        EventRing.Watcher watcher = events.watcher();
        ReceiverLink link = ReceiverLink.serial(device.toString(), 115_200, clock);
        Latest<GnssStatus> status = new Latest<>(GnssAgent.silent(link.name()));
        long yesterday = time.now().taiNs() / NS - 86_400;
        GnssAgent agent = new GnssAgent(link,
                new ReceiverPlan(ReceiverLimits.since(yesterday), ReceiverWish.DEFAULT), messages, status, events);
        try {
            play(agent, watcher, text -> text.startsWith("receiver is set up"));
            Map<FaultKind, Doubt> troubles = Map.of(FaultKind.ANTENNA_OPEN, Doubt.ANTENNA_OPEN, FaultKind.SPOOF_FLAG,
                    Doubt.SPOOFING, FaultKind.WRONG_SECOND, Doubt.DATE_IMPLAUSIBLE, FaultKind.GALILEO_OFFSET,
                    Doubt.SOURCES_DISAGREE);
            for (Map.Entry<FaultKind, Doubt> trouble : troubles.entrySet()) {
                play(agent, watcher, () -> status.get().verdict().equals(Verdict.TRUSTED));
                fault(trouble.getKey(), 2, -13_700);
                play(agent, watcher, () -> status.get().verdict().doubts().contains(trouble.getValue()));
            }
            play(agent, watcher, () -> status.get().verdict().equals(Verdict.TRUSTED));
            fault(FaultKind.LEAP_MISANNOUNCED, 3, 1);
            play(agent, watcher, () -> heard(LeapEvidence.class).anyMatch(said -> said.changeSeconds() == 1));

            messages.clear();
            fault(FaultKind.WEEK_ROLLOVER, 2);
            play(agent, watcher, () -> agent.counters().stream()
                    .anyMatch(counter -> counter.name().equals("gnss_week_rollovers_repaired") && counter.get() > 0));
            assertTrue(heard(SecondLabel.class).allMatch(label -> label.scaleSeconds() > yesterday),
                    "a week is repaired");
        } finally {
            agent.onStop();
        }
    }

    private <M extends TimeMessage> Stream<M> heard(Class<M> kind) {
        return messages.stream().filter(kind::isInstance).map(kind::cast);
    }

    private void fault(FaultKind kind, long forS) {
        fault(kind, forS, 0);
    }

    private void fault(FaultKind kind, long forS, double value) {
        messages.clear();
        faults.inject(new Fault(kind, time.now().taiNs(), forS * NS, value));
    }

    /** A terminal of that name, to which the device's name leads as udev makes it. */
    private void plugIn(String name) throws IOException, InterruptedException {
        Path tty = folder.resolve(name);
        terminal = new ProcessBuilder("socat", "PTY,raw,echo=0,link=" + tty, "STDIO")
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        for (int i = 0; i < 500 && !Files.exists(tty); i++) {
            TimeUnit.MILLISECONDS.sleep(SLICE_MS);
        }
        assertTrue(Files.exists(tty), "socat made no terminal");
        Files.createSymbolicLink(device, tty.toRealPath());
    }

    /** Carries bytes to and fro and lets the agent work until a notice comes. */
    private void play(GnssAgent agent, EventRing.Watcher watcher, Predicate<String> awaited)
            throws IOException, InterruptedException {
        play(agent, watcher, () -> notices.stream().anyMatch(awaited));
    }

    private void play(GnssAgent agent, EventRing.Watcher watcher, BooleanSupplier done)
            throws IOException, InterruptedException {
        long endNs = clock.nowNs() + UNTIL_NS;
        while (!done.getAsBoolean()) {
            assertTrue(clock.nowNs() < endNs, "what came instead: " + notices);
            carry();
            agent.doWork(clock.nowNs());
            watcher.drain(event -> {
                if (event instanceof GmEvent.Notice notice) {
                    notices.add(notice.text());
                }
            });
            TimeUnit.MILLISECONDS.sleep(SLICE_MS);
        }
    }

    private void carry() throws IOException {
        Process open = terminal;
        int said = receiver.read(chunk);
        if (open == null) {
            return;
        }
        OutputStream to = open.getOutputStream();
        to.write(chunk, 0, said);
        to.flush();
        InputStream from = Objects.requireNonNull(open.getInputStream());
        int asked = Math.min(from.available(), chunk.length);
        if (asked > 0) {
            int length = from.read(chunk, 0, asked);
            receiver.write(chunk, length);
        }
    }
}
