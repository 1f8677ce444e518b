package dev.grandmaster.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Turns TOML text into {@link Node}s; what is no TOML becomes problems. */
final class TomlText {
    /** More syntax errors than this say that the file is no TOML at all. */
    private static final int MAX_SYNTAX_ERRORS = 20;

    private TomlText() {
    }

    /** Parses a whole file. After a syntax error the table holds what could still be understood. */
    static Node.Table parse(String source, String text, List<Problem> problems) {
        TomlParseResult parsed = Toml.parse(text);
        parsed.errors().stream().limit(MAX_SYNTAX_ERRORS).forEach(error -> problems.add(new Problem(
                new Position(source, error.position().line(), error.position().column()),
                Objects.requireNonNullElse(error.getMessage(), "not TOML"))));
        return table(parsed, Position.headOf(source), at -> new Position(source, at.line(), at.column()));
    }

    /** Parses the value of a {@code --set}; text that is no TOML value is taken as the string it looks like. */
    static Node value(String text) {
        TomlParseResult parsed = Toml.parse("value = " + text + "\n");
        Object raw = parsed.hasErrors() || parsed.size() != 1 ? null : parsed.get("value");
        return raw == null ? new Node.Value(Position.SET, text) : node(raw, Position.SET, at -> Position.SET);
    }

    private static Node node(Object raw, Position at, Where where) {
        return switch (raw) {
            case TomlTable table -> table(table, at, where);
            case TomlArray array -> array(array, at, where);
            default -> new Node.Value(at, raw);
        };
    }

    private static Node.Table table(TomlTable table, Position at, Where where) {
        Node.Table result = Node.Table.empty(at);
        for (String key : table.keySet()) {
            List<String> path = List.of(key);
            Object raw = Objects.requireNonNull(table.get(path));
            Position here = where.apply(Objects.requireNonNull(table.inputPositionOf(path)));
            result.entries().put(key, node(raw, here, where));
        }
        return result;
    }

    private static Node.Array array(TomlArray array, Position at, Where where) {
        List<Node> elements = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            elements.add(node(array.get(i), where.apply(Objects.requireNonNull(array.inputPositionOf(i))), where));
        }
        return new Node.Array(at, elements);
    }

    /** Names a place of the text that is being parsed. */
    @FunctionalInterface
    private interface Where {
        Position apply(TomlPosition at);
    }
}
