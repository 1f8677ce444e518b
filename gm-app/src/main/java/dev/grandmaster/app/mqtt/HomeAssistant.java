package dev.grandmaster.app.mqtt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What Home Assistant is told of us, so that it shows us by itself: a retained message for each entity, by its documentation of "MQTT
 * discovery", "MQTT sensor" and "MQTT binary sensor". What is null in our messages it shows as unknown.
 */
public final class HomeAssistant {

    /** A figure that has not been renewed for so many periods is shown as unavailable. */
    private static final int PERIODS = 3;

    private final String discovery;
    private final String prefix;
    private final String unit;
    private final String version;
    private final int telemetrySeconds;
    private final List<Message> messages = new ArrayList<>();

    private HomeAssistant(String discovery, String prefix, String clockIdentity, String version, int telemetrySeconds) {
        this.discovery = discovery;
        this.prefix = prefix;
        this.unit = clockIdentity.replace(".", "");
        this.version = version;
        this.telemetrySeconds = telemetrySeconds;
    }

    /**
     * All entities; whole topics.
     *
     * @param discovery        where it looks
     * @param prefix           of our own topics
     * @param telemetrySeconds between two messages of figures; 0 for none, and then there are no entities of figures
     */
    public static List<Message> entities(String discovery, String prefix, String clockIdentity, String version,
            int telemetrySeconds) {
        HomeAssistant told = new HomeAssistant(discovery, prefix, clockIdentity, version, telemetrySeconds);
        told.sensor("state", "State", "state", Map.of());
        told.sensor("clock_class", "Clock class", "clockClass", Map.of());
        told.sensor("alarms", "Alarms", "alarms", Map.of());
        told.sensor("worst_alarm", "Worst alarm", "worstSeverity", Map.of());
        told.problem("problem", "Problem", "value_json.worstSeverity in ['minor', 'major', 'critical']");
        told.problem("not_traceable", "Not traceable", "not value_json.timeTraceable");
        if (telemetrySeconds > 0) {
            told.figure("offset", "Offset", "offsetNs", Map.of("unit_of_measurement", "ns"));
            told.figure("bound", "Error bound", "boundNs", Map.of("unit_of_measurement", "ns"));
            told.figure("frequency", "Frequency correction", "frequencyPpb", Map.of("unit_of_measurement", "ppb"));
            told.figure("satellites", "Satellites", "satellites", Map.of());
            told.figure("clients", "PTP clients", "clients", Map.of());
            told.figure("temperature", "Temperature", "temperatureC",
                    Map.of("unit_of_measurement", "\u00B0C", "device_class", "temperature"));
        }
        return List.copyOf(told.messages);
    }

    private void sensor(String object, String name, String field, Map<String, Object> more) {
        add("sensor", object, name, "state", "{{ value_json." + field + " }}", more);
    }

    private void figure(String object, String name, String field, Map<String, Object> more) {
        Map<String, Object> all = new LinkedHashMap<>(more);
        all.put("state_class", "measurement");
        all.put("expire_after", PERIODS * telemetrySeconds);
        add("sensor", object, name, "telemetry", "{{ value_json." + field + " }}", all);
    }

    private void problem(String object, String name, String when) {
        add("binary_sensor", object, name, "state", "{{ 'ON' if " + when + " else 'OFF' }}",
                Map.of("device_class", "problem"));
    }

    private void add(String component, String object, String name, String topic, String template,
            Map<String, Object> more) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("name", name);
        parts.put("unique_id", "grandmaster_" + unit + '_' + object);
        parts.put("state_topic", prefix + '/' + topic);
        parts.put("value_template", template);
        parts.put("availability_topic", prefix + "/availability");
        parts.put("qos", 1);
        parts.putAll(more);
        parts.put("device", Map.of("identifiers", List.of("grandmaster_" + unit), "name", "Grandmaster " + unit,
                "manufacturer", "grandmaster", "model", "PTP grandmaster", "sw_version", version));
        parts.put("origin", Map.of("name", "grandmaster", "sw_version", version));
        messages.add(new Message(discovery + '/' + component + "/grandmaster_" + unit + '/' + object + "/config",
                Payloads.JSON.toJson(parts), true));
    }
}
