package dev.grandmaster.app.mqtt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

    private static final JsonType<Object> JSON = Jsonb.builder().serializeNulls(true).build().type(Object.class);

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

    /**
     * What Home Assistant is told of us, so that it shows us by itself; whole topics.
     *
     * @param discovery where it looks
     * @param prefix    of our own topics
     */
    public static List<Message> discovery(String discovery, String prefix, String clockIdentity) {
        String unit = clockIdentity.replace(".", "");
        List<Message> messages = new ArrayList<>();
        messages.add(sensor(discovery, prefix, unit, new Sensor("state", "State", "state", "state", null)));
        messages.add(sensor(discovery, prefix, unit, new Sensor("clock_class", "Clock class", "state", "clockClass",
                null)));
        messages.add(sensor(discovery, prefix, unit, new Sensor("alarms", "Alarms", "state", "alarms", null)));
        messages.add(sensor(discovery, prefix, unit, new Sensor("offset", "Offset", "telemetry", "offsetNs", "ns")));
        messages.add(sensor(discovery, prefix, unit, new Sensor("bound", "Error bound", "telemetry", "boundNs", "ns")));
        messages.add(sensor(discovery, prefix, unit, new Sensor("frequency", "Frequency correction", "telemetry",
                "frequencyPpb", "ppb")));
        messages.add(sensor(discovery, prefix, unit, new Sensor("satellites", "Satellites", "telemetry", "satellites",
                null)));
        messages.add(sensor(discovery, prefix, unit, new Sensor("temperature", "Temperature", "telemetry",
                "temperatureC", "\u00B0C")));
        return messages;
    }

    private record Sensor(String object, String name, String topic, String field, @Nullable String unit) {
    }

    private static Message sensor(String discovery, String prefix, String unit, Sensor sensor) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("name", sensor.name());
        parts.put("unique_id", "grandmaster_" + unit + '_' + sensor.object());
        parts.put("state_topic", prefix + '/' + sensor.topic());
        parts.put("value_template", "{{ value_json." + sensor.field() + " }}");
        parts.put("availability_topic", prefix + "/availability");
        if (sensor.unit() != null) {
            parts.put("unit_of_measurement", sensor.unit());
            parts.put("state_class", "measurement");
        }
        parts.put("device", Map.of("identifiers", List.of("grandmaster_" + unit), "name", "Grandmaster " + unit,
                "manufacturer", "grandmaster"));
        return new Message(discovery + "/sensor/grandmaster_" + unit + '/' + sensor.object() + "/config",
                JSON.toJson(parts), true);
    }
}
