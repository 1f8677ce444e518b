package dev.grandmaster.app.mqtt;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;

import dev.grandmaster.alarm.Alarm;
import dev.grandmaster.app.alarm.AlarmJson;
import dev.grandmaster.app.history.HistoryFile.Chapter;
import dev.grandmaster.app.status.StatusReport;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;

/** The messages as JSON; docs/mqtt has a schema of each, and docs/mqtt.md the topics. */
public final class Payloads {

    /** Of topics and messages; its first number changes when something is taken away or means something else. */
    public static final String SPEC_VERSION = "1.0";

    static final JsonType<Object> JSON = Jsonb.builder().serializeNulls(true).build().type(Object.class);

    private Payloads() {
    }

    /** An alarm, retained, or an event, not retained. */
    public static Message alarm(Alarm alarm, LongFunction<String> utc) {
        boolean event = alarm.state() == Alarm.State.EVENT;
        Map<String, @Nullable Object> parts = begun();
        parts.putAll(AlarmJson.parts(alarm, utc));
        return new Message((event ? "event/" : "alarm/") + alarm.key(), JSON.toJson(parts), !event);
    }

    /** What changes seldom. */
    public static Message state(StatusReport status, String clockIdentity, String worst) {
        Map<String, @Nullable Object> parts = begun();
        parts.put("clockIdentity", clockIdentity);
        parts.put("state", status.state());
        parts.put("clockClass", status.clockClass());
        parts.put("clockAccuracy", status.clockAccuracy());
        parts.put("utcOffset", status.utcOffset());
        parts.put("utcValid", status.utcValid());
        parts.put("timeTraceable", status.timeTraceable());
        parts.put("simulated", status.simulated());
        parts.put("alarms", status.alarms().size());
        parts.put("worstSeverity", status.alarms().isEmpty() ? null : worst);
        return new Message("state", JSON.toJson(parts), true);
    }

    /** Figures of now. */
    public static Message telemetry(StatusReport status, double temperatureC, String time) {
        Map<String, @Nullable Object> parts = begun();
        parts.put("time", time);
        parts.put("offsetNs", status.offsetNs());
        parts.put("boundNs", status.boundNs());
        parts.put("frequencyPpb", status.frequencyPpb());
        parts.put("temperatureC", Double.isFinite(temperatureC) ? temperatureC : null);
        parts.put("satellites", status.satellites());
        parts.put("clients", status.clients());
        parts.put("alarms", status.alarms().size());
        return new Message("telemetry", JSON.toJson(parts), false);
    }

    /** The signed head of a day. */
    public static Message evidence(Chapter chapter, String clockIdentity) {
        Map<String, @Nullable Object> parts = begun();
        parts.put("clockIdentity", clockIdentity);
        parts.put("chapter", chapter.number());
        parts.put("day", chapter.day());
        parts.put("seconds", chapter.seconds());
        parts.put("notes", chapter.notes());
        parts.put("previous", chapter.previous());
        parts.put("head", chapter.head());
        parts.put("signature", chapter.signature());
        return new Message("evidence/" + chapter.day(), JSON.toJson(parts), true);
    }

    private static Map<String, @Nullable Object> begun() {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("specVersion", SPEC_VERSION);
        return parts;
    }
}
