package dev.grandmaster.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The rows of the site file for whoever shows or changes them by name. A value is a tree as JSON and TOML have it: Long, Double, Boolean,
 * String, a list of these, or, for a repeated table under the table's own name, a list of maps.
 */
public final class SettingRows {

    private SettingRows() {
    }

    /** The tables of the board file, as {@link #tables}. */
    public static List<Map<String, @Nullable Object>> boardTables() {
        return tables(new BoardFile());
    }

    /** What a board file writes, by full key; nothing where it cannot be read. */
    public static Map<String, Object> board(Path file) {
        try {
            return written(new BoardFile(), Files.readString(file), List.of());
        } catch (IOException e) {
            return Map.of(); // whoever loads the configuration says so
        }
    }

    /** All tables in the order of the file: path, repeated, doc, and rows with key, schema, allowed, unit, default, required, doc. */
    public static List<Map<String, @Nullable Object>> tables() {
        return tables(new SiteFile());
    }

    private static List<Map<String, @Nullable Object>> tables(FileKeys<?> file) {
        List<Map<String, @Nullable Object>> tables = new ArrayList<>();
        byPath(file).forEach((path, sections) -> {
            Map<String, @Nullable Object> table = new LinkedHashMap<>();
            table.put("path", path);
            table.put("repeated", sections.getFirst().repeated());
            table.put("doc", sections.getFirst().doc());
            table.put("rows",
                    sections.stream().flatMap(section -> section.rows().stream()).map(SettingRows::row).toList());
            tables.add(table);
        });
        return tables;
    }

    /** The sections of each table, in the order of the file; several may describe parts of one table. */
    private static Map<String, List<Section<?>>> byPath(FileKeys<?> file) {
        Map<String, List<Section<?>>> tables = new LinkedHashMap<>();
        file.sections()
                .forEach(section -> tables.computeIfAbsent(section.path(), path -> new ArrayList<>()).add(section));
        return tables;
    }

    private static <T> Map<String, @Nullable Object> row(Row<T> row) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("key", row.key());
        tree.put("schema", row.type().schema());
        tree.put("allowed", row.type().allowed());
        tree.put("unit", row.type().unit());
        T byDefault = row.byDefault();
        tree.put("default", byDefault == null ? null : raw(TomlText.value(row.type().shown(byDefault))));
        tree.put("required", row.required());
        tree.put("doc", row.doc());
        return tree;
    }

    /** Whether a full key, or the name of a repeated table, is known. */
    public static boolean knows(String name) {
        SiteFile file = new SiteFile();
        return file.knows(name) && file.sections().stream()
                .noneMatch(section -> section.repeated() && name.startsWith(section.path() + "."));
    }

    /** What a file and assignments write, by full key; defaults are not among it. What cannot be understood is left out. */
    public static Map<String, Object> written(Optional<Path> file, List<String> sets) {
        String text = "";
        try {
            text = file.isPresent() ? Files.readString(file.get()) : "";
        } catch (IOException e) {
            // whoever loads the configuration says so
        }
        return written(text, sets);
    }

    /** The same of a file's text. */
    public static Map<String, Object> written(String text, List<String> sets) {
        return written(new SiteFile(), text, sets);
    }

    private static Map<String, Object> written(FileKeys<?> keys, String text, List<String> sets) {
        List<Problem> unheard = new ArrayList<>();
        Node.Table root = TomlText.parse("settings", text, unheard);
        for (String set : sets) {
            Assignment.parse(set, unheard).filter(assignment -> keys.knows(assignment.path()))
                    .ifPresent(assignment -> assignment.apply(root, unheard));
        }
        Map<String, Object> values = new TreeMap<>();
        for (Section<?> section : keys.sections()) {
            Node node = find(root, section.path());
            if (section.repeated() && node instanceof Node.Array array) {
                values.put(section.path(), raw(array));
            } else if (node instanceof Node.Table table) {
                for (Row<?> row : section.rows()) {
                    Node value = table.entries().get(row.key());
                    if (value != null) {
                        values.put(Section.join(section.path(), row.key()), raw(value));
                    }
                }
            }
        }
        return values;
    }

    /** The problems of a text as a site file, a line each. */
    public static List<String> problems(String text) {
        List<Problem> problems = new ArrayList<>();
        new SiteFile().read("import", text, List.of(), problems);
        return problems.stream().sorted().map(Problem::toString).toList();
    }

    private static @Nullable Node find(Node.Table root, String path) {
        Node node = root;
        for (String part : path.split("\\.", -1)) {
            node = node instanceof Node.Table table ? table.entries().get(part) : null;
        }
        return node;
    }

    private static Object raw(Node node) {
        return switch (node) {
            case Node.Value value -> value.raw();
            case Node.Array array -> array.elements().stream().map(SettingRows::raw).toList();
            case Node.Table table -> {
                Map<String, Object> tree = new LinkedHashMap<>();
                table.entries().forEach((key, inner) -> tree.put(key, raw(inner)));
                yield tree;
            }
        };
    }

    /** A {@code key=value} as the command line takes it. */
    public static String assignment(String key, Object value) {
        return key + "=" + toml(value);
    }

    /** The value of a command line's text. */
    public static Object value(String text) {
        return raw(TomlText.value(text));
    }

    /** Values for a copy: with an identity of this unit's or without any, wherever one is written. */
    public static Map<String, Object> withIdentity(Map<String, Object> values, @Nullable String clockIdentity) {
        Map<String, Object> copy = new TreeMap<>(values);
        String key = "ptp.clockIdentity";
        if (clockIdentity != null) {
            copy.put(key, clockIdentity);
            return copy;
        }
        copy.remove(key);
        copy.replaceAll((name, value) -> name.equals("ptp.instance") && value instanceof List<?> tables
                ? tables.stream().map(table -> {
                    Map<Object, Object> rows = new LinkedHashMap<>((Map<?, ?>) table);
                    rows.remove("clockIdentity");
                    return rows;
                }).toList()
                : value);
        return copy;
    }

    /** Values as the text of a site file. */
    public static String file(Map<String, Object> values) {
        StringBuilder text = new StringBuilder();
        byPath(new SiteFile()).forEach((path, sections) -> {
            if (sections.getFirst().repeated()) {
                if (values.get(path) instanceof List<?> tables) {
                    tables.forEach(table -> append(text, "[[" + path + "]]", (Map<?, ?>) table));
                }
                return;
            }
            Map<String, Object> table = new LinkedHashMap<>();
            sections.stream().flatMap(section -> section.rows().stream()).forEach(row -> {
                Object value = values.get(Section.join(path, row.key()));
                if (value != null) {
                    table.put(row.key(), value);
                }
            });
            if (!table.isEmpty()) {
                append(text, "[" + path + "]", table);
            }
        });
        return text.toString();
    }

    private static void append(StringBuilder text, String head, Map<?, ?> table) {
        text.append(text.isEmpty() ? "" : "\n").append(head).append('\n');
        table.forEach((key, value) -> text.append(key).append(" = ").append(toml(value)).append('\n'));
    }

    private static String toml(Object value) {
        return switch (value) {
            case String text -> quoted(text);
            case List<?> list -> "[" + String.join(", ", list.stream().map(SettingRows::toml).toList()) + "]";
            case Map<?, ?> map -> "{" + String.join(", ", map.entrySet().stream()
                    .map(entry -> (String.valueOf(entry.getKey()).matches("[A-Za-z0-9_-]+")
                            ? entry.getKey()
                            : quoted(String.valueOf(entry.getKey()))) + " = " + toml(entry.getValue()))
                    .toList()) + "}";
            default -> String.valueOf(value);
        };
    }

    /** A basic string of TOML: whatever is in it stays inside its quotes. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ' || c == 0x7F) {
                quoted.append(String.format("\\u%04X", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }

    /** The antenna's delay as it is built of effective values: totalNs, parts (name, ns), cables (name, velocityFactor, whose
     * figure that is). */
    public static Map<String, @Nullable Object> antenna(Map<String, Object> values) {
        List<Map<String, Object>> parts = new ArrayList<>();
        double cableNs = 0;
        double lengthM = number(values.get("antenna.lengthM"));
        for (CableType cable : CableType.values()) {
            if (cable.word().equals(values.get("antenna.cable"))) {
                cableNs = cable.delayNs(lengthM);
            }
        }
        parts.add(Map.of("name", "cable", "ns", cableNs));
        for (String key : List.of("splitterDelayNs", "amplifierDelayNs", "receiverDelayNs", "cableDelayNs")) {
            parts.add(Map.of("name", key, "ns", number(values.get("antenna." + key))));
        }
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("totalNs", parts.stream().mapToDouble(part -> number(part.get("ns"))).sum());
        tree.put("parts", parts);
        tree.put("cable", values.get("antenna.cable"));
        tree.put("lengthM", lengthM);
        tree.put("cables", java.util.Arrays.stream(CableType.values()).map(cable -> Map.of("name", cable.word(),
                "velocityFactor", cable.velocityFactor(), "nsPerM", cable.delayNs(1), "source", cable.source()))
                .toList());
        return tree;
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : 0;
    }
}
