package dev.grandmaster.app.mqtt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;

/** Holds a message against a schema of docs/mqtt: the few words of JSON Schema that those use, and no other. */
final class Schema {

    private static final JsonType<Object> JSON = Jsonb.builder().build().type(Object.class);
    private static final Set<String> KNOWN = Set.of("$schema", "title", "description", "type", "additionalProperties",
            "required", "properties");

    private final Map<?, ?> root;

    private Schema(Map<?, ?> root) {
        this.root = root;
    }

    static Schema of(String name) throws IOException {
        Path file = Path.of(System.getProperty("gm.root", ".."), "docs", "mqtt", name + ".schema.json");
        Schema schema = new Schema((Map<?, ?>) JSON.fromJson(Files.readString(file)));
        if (!KNOWN.containsAll(schema.root.keySet())) {
            throw new IllegalStateException(file + " uses words that are not checked: " + schema.root.keySet());
        }
        return schema;
    }

    /** What is wrong with a message; empty where it is as described. */
    List<String> faults(String message) {
        List<String> faults = new ArrayList<>();
        Map<?, ?> parts = (Map<?, ?>) JSON.fromJson(message);
        Map<?, ?> properties = (Map<?, ?>) Objects.requireNonNull(root.get("properties"));
        for (Object name : (List<?>) Objects.requireNonNull(root.get("required"))) {
            if (!parts.containsKey(name)) {
                faults.add(name + " is missing");
            }
        }
        parts.forEach((name, value) -> {
            if (properties.get(name) instanceof Map<?, ?> property) {
                check(String.valueOf(name), property, value, faults);
            } else {
                faults.add(name + " is not described");
            }
        });
        return faults;
    }

    private static void check(String name, Map<?, ?> property, Object value, List<String> faults) {
        if (property.get("enum") instanceof List<?> allowed) {
            if (!allowed.contains(value)) {
                faults.add(name + " is " + value);
            }
            return;
        }
        Object type = property.get("type");
        List<?> types = type instanceof List<?> several ? several : List.of(type);
        if (types.stream().noneMatch(one -> is(String.valueOf(one), value))) {
            faults.add(name + " is " + value + ", not " + types);
        }
        if (value instanceof String text && property.get("pattern") instanceof String pattern
                && !java.util.regex.Pattern.compile(pattern).matcher(text).find()) {
            faults.add(name + " is " + value + ", not like " + pattern);
        }
    }

    private static boolean is(String type, Object value) {
        return switch (type) {
            case "string" -> value instanceof String;
            case "number" -> value instanceof Number;
            case "integer" -> value instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue());
            case "boolean" -> value instanceof Boolean;
            case "null" -> value == null;
            default -> throw new IllegalStateException("type " + type + " is not checked");
        };
    }
}
