package dev.grandmaster.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.grandmaster.alarm.Alarm;
import dev.grandmaster.alarm.AlarmStatus;
import dev.grandmaster.alarm.Severity;
import dev.grandmaster.app.alarm.AlarmDesk;
import dev.grandmaster.app.alarm.AlarmJson;
import dev.grandmaster.app.alarm.AlarmLimits;
import dev.grandmaster.app.alarm.AlarmMemory;
import dev.grandmaster.app.alarm.Conditions;
import dev.grandmaster.app.alarm.Figures;
import dev.grandmaster.app.config.Configuration;
import dev.grandmaster.app.config.Reporting;
import dev.grandmaster.app.config.SiteConfig;
import dev.grandmaster.app.evidence.DaySigner;
import dev.grandmaster.app.health.Health;
import dev.grandmaster.app.history.HistoryFile;
import dev.grandmaster.app.history.HistoryRecorder;
import dev.grandmaster.app.history.Sampler;
import dev.grandmaster.app.metrics.InfluxSettings;
import dev.grandmaster.app.metrics.InfluxThread;
import dev.grandmaster.app.metrics.Metrics;
import dev.grandmaster.app.mqtt.BrokerSettings;
import dev.grandmaster.app.mqtt.HomeAssistant;
import dev.grandmaster.app.mqtt.Message;
import dev.grandmaster.app.mqtt.MqttThread;
import dev.grandmaster.app.mqtt.Payloads;
import dev.grandmaster.app.persistence.DurableFile;
import dev.grandmaster.app.persistence.RunMark;
import dev.grandmaster.app.settings.AuditTrail;
import dev.grandmaster.app.simulated.HostSurroundings;
import dev.grandmaster.app.status.Calendar;
import dev.grandmaster.app.status.StatusReport;
import dev.grandmaster.app.supervision.Chore;
import dev.grandmaster.app.supervision.Supervisor;
import dev.grandmaster.app.tls.PemTrust;
import dev.grandmaster.board.Board;
import dev.grandmaster.history.History;
import dev.grandmaster.ptp.PtpAgent;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.Latest;
import dev.grandmaster.time.LeapSecondTable;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All who watch the grandmaster and tell others: alarms and what they are made of. Nothing here can hold up the clock. */
final class Observers {

    private static final Logger LOG = LoggerFactory.getLogger("gm");
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int LONGEST_VALUE = 4000;
    private static final JsonType<Object> JSON = Jsonb.builder().serializeNulls(true).build().type(Object.class);

    private final Board board;
    private final Grandmaster grandmaster;
    private final Supplier<@Nullable PtpAgent> wire;
    private final Latest<LeapSecondTable> leapSeconds;
    private final Figures figures = new Figures();
    private final Conditions conditions;
    private final Calendar calendar;
    private final Health health;
    private final AlarmDesk alarms;
    private final RunMark mark;
    private final Metrics metrics;
    private final AtomicLong configurationChanges = new AtomicLong();
    private final Path stateDirectory;
    private final HistoryFile historyFile;
    private Configuration configuration;
    private @Nullable HistoryRecorder recorder;
    private @Nullable Sampler sampler;
    private @Nullable MqttThread mqtt;
    private @Nullable InfluxThread influx;

    /**
     * Puts them together; nothing is looked at yet.
     *
     * @param wire        the PTP agent as it is now; null where PTP is not served
     * @param leapSeconds the list in force
     * @param conditions  what the start has found so far
     */
    Observers(Board board, Grandmaster grandmaster, Supplier<@Nullable PtpAgent> wire, Configuration configuration,
            Path stateDirectory, Latest<LeapSecondTable> leapSeconds, Conditions conditions) {
        this.wire = wire;
        this.board = board;
        this.grandmaster = grandmaster;
        this.leapSeconds = leapSeconds;
        this.conditions = conditions;
        this.configuration = configuration;
        this.stateDirectory = stateDirectory;
        historyFile = new HistoryFile(stateDirectory.resolve(Service.HISTORY));
        long startMonoNs = board.monotonic().nowNs();
        calendar = new Calendar(grandmaster.state()::get, leapSeconds::get, HostSurroundings::realtimeNs);
        health = new Health(stateDirectory, board.sensors());
        health.register(figures::register);
        mark = new RunMark(stateDirectory.resolve("running"));
        figures.register("events_dropped_total", grandmaster.events()::dropped);
        figures.register("configuration_changes_total", configurationChanges::get);
        int heartbeatS = configuration.site().reporting().alarms().heartbeatSeconds();
        figures.register("heartbeats_total", () -> heartbeatS == 0
                ? Double.NaN
                : Math.floorDiv(board.monotonic().nowNs() - startMonoNs, heartbeatS * SECOND_NS));
        alarms = new AlarmDesk(limits(configuration), new AlarmMemory(new DurableFile(
                stateDirectory.resolve("alarms.json"))), calendar, figures, conditions, startMonoNs);
        metrics = new Metrics(() -> new Metrics.Sources(grandmaster.state().get(), grandmaster.reference().get(),
                grandmaster.gnss().get(), grandmaster.ptp().get(), alarms().get(), figures.read(), version(),
                board.monotonic().nowNs()));
        alarms.tell(Observers::journal);
        alarms.tell(this::publish);
        alarms.tell(alarm -> note("alarm", AlarmJson.parts(alarm, calendar::utc)));
    }

    private AlarmLimits limits(Configuration configuration) {
        SiteConfig site = configuration.site();
        Reporting.Alarms limits = site.reporting().alarms();
        return new AlarmLimits(limits.lockSeconds(), limits.offsetNs(), site.holdover().specNs(),
                board.clock().maxFrequencyPpb(),
                Math.max(limits.pulseNoiseNs(), 3 * board.pps().stampUncertaintyNs()), limits.satellites(),
                limits.carrierToNoise(), site.unicast().maxClients());
    }

    private static void journal(Alarm alarm) {
        if (alarm.state() == Alarm.State.ACTIVE && alarm.severity() != Severity.NOTICE) {
            LOG.warn("{}", alarm.line());
        } else if (!alarm.code().equals("heartbeat")) {
            LOG.info("{}", alarm.line());
        }
    }

    /** What the supervisor does for them. */
    List<Chore> chores() {
        return List.of(new Chore(SECOND_NS, this::look), new Chore(SECOND_NS / 10, this::sample));
    }

    /**
     * The run begins, and the state directory is ours.
     *
     * @param settings digest of all of them, by which a change between two runs is seen
     * @param trail    the last lines of the audit trail, newest first
     */
    void begin(Supervisor supervisor, String settings, List<Map<String, @Nullable Object>> trail) throws IOException {
        boolean unclean = mark.begin();
        figures.register("unclean_restarts_total", () -> unclean ? 1 : 0);
        figures.register("late_cycles_total", supervisor::lateCycles);
        mqtt = mqtt();
        influx = influx();
        Reporting.History wanted = configuration.site().reporting().history();
        if (wanted.enabled()) {
            ClockIdentity identity = grandmaster.ptp().get().clockIdentity();
            DaySigner signer = new DaySigner(stateDirectory, identity.toString(), conditions);
            HistoryRecorder started = new HistoryRecorder(stateDirectory.resolve(Service.HISTORY), wanted.days(),
                    wanted.maxMiB(), signer::sign, this::dayClosed,
                    this::historyFails);
            recorder = started;
            figures.register("history_seconds_lost_total", started::lost);
            sampler = new Sampler(calendar, health::temperatureCelsius, started::add);
            note("start", Map.of("unclean", unclean, "board", board.info().name(), "simulated",
                    board.info().simulated(), "at",
                    calendar.utc(calendar.taiNs(board.monotonic().nowNs())), "settings", settings));
            started.trail(trail.isEmpty() ? 0 : AuditTrail.number(trail.getFirst()));
            trail.reversed().stream().filter(AuditTrail::isChange).forEach(this::changedInAFormerRun);
        }
    }

    private void historyFails(boolean fails, String why) {
        conditions.set("history-not-written", fails, why);
        if (fails) {
            historyFile.close(); // which may have been put aside: whoever asks next looks at the name anew
        }
    }

    /** The journal has the head as well, so that whoever keeps the journal elsewhere can hold the record against it. */
    private void dayClosed(HistoryFile.Chapter chapter) {
        LOG.info("evidence of {}: {} seconds, head {}, signature {}", chapter.day(), chapter.seconds(), chapter.head(),
                chapter.signature());
        MqttThread publishing = mqtt;
        if (publishing != null) {
            publishing.send(Payloads.evidence(chapter, grandmaster.ptp().get().clockIdentity().toString()), false);
        }
    }

    private void publish(Alarm alarm) {
        MqttThread publishing = mqtt;
        if (publishing != null) {
            publishing.send(Payloads.alarm(alarm, calendar::utc), alarm.state() == Alarm.State.ACTIVE);
        }
    }

    /** The thread that tells the broker; null, and told, where none is configured. */
    private @Nullable MqttThread mqtt() {
        Reporting.Mqtt wanted = configuration.site().reporting().mqtt();
        if (wanted.broker().isEmpty()) {
            LOG.info("MQTT: no broker is configured (mqtt.broker; for trying out --set mqtt.embedded=true)");
            return null;
        }
        String identity = grandmaster.ptp().get().clockIdentity().toString();
        String prefix = wanted.topicPrefix().orElse("grandmaster/" + identity);
        Reporting.Credentials credentials = wanted.credentials();
        BrokerSettings settings = new BrokerSettings(wanted.broker().get(), wanted.embedded(),
                wanted.clientId().orElse("grandmaster-" + identity), prefix, credentials.loginFile().map(Path::of),
                new PemTrust(credentials.caFile().map(Path::of),
                        credentials.certificateFile().map(Path::of),
                        credentials.keyFile().map(Path::of)));
        MqttThread started = new MqttThread(settings, new MqttThread.Topics(prefix, () -> greeting(wanted, prefix,
                identity), () -> Payloads.state(status(), identity, alarms.status().get().worst().word()),
                () -> Payloads.telemetry(status(), health.temperatureCelsius(),
                        calendar.utc(calendar.taiNs(board.monotonic().nowNs()))),
                1000L * wanted.telemetrySeconds()), stateDirectory.resolve("mqtt.db"), wanted.queue(),
                (away, why) -> conditions.set("mqtt-unreachable", away, why));
        figures.register("mqtt_messages_dropped_total", started::dropped);
        figures.register("mqtt_messages_waiting", started::waiting);
        figures.register("mqtt_connected", () -> started.isConnected() ? 1 : 0);
        return started;
    }

    /** The thread that pushes figures; null where no server is configured. */
    private @Nullable InfluxThread influx() {
        return InfluxSettings.of(configuration.site().reporting().influx()).map(wanted -> {
            InfluxThread started = new InfluxThread(wanted,
                    () -> metrics.lines(calendar.unixNs(calendar.taiNs(board.monotonic().nowNs()))),
                    (away, why) -> conditions.set("influx-unreachable", away, why));
            figures.register("influx_looks_dropped_total", started::dropped);
            return started;
        }).orElse(null);
    }

    /** What a broker that forgot everything needs to know: how to show us, and the alarms that stand, with their old numbers. */
    private List<Message> greeting(Reporting.Mqtt wanted, String prefix, String identity) {
        List<Message> messages = new ArrayList<>();
        wanted.discoveryPrefix()
                .ifPresent(discovery -> messages.addAll(
                        HomeAssistant.entities(discovery, prefix, identity, version(), wanted.telemetrySeconds())));
        for (Alarm alarm : alarms.status().get().active()) {
            Message message = Payloads.alarm(alarm, calendar::utc);
            messages.add(new Message(prefix + '/' + message.topic(), message.payload(), true));
        }
        return messages;
    }

    private StatusReport status() {
        return StatusReport.of(grandmaster.state().get(), grandmaster.reference().get(), grandmaster.gnss().get(),
                grandmaster.ptp().get(),
                alarmLines(), board.info().simulated(), null, board.monotonic().nowNs());
    }

    private void note(String kind, Map<String, @Nullable Object> parts) {
        HistoryRecorder recording = recorder;
        if (recording != null && !"heartbeat".equals(parts.get("code"))) {
            recording.note(noteOf(kind, parts));
        }
    }

    private HistoryFile.Note noteOf(String kind, Map<String, @Nullable Object> parts) {
        return new HistoryFile.Note(calendar.taiNs(board.monotonic().nowNs()), kind, JSON.toJson(parts));
    }

    /** Somebody changed a setting: who, what, old and new value. From any thread. */
    void changed(Map<String, @Nullable Object> entry) {
        noteChange(entry, calendar.utc(calendar.taiNs(board.monotonic().nowNs())), false);
    }

    /** A crash may have come between the audit trail, which is forced to the disk before a change is answered, and the record. */
    private void changedInAFormerRun(Map<String, @Nullable Object> entry) {
        long unixS = entry.get("unixS") instanceof Number seconds ? seconds.longValue() : 0;
        noteChange(entry, Instant.ofEpochSecond(unixS).toString(), true);
    }

    private void noteChange(Map<String, @Nullable Object> entry, @Nullable String at, boolean late) {
        HistoryRecorder recording = recorder;
        if (recording == null) {
            return;
        }
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("at", at);
        parts.put("number", AuditTrail.number(entry));
        parts.put("who", entry.get("who"));
        parts.put("what", entry.get("what"));
        parts.put("old", shortened(entry.get("old")));
        parts.put("new", shortened(entry.get("new")));
        if (late) {
            parts.put("late", true);
        }
        recording.change(AuditTrail.number(entry), noteOf("change", parts));
    }

    private static @Nullable String shortened(@Nullable Object value) {
        String text = value == null ? null : value.toString();
        return text == null || text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + " ...";
    }

    private void sample(long nowMonoNs) {
        Sampler recording = sampler;
        if (recording != null) {
            recording.look(grandmaster.state().get(), grandmaster.reference().get(), grandmaster.gnss().get(),
                    nowMonoNs);
        }
    }

    /** A setting was changed while the service runs. */
    void configurationChanged(Configuration changed) {
        configurationChanges.incrementAndGet();
        note("configuration", Map.of("at", calendar.utc(calendar.taiNs(board.monotonic().nowNs())), "old",
                live(configuration), "new", live(changed)));
        configuration = changed;
        alarms.limit(limits(changed));
    }

    /** What may change while the service runs. */
    private static Map<String, Object> live(Configuration configuration) {
        SiteConfig site = configuration.site();
        return Map.of("antenna.cableDelayNs in all", site.cableDelayNs(), "holdover.specNs", site.holdover().specNs(),
                "holdover.minLockSeconds", site.holdover().minLockSeconds(), "holdover.requalifySeconds",
                site.holdover().requalifySeconds());
    }

    private void look(long nowMonoNs) {
        health.look(grandmaster.state().get(), HostSurroundings.realtimeNs(), nowMonoNs);
        PtpAgent ptp = wire.get();
        conditions.set("grants-draining", ptp != null && ptp.isDraining(), "grants are cancelled, none are given");
        alarms.look(new AlarmDesk.Look(grandmaster.state().get(), grandmaster.reference().get(),
                grandmaster.gnss().get(), grandmaster.ptp().get(), leapSeconds.get()), nowMonoNs);
    }

    /** For the control socket, by verb; each takes its words and answers. On the supervisor's thread. */
    Map<String, Function<List<String>, String>> verbs() {
        return Map.of("alarms", words -> JSON.toJson(alarms.parts(words.contains("history"))),
                "acknowledge", this::acknowledge, "metrics", words -> metrics.page("").text().stripTrailing());
    }

    private String acknowledge(List<String> words) {
        if (words.isEmpty() || words.size() > 2) {
            return "error: acknowledge takes a code and, where it has several, a subject";
        }
        List<String> seen = new ArrayList<>();
        for (Alarm alarm : alarms.status().get().active()) {
            if (alarm.code().equals(words.getFirst()) && (words.size() == 1 || alarm.subject().equals(words.get(1)))) {
                alarms.acknowledge(alarm.code(), alarm.subject());
                seen.add(alarm.key());
            }
        }
        return seen.isEmpty()
                ? "error: no such alarm stands: " + String.join(" ", words)
                : "acknowledged " + String.join(", ", seen);
    }

    /** Notes that somebody has seen an alarm; false where none such stands. The supervisor only. */
    boolean acknowledge(String code, String subject) {
        return alarms.acknowledge(code, subject).isPresent();
    }

    /** The alarms that stand, a line each. */
    List<String> alarmLines() {
        return alarms.status().get().active().stream()
                .map(alarm -> alarm.severity().word() + ' ' + alarm.key() + ": " + alarm.text()).toList();
    }

    /** The alarms that stand and those of late as a tree for JSON. */
    Map<String, Object> alarmParts() {
        return alarms.parts(true);
    }

    /** The alarms now; for any thread. */
    Latest<AlarmStatus> alarms() {
        return alarms.status();
    }

    /** What parts of the service say stands. */
    Conditions conditions() {
        return conditions;
    }

    /** Where parts of the service register what they count. */
    Figures figures() {
        return figures;
    }

    private static String version() {
        return Objects.requireNonNullElse(Observers.class.getPackage().getImplementationVersion(), "");
    }

    /** The page for Prometheus; for any thread. */
    Metrics metrics() {
        return metrics;
    }

    /** What was recorded; for any thread. */
    History history() {
        return historyFile;
    }

    /** The run ends. */
    void end(boolean inOrder) {
        HistoryRecorder recording = recorder;
        if (recording != null) {
            recording.close();
        }
        MqttThread publishing = mqtt;
        if (publishing != null) {
            publishing.close();
        }
        InfluxThread pushing = influx;
        if (pushing != null) {
            pushing.close();
        }
        historyFile.close();
        try {
            if (inOrder) {
                mark.end();
            }
        } catch (IOException e) {
            LOG.warn("the end of the run could not be noted: {}", e.getMessage());
        }
    }
}
