package dev.grandmaster.app.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A parsed file before anybody asked what its keys mean; every part knows where it was written. */
sealed interface Node {
    Position at();

    /** A table, open for values that replace those of the file. */
    record Table(Position at, Map<String, Node> entries) implements Node {
        static Table empty(Position at) {
            return new Table(at, new LinkedHashMap<>());
        }
    }

    /** An array, of tables or of values; open for tables that the command line adds. */
    record Array(Position at, List<Node> elements) implements Node {
    }

    /** A plain value: Long, Double, Boolean, String, or a date or time, which no key takes. */
    record Value(Position at, Object raw) implements Node {
    }

    /** The value as it would be written in a file, for messages. */
    static String shown(Node node) {
        return switch (node) {
            case Table table -> "a table";
            case Array array -> "[" + String.join(", ", array.elements().stream().map(Node::shown).toList()) + "]";
            case Value value -> value.raw() instanceof String text ? "\"" + text + "\"" : String.valueOf(value.raw());
        };
    }
}
