package dev.grandmaster.app.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.grandmaster.alarm.Alarm;
import dev.grandmaster.board.PtpTransport.Link;
import dev.grandmaster.quality.Doubt;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.ClockState;
import dev.grandmaster.state.GnssStatus;
import dev.grandmaster.state.GnssStatus.Fix;
import dev.grandmaster.state.PtpStatus.PortState;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.UtcStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Drives each alarm of the catalogue through its life, with the rest of the service well. */
class CatalogueTest {

    private static final long NS = Stage.NS;

    /** What makes an alarm: done to a sound stage before each look. */
    private static final Map<String, Consumer<Stage>> TROUBLE = new TreeMap<>();

    static {
        trouble("clock-not-locked", stage -> {
            stage.state = ClockState.ACQUIRING;
            stage.nowMonoNs = Math.max(stage.nowMonoNs, Stage.START_MONO_NS + 900 * NS);
        });
        trouble("clock-free-running", stage -> stage.state = ClockState.FREE_RUN);
        trouble("clock-unattended", stage -> stage.renewed = false);
        trouble("holdover", stage -> stage.state = ClockState.HOLDOVER);
        trouble("holdover-bound-near-limit", stage -> {
            stage.state = ClockState.HOLDOVER;
            stage.boundNs = 800;
        });
        trouble("holdover-bound-over-limit", stage -> {
            stage.state = ClockState.HOLDOVER_OUT_OF_SPEC;
            stage.boundNs = 1001;
        });
        trouble("clock-recovering", stage -> stage.state = ClockState.RECOVERING);
        trouble("clock-error-large", stage -> stage.offsetNs = -1000);
        trouble("clock-stepped", stage -> stage.steps++);
        trouble("clock-stepped-by-others", stage -> stage.foreignSteps++);
        trouble("oscillator-near-range", stage -> stage.frequencyPpb = -80_000);
        trouble("oscillator-jump", stage -> stage.countFigure("frequency_jumps_total"));
        trouble("temperature-rate", stage -> stage.figures.put("temperature_rate_kelvin_per_minute", -2.0));
        trouble("temperature-high", stage -> stage.figures.put("temperature_celsius", 85.0));
        trouble("sensor-silent", stage -> stage.figures.put("temperature_age_seconds", 60.0));
        trouble("utc-offset-unknown", stage -> stage.utc = UtcStatus.unknown(37));
        trouble("leap-second-pending", stage -> stage.utc = new UtcStatus(37, true, LeapSecondTable.NEVER,
                stage.taiNs() + 10 * 86_400 * NS, 1));
        trouble("leap-list-expiring", stage -> stage.listDays = 29.9);
        trouble("leap-list-expired", stage -> stage.listDays = -0.1);
        said("leap-seconds-file-refused");

        trouble("receiver-silent", stage -> stage.receiving = false);
        trouble("receiver-no-fix", stage -> stage.fix = Fix.NONE);
        trouble("receiver-time-doubtful", stage -> stage.doubts.add(Doubt.TIME_ACCURACY));
        trouble("receiver-date-implausible", stage -> stage.doubts.add(Doubt.DATE_IMPLAUSIBLE));
        trouble("receiver-misconfigured", stage -> stage.receiver = receiver(
                List.of(new GnssStatus.Setting("rate", "5", "1", false)), null));
        trouble("receiver-frames-damaged", stage -> stage.badFrames++);
        trouble("survey-active", stage -> stage.receiver = receiver(List.of(),
                new GnssStatus.Survey(true, false, 10, 3)));
        trouble("satellites-few", stage -> stage.satellites = 4);
        trouble("signal-low", stage -> stage.carrierToNoise = 34.9);
        trouble("jamming", stage -> stage.doubts.add(Doubt.JAMMING));
        trouble("spoofing", stage -> stage.doubts.add(Doubt.SPOOFING));
        trouble("position-moved", stage -> stage.doubts.add(Doubt.POSITION_MOVED));
        trouble("antenna-open", stage -> stage.doubts.add(Doubt.ANTENNA_OPEN));
        trouble("antenna-short", stage -> stage.doubts.add(Doubt.ANTENNA_SHORT));
        trouble("pulse-missing", stage -> {
            stage.pulses = false;
            stage.lastPulseMonoNs = stage.nowMonoNs - 4 * NS;
        });
        trouble("pulse-noisy", stage -> stage.pulseSigmaNs = 100);
        trouble("pulse-implausible", stage -> stage.ourDoubts.add(Doubt.PULSE_IMPLAUSIBLE));
        trouble("reference-stepped", stage -> stage.ourDoubts.add(Doubt.REFERENCE_STEP));
        trouble("reference-dragged", stage -> stage.ourDoubts.add(Doubt.REFERENCE_DRAGGED));
        trouble("second-ambiguous", stage -> stage.ourDoubts.add(Doubt.SECOND_AMBIGUOUS));
        trouble("sources-disagree", stage -> stage.ourDoubts.add(Doubt.SOURCES_DISAGREE));

        trouble("port-down", stage -> stage.link = Link.DOWN);
        trouble("port-faulty", stage -> stage.portState = PortState.FAULTY);
        trouble("port-disabled", stage -> stage.portState = PortState.DISABLED);
        trouble("better-master-present", stage -> {
            stage.portState = PortState.PASSIVE;
            stage.betterMaster = new ClockIdentity(7);
        });
        counted("two-masters", "rx_announce");
        counted("transmit-stamps-missing", "unicast_stamp_lost");
        counted("receive-stamps-missing", "rx_stamp_missing");
        counted("stamps-implausible", "stamp_implausible");
        counted("messages-not-sent", "send_failed");
        counted("frames-malformed", "rx_malformed");
        trouble("clients-near-limit", stage -> stage.clients = 90);
        counted("clients-refused", "unicast_refused_clients");
        counted("message-budget-reached", "unicast_refused_budget");
        counted("machine-loaded", "unicast_refused_load");
        counted("request-flood", "request_over_limit");
        counted("requests-denied", "request_denied");
        counted("link-renegotiated", "link_renegotiated");
        trouble("latency-unknown", stage -> stage.counters.put("latency_unknown", 1L));
        trouble("neighbour-missing", stage -> stage.counters.put("neighbour_capable", 0L));
        said("ptp-not-served");
        said("grants-draining");

        HardwareAlarms.codes().forEach(CatalogueTest::said);
        said("simulated-time-on-network");
        figure("events-dropped", "events_dropped_total");
        trouble("disk-nearly-full", stage -> stage.figures.put("disk_free_percent", 9.9));
        trouble("memory-nearly-used-up", stage -> stage.figures.put("memory_available_percent", 4.9));
        figure("cpu-starvation", "late_cycles_total");
        figure("host-clock-stepped", "host_clock_steps_total");
        figure("unclean-restart", "unclean_restarts_total");
        said("history-not-written");
        figure("history-seconds-lost", "history_seconds_lost_total");
        said("evidence-not-signed");
        said("mqtt-unreachable");
        figure("mqtt-queue-overflown", "mqtt_messages_dropped_total");
        said("influx-unreachable");
        figure("heartbeat", "heartbeats_total");
        figure("configuration-changed", "configuration_changes_total");
        figure("configuration-rolled-back", "configuration_rollbacks_total");
        figure("log-in-attack", "logins_throttled_total");
        trouble("certificate-expiring", stage -> stage.figures.put("certificate_days", 29.0));
    }

    private static void trouble(String code, Consumer<Stage> spoil) {
        TROUBLE.put(code, spoil);
    }

    private static void said(String code) {
        TROUBLE.put(code, stage -> stage.conditions.put(code, "it is so"));
    }

    private static void counted(String code, String counter) {
        TROUBLE.put(code, stage -> stage.count(counter));
    }

    private static void figure(String code, String name) {
        TROUBLE.put(code, stage -> stage.countFigure(name));
    }

    private static GnssStatus.Receiver receiver(List<GnssStatus.Setting> settings,
            GnssStatus.@Nullable Survey survey) {
        return new GnssStatus.Receiver("model", "1", "set up", settings, survey);
    }

    @Test
    void thereAreAtLeastFortyAndEachIsDrivenHere() {
        Set<String> codes = new TreeSet<>();
        Catalogue.ALL.forEach(kind -> assertTrue(codes.add(kind.code()), kind.code() + " is there twice"));
        assertTrue(codes.size() >= 40, codes.size() + " alarms");
        assertEquals(TROUBLE.keySet(), codes);
    }

    @Test
    void nothingIsRaisedWhereAllIsWell() {
        AlarmMachine machine = new AlarmMachine(Catalogue.ALL);
        Stage well = new Stage();
        for (int second = 0; second < 4000; second++) {
            well.nowMonoNs += NS;
            assertEquals(List.of(), machine.look(well.sight(), well.taiNs()), "second " + second);
        }
        assertEquals(List.of(), machine.status().active());
    }

    @TestFactory
    Stream<DynamicTest> eachIsRaisedAfterItsTimeAndClearedAfterItsTime() {
        return Catalogue.ALL.stream().map(kind -> DynamicTest.dynamicTest(kind.code(), () -> live(kind)));
    }

    private static void live(AlarmKind kind) {
        AlarmMachine machine = new AlarmMachine(List.of(kind));
        Stage stage = new Stage();
        Map<String, Long> counters = stage.counters;
        Map<String, Double> figures = new TreeMap<>(stage.figures);
        List<Alarm> changes = List.of();
        machine.look(stage.sight(), stage.taiNs());
        long began = 0;
        for (int look = 0; look <= kind.timing().raiseS(); look++) {
            assertEquals(List.of(), changes, "raised " + look + " s after it began");
            stage.nowMonoNs += NS;
            Objects.requireNonNull(TROUBLE.get(kind.code())).accept(stage);
            began = look == 0 ? stage.nowMonoNs : began;
            changes = machine.look(stage.sight(), stage.taiNs());
        }
        assertEquals(1, changes.size(), kind.code() + " is not raised");
        Alarm raised = changes.getFirst();
        assertEquals(kind.code(), raised.code());
        assertEquals(kind.severity(), raised.severity());
        assertFalse(raised.text().isBlank());
        if (kind.timing().event()) {
            assertEquals(Alarm.State.EVENT, raised.state());
            assertEquals(List.of(), machine.status().active());
            return;
        }
        assertEquals(Alarm.State.ACTIVE, raised.state());
        assertEquals(List.of(raised), machine.status().active());

        Stage mended = new Stage();
        mended.nowMonoNs = stage.nowMonoNs;
        mended.counters.putAll(counters);
        // These two are levels: they go back when what they tell of is over.
        mended.counters.keySet().removeAll(Set.of("latency_unknown", "neighbour_capable"));
        stage.figures.forEach((name, value) -> {
            if (!figures.containsKey(name)) {
                mended.figures.put(name, value);
            }
        });
        mended.badFrames = stage.badFrames;
        mended.steps = stage.steps;
        mended.foreignSteps = stage.foreignSteps;
        changes = List.of();
        for (int look = 0; look <= kind.timing().clearS(); look++) {
            assertEquals(List.of(), changes.stream().filter(change -> change.state() == Alarm.State.CLEARED).toList(),
                    "cleared " + look + " s after it ended");
            mended.nowMonoNs += NS;
            changes = machine.look(mended.sight(), mended.taiNs());
        }
        assertEquals(1, changes.size(), kind.code() + " is not cleared");
        assertEquals(Alarm.State.CLEARED, changes.getFirst().state());
        assertEquals(raised.raisedTaiNs(), changes.getFirst().raisedTaiNs());
        assertEquals(mended.taiNs(), changes.getFirst().clearedTaiNs());
        assertEquals(List.of(), machine.status().active());
    }

    @Test
    void thePageHasEachAlarmOnce() {
        String page = AlarmPage.render();
        Set<String> seen = new HashSet<>();
        page.lines().filter(line -> line.startsWith("| `"))
                .forEach(line -> assertTrue(seen.add(line.substring(3, line.indexOf('`', 3)))));
        assertEquals(TROUBLE.keySet(), seen);
    }
}
