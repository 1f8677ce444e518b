package dev.grandmaster.app.alarm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;

import dev.grandmaster.alarm.Alarm;
import dev.grandmaster.alarm.Alarm.Reading;
import dev.grandmaster.alarm.Severity;
import org.jspecify.annotations.Nullable;

/** An alarm as an object of JSON, the same for MQTT, command line and disk; docs/mqtt/alarm.schema.json describes it. */
public final class AlarmJson {

    private AlarmJson() {
    }

    /** @param utc writes an instant, TAI ns, for people */
    public static Map<String, @Nullable Object> parts(Alarm alarm, LongFunction<String> utc) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("code", alarm.code());
        parts.put("subject", alarm.subject());
        parts.put("severity", alarm.severity().word());
        parts.put("state", alarm.state().word());
        parts.put("text", alarm.text());
        parts.put("value", finite(alarm.reading().value()));
        parts.put("threshold", finite(alarm.reading().threshold()));
        parts.put("unit", alarm.reading().unit());
        parts.put("raised", utc.apply(alarm.raisedTaiNs()));
        parts.put("cleared", alarm.clearedTaiNs() == Alarm.NEVER ? null : utc.apply(alarm.clearedTaiNs()));
        parts.put("raisedTaiNs", Long.toString(alarm.raisedTaiNs())); // a JSON number has 53 bits
        parts.put("clearedTaiNs",
                alarm.clearedTaiNs() == Alarm.NEVER ? null : Long.toString(alarm.clearedTaiNs()));
        parts.put("acknowledged", alarm.acknowledged());
        parts.put("sequence", alarm.sequence());
        return parts;
    }

    /**
     * An alarm out of such an object.
     *
     * @throws IllegalArgumentException where something is missing or is not what it should be
     */
    static Alarm alarm(Map<?, ?> parts) {
        Object cleared = parts.get("clearedTaiNs");
        return new Alarm(text(parts, "code"), text(parts, "subject"),
                Severity.valueOf(text(parts, "severity").toUpperCase(java.util.Locale.ROOT)),
                Alarm.State.valueOf(text(parts, "state").toUpperCase(java.util.Locale.ROOT)), text(parts, "text"),
                new Reading(number(parts.get("value")), number(parts.get("threshold")), text(parts, "unit")),
                Long.parseLong(text(parts, "raisedTaiNs")),
                cleared == null ? Alarm.NEVER : Long.parseLong(String.valueOf(cleared)),
                (long) number(parts.get("sequence")), Boolean.TRUE.equals(parts.get("acknowledged")));
    }

    private static String text(Map<?, ?> parts, String name) {
        if (parts.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(name + " is missing");
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
