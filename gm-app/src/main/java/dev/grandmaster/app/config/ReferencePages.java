package dev.grandmaster.app.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;

/** The pages for people and programs that are made from the rows: the reference page and a JSON schema for each file. */
public final class ReferencePages {
    private static final String INTRODUCTION = """
            <!-- Made from the rows in gm-app's package config by `./gm generate-docs`. Change the rows, not this page. -->
            # Configuration

            Everything has a default that works, so a configuration says only what differs. Files are
            [TOML](https://toml.io). A *board file* says what is soldered, a *site file* what the operator wants:

                ./gm run --board raspberry-pi-cm4 --site /etc/grandmaster/site.toml

            `--board` takes the name of a file in `board-configs/` or the path of another. `./gm check-config FILE...`
            checks files without starting anything. What is wrong stops the start, all of it at once, a line each:

                site.toml:7:1: ptp.domainNumber = 300: out of range; allowed: a whole number from 0 to 255

            ## Values on the command line

            `--set key=value` (repeatable) comes before both files and takes any key of either by its full name. The value is
            written as in TOML; text needs no quotes. A repeated table is addressed by its number, from 0; one more than there
            are adds a table, and naming the table alone replaces them all:

                --set antenna.cableDelayNs=250
                --set ptp.port[0].logSyncInterval=-3
                --set 'ptp.port=[{interface="eth0"}, {interface="eth1", transport="L2"}]'

            In messages such a value has `--set` in the place of file and line.
            """;

    private ReferencePages() {
    }

    /** All pages by file name inside {@code docs/}. */
    public static SequencedMap<String, String> render() {
        List<FileKeys<?>> files = List.of(new SiteFile(), new BoardFile(), new ScenarioFile());
        SequencedMap<String, String> pages = new LinkedHashMap<>();
        StringBuilder page = new StringBuilder(INTRODUCTION);
        files.forEach(file -> appendFile(page, file));
        pages.put("configuration.md", page.toString());
        pages.put("configuration.schema.json", schema(files.get(0)));
        pages.put("board.schema.json", schema(files.get(1)));
        pages.put("scenario.schema.json", schema(files.get(2)));
        return pages;
    }

    private static void appendFile(StringBuilder page, FileKeys<?> file) {
        page.append("\n## ").append(capital(file.title())).append('\n');
        Map<String, List<Section<?>>> tables = new LinkedHashMap<>();
        file.sections()
                .forEach(section -> tables.computeIfAbsent(section.path(), path -> new ArrayList<>()).add(section));
        tables.forEach((path, parts) -> {
            Section<?> first = parts.getFirst();
            page.append("\n### ").append(title(first)).append("\n\n").append(first.doc()).append("\n\n");
            page.append("| key | allowed | default | meaning |\n|---|---|---|---|\n");
            parts.forEach(part -> part.rows().forEach(row -> appendRow(page, row)));
        });
    }

    private static String title(Section<?> section) {
        if (section.path().isEmpty()) {
            return "At the top";
        }
        return section.repeated() ? "`[[" + section.path() + "]]`" : "`[" + section.path() + "]`";
    }

    private static void appendRow(StringBuilder page, Row<?> row) {
        String byDefault = row.defaultShown();
        page.append("| `").append(row.key()).append("` | ").append(row.type().allowed()).append(" | ")
                .append(row.required() ? "required" : byDefault.isEmpty() ? "-" : "`" + byDefault + "`")
                .append(" | ").append(row.doc()).append(" |\n");
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String schema(FileKeys<?> file) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "grandmaster " + file.title());
        openTable(root);
        for (Section<?> section : file.sections()) {
            Map<String, Object> table = root;
            String[] path = section.path().isEmpty() ? new String[0] : section.path().split("\\.");
            for (int i = 0; i < path.length; i++) {
                table = inner(table, path[i], section.repeated() && i == path.length - 1);
            }
            if (!section.path().isEmpty()) {
                table.putIfAbsent("description", section.doc());
            }
            for (Row<?> row : section.rows()) {
                properties(table).put(row.key(), property(row));
                if (row.required()) {
                    required(table).add(row.key());
                }
            }
        }
        return Jsonb.builder().build().type(Object.class).toJsonPretty(root) + "\n";
    }

    private static <T> Map<String, Object> property(Row<T> row) {
        Map<String, Object> property = new LinkedHashMap<>(row.type().schema());
        T byDefault = row.byDefault();
        if (byDefault != null) {
            property.put("default", byDefault instanceof Number || byDefault instanceof Boolean
                    ? byDefault
                    : row.type().shown(byDefault).replace("\"", ""));
        }
        property.put("description",
                row.doc() + (row.type().unit().isEmpty() ? "" : " Unit: " + row.type().unit() + "."));
        return property;
    }

    /** The schema of a table inside a table, made if need be; of a repeated one, that of its elements. */
    private static Map<String, Object> inner(Map<String, Object> table, String key, boolean repeated) {
        Map<String, Object> entry = asMap(properties(table).computeIfAbsent(key, name -> {
            Map<String, Object> element = openTable(new LinkedHashMap<>());
            if (!repeated) {
                return element;
            }
            Map<String, Object> array = new LinkedHashMap<>();
            array.put("type", "array");
            array.put("items", element);
            return array;
        }));
        return repeated ? asMap(entry.get("items")) : entry;
    }

    private static Map<String, Object> openTable(Map<String, Object> table) {
        table.put("type", "object");
        table.put("additionalProperties", false);
        table.put("properties", new LinkedHashMap<String, Object>());
        return table;
    }

    private static Map<String, Object> properties(Map<String, Object> table) {
        return asMap(table.get("properties"));
    }

    @SuppressWarnings("unchecked") // made in openTable() and inner()
    private static Map<String, Object> asMap(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    @SuppressWarnings("unchecked") // made here
    private static List<String> required(Map<String, Object> table) {
        return (List<String>) Objects
                .requireNonNull(table.computeIfAbsent("required", key -> new ArrayList<String>()));
    }
}
