package dev.grandmaster.app.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.grandmaster.alarm.Alarm;
import dev.grandmaster.app.Grandmaster;
import dev.grandmaster.app.alarm.AlarmDesk;
import dev.grandmaster.app.alarm.AlarmLimits;
import dev.grandmaster.app.alarm.AlarmMemory;
import dev.grandmaster.app.alarm.Conditions;
import dev.grandmaster.app.alarm.Figures;
import dev.grandmaster.app.health.Health;
import dev.grandmaster.app.persistence.DurableFile;
import dev.grandmaster.app.simulated.ReceiverSpec;
import dev.grandmaster.app.status.Calendar;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.sim.board.SimulatedBoard;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.time.LeapSecondTable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes wrong on a simulated board raises the alarms that tell of it, and no others, and all but the counted ones are cleared when it is
 * over: the whole service under virtual time with a catalogue of its own. A fault comes after 5 minutes and lasts for 4.
 */
class AlarmsSimTest {

    private static final long FROM_S = 300;
    private static final long FOR_S = 240;
    private static final long SECONDS = 1200;
    private static final long SEED = 77;
    /** They tell of the machine that the test runs on. */
    private static final Set<String> OF_THE_HOST = Set.of("disk-nearly-full", "memory-nearly-used-up");

    /** Each start steps the clock once, before it is served. */
    private static final String START = "clock-stepped";
    private static final long DAY_S = 86_400;
    /** 2026-12-31 23:50 UTC. */
    private static final long NEW_YEAR_S = 1_798_761_600L - 600;
    private static final LeapSecondTable WITH_LEAP = table(1_814_140_837L,
            new LeapSecondTable.Entry(NEW_YEAR_S + 600, 38));
    private static final LeapSecondTable OLD_LIST = table(Scene.AUTUMN_UTC - DAY_S);

    private static final Map<String, Case> CASES = new LinkedHashMap<>();

    @TempDir
    private Path folder;

    /**
     * What is played.
     *
     * @param raised the codes, sorted
     * @param left   those of them that still stand at the end
     */
    private record Case(UnaryOperator<Scene> scene, Set<String> raised, Set<String> left) {
    }

    static {
        play("nothing", scene -> scene, Set.of(), Set.of());
        fault(FaultKind.SIGNAL_LOSS, 0, Set.of("holdover", "pulse-missing", "receiver-no-fix"));
        fault(FaultKind.PPS_LOSS, 0, Set.of("holdover", "pulse-missing"));
        fault(FaultKind.PPS_STEP, 13_700, Set.of("holdover", "reference-stepped"));
        fault(FaultKind.PPS_RAMP, 5, Set.of("holdover", "reference-stepped"));
        fault(FaultKind.WRONG_SECOND, 1, Set.of("holdover", "second-ambiguous"));
        fault(FaultKind.SILENCE, 0, Set.of("holdover", "receiver-silent"));
        fault(FaultKind.BAD_CHECKSUMS, 0, Set.of("holdover", "receiver-frames-damaged", "receiver-silent"));
        fault(FaultKind.JAM, 10, Set.of("holdover", "jamming"));
        fault(FaultKind.JAM, 30, Set.of("holdover", "jamming", "pulse-missing", "receiver-no-fix"));
        fault(FaultKind.SPOOF_FLAG, 0, Set.of("holdover", "spoofing"));
        fault(FaultKind.ANTENNA_OPEN, 0, Set.of("antenna-open", "holdover", "pulse-missing", "receiver-no-fix"));
        fault(FaultKind.GALILEO_OFFSET, 13_700, Set.of("holdover", "sources-disagree"));
        fault(FaultKind.POSITION_JUMP, 500, Set.of("holdover", "position-moved"));
        fault(FaultKind.BAUD_CHANGE, 38_400, Set.of("holdover", "receiver-silent"));
        play("stepped by somebody else", scene -> scene.fault(FaultKind.PHC_STEP, FROM_S, 0, 50_000_000),
                Set.of("clock-stepped-by-others"), Set.of("clock-stepped-by-others"));
        play("no signal from the start", scene -> scene.fault(FaultKind.SIGNAL_LOSS, 0, 0, 0),
                Set.of("clock-not-locked", "pulse-missing", "receiver-no-fix"),
                Set.of("clock-not-locked", "pulse-missing", "receiver-no-fix"));
        play("cold, no list", scene -> scene.with(ReceiverSpec.WARM_UBX.withCold(true)).on(Scene.AUTUMN_UTC,
                Scene.AS_IT_IS, Optional.empty()), Set.of("utc-offset-unknown"), Set.of("utc-offset-unknown"));
        play("warm, no list", scene -> scene.on(Scene.AUTUMN_UTC, Scene.AS_IT_IS, Optional.empty()),
                Set.of("utc-offset-unknown"), Set.of("utc-offset-unknown"));
        play("settings refused", scene -> scene.fault(FaultKind.SETTINGS_REFUSED, 0, 0, 0),
                Set.of("receiver-misconfigured"), Set.of("receiver-misconfigured"));
        play("holdover without end", scene -> scene.holdover(60, 200, DAY_S)
                .fault(FaultKind.SIGNAL_LOSS, FROM_S, 0, 0),
                Set.of("holdover", "holdover-bound-near-limit", "holdover-bound-over-limit", "pulse-missing",
                        "receiver-no-fix"),
                Set.of("holdover", "holdover-bound-over-limit", "pulse-missing", "receiver-no-fix"));
        play("a leap second comes", scene -> scene.on(NEW_YEAR_S, WITH_LEAP, Optional.of(WITH_LEAP)),
                Set.of("leap-second-pending"), Set.of());
        play("a list that is old", scene -> scene.on(Scene.AUTUMN_UTC, Scene.AS_IT_IS, Optional.of(OLD_LIST)),
                Set.of("leap-list-expired", "utc-offset-unknown"), Set.of("leap-list-expired", "utc-offset-unknown"));
    }

    /** All is cleared in the end. */
    private static void fault(FaultKind kind, double value, Set<String> raised) {
        play(kind + " " + value, scene -> scene.fault(kind, FROM_S, FOR_S, value), raised, Set.of());
    }

    private static LeapSecondTable table(long expiresTaiS, LeapSecondTable.Entry... more) {
        List<LeapSecondTable.Entry> entries = new ArrayList<>(List.of(new LeapSecondTable.Entry(1_435_708_800L, 36),
                new LeapSecondTable.Entry(1_483_228_800L, 37)));
        entries.addAll(List.of(more));
        return new LeapSecondTable("test", entries, expiresTaiS * Scene.NS);
    }

    private static void play(String name, UnaryOperator<Scene> scene, Set<String> raised, Set<String> left) {
        CASES.put(name, new Case(scene, raised, left));
    }

    @TestFactory
    Stream<DynamicTest> troubleRaisesItsAlarms() {
        return CASES.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry.getValue())));
    }

    private void check(Case played) throws BoardException {
        Scene scene = played.scene().apply(new Scene(SEED, OscillatorKind.OCXO).holdover(60, 1_000, DAY_S));
        ScenarioRun run = scene.run();
        Grandmaster grandmaster = run.grandmaster();
        SimulatedBoard board = run.board();
        Health health = new Health(folder, board.sensors());
        Figures figures = new Figures();
        health.register(figures::register);
        Calendar calendar = new Calendar(grandmaster.state()::get, scene::truth,
                () -> board.monotonic().nowNs());
        AlarmDesk desk = new AlarmDesk(
                new AlarmLimits(900, 1000, scene.settings().holdover().specNs(), board.clock().maxFrequencyPpb(), 100,
                        5,
                        35, 100),
                new AlarmMemory(new DurableFile(folder.resolve("alarms-" + System.identityHashCode(run) + ".json"))),
                calendar, figures, new Conditions(), board.monotonic().nowNs());
        Set<String> raised = new TreeSet<>();
        desk.tell(alarm -> {
            if (alarm.state() != Alarm.State.CLEARED) {
                raised.add(alarm.code());
            }
        });
        run.play(SECONDS, second -> {
            long nowMonoNs = board.monotonic().nowNs();
            health.look(grandmaster.state().get(), nowMonoNs, nowMonoNs);
            desk.look(new AlarmDesk.Look(grandmaster.state().get(), grandmaster.reference().get(),
                    grandmaster.gnss().get(), grandmaster.ptp().get(),
                    grandmaster.leapSeconds().get().orElse(scene.truth())), nowMonoNs);
        });
        raised.removeAll(OF_THE_HOST);
        raised.remove(START);
        Set<String> left = new TreeSet<>();
        desk.status().get().active().forEach(alarm -> left.add(alarm.code()));
        left.removeAll(OF_THE_HOST);
        assertEquals(new TreeSet<>(played.raised()) + " left " + new TreeSet<>(played.left()), raised + " left " + left,
                "seed " + SEED);
    }
}
