package dev.grandmaster.app.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All keys of one kind of file, and how such a file is read: parse, put in what the command line sets, hold every value
 * against its row, check what rows cannot see, and only then bind.
 *
 * @param <R> record that a file becomes
 */
public abstract sealed class FileKeys<R> permits BoardFile, SiteFile, ScenarioFile {
    private final String title;
    private final List<Section<?>> sections = new ArrayList<>();

    /** @param title what the file is called in messages: "board file" */
    FileKeys(String title) {
        this.title = title;
    }

    final <S extends Section<?>> S section(S section) {
        sections.add(section);
        return section;
    }

    /** Checks between keys; a table that has a problem of its own is not shown by {@link Found#each}. */
    abstract void check(Found found);

    /** The record of a file without problems. */
    abstract R bind(Found found);

    /** What the file is called: "board file". */
    public final String title() {
        return title;
    }

    final List<Section<?>> sections() {
        return sections;
    }

    /** Every full key, table numbers left out. */
    final Stream<String> names() {
        return sections.stream().flatMap(section -> section.rows().stream()
                .map(row -> Section.join(section.path(), row.key())));
    }

    /** Whether {@code --set} may name this in this kind of file. */
    final boolean knows(String path) {
        return names().anyMatch(path::equals)
                || sections.stream().anyMatch(section -> section.repeated() && section.path().equals(path));
    }

    /**
     * Reads a file's text.
     *
     * @param source the file as the user named it
     * @param sets assignments that this kind of file knows
     * @param problems every problem is added here
     * @return empty when there were grave problems
     */
    final Optional<R> read(String source, String text, List<Assignment> sets, List<Problem> problems) {
        List<Problem> mine = new ArrayList<>();
        Node.Table root = TomlText.parse(source, text, mine);
        boolean syntax = mine.isEmpty();
        sets.forEach(set -> set.apply(root, mine));
        Map<Section<?>, List<Values>> tables = new HashMap<>();
        walk(root, "", "", tables, mine);
        for (Section<?> section : sections) {
            if (!section.repeated()) {
                tables.computeIfAbsent(section, absent -> List.of(
                        new Values(absent, absent.path(), Position.headOf(source), mine)));
            }
            if (syntax) {
                tables.getOrDefault(section, List.of()).forEach(Values::complete);
            }
        }
        Found found = new Found(tables);
        check(found);
        problems.addAll(mine);
        return mine.stream().noneMatch(Problem::grave) ? Optional.of(bind(found)) : Optional.empty();
    }

    /**
     * Reads one table and those inside it.
     *
     * @param path full name of the table without numbers
     * @param shown full name with numbers
     */
    private void walk(Node.Table table, String path, String shown, Map<Section<?>, List<Values>> tables,
            List<Problem> problems) {
        List<Values> parts = new ArrayList<>();
        for (Section<?> section : at(path)) {
            Values values = new Values(section, shown, table.at(), problems);
            tables.computeIfAbsent(section, key -> new ArrayList<>()).add(values);
            parts.add(values);
        }
        table.entries().forEach((key, node) -> {
            String inner = Section.join(path, key);
            String innerShown = Section.join(shown, key);
            if (parts.stream().anyMatch(values -> values.accept(key, node))) {
                return;
            }
            if (leadsToTables(inner)) {
                walkInner(node, inner, innerShown, tables, problems);
            } else {
                problems.add(new Problem(node.at(), innerShown + " = " + Node.shown(node) + ": unknown "
                        + (node instanceof Node.Value ? "key" : "table") + meant(path, key)));
            }
        });
    }

    private void walkInner(Node node, String path, String shown, Map<Section<?>, List<Values>> tables,
            List<Problem> problems) {
        boolean repeated = at(path).stream().anyMatch(Section::repeated);
        if (!repeated && node instanceof Node.Table table) {
            walk(table, path, shown, tables, problems);
        } else if (repeated && node instanceof Node.Array array
                && array.elements().stream().allMatch(Node.Table.class::isInstance)) {
            for (int i = 0; i < array.elements().size(); i++) {
                if (array.elements().get(i) instanceof Node.Table table) {
                    walk(table, path, shown + "[" + i + "]", tables, problems);
                }
            }
        } else {
            problems.add(new Problem(node.at(), shown + " = " + Node.shown(node) + ": not a table; allowed: "
                    + (repeated ? "any number of [[" + path + "]]" : "[" + path + "]")));
        }
    }

    private List<Section<?>> at(String path) {
        return sections.stream().filter(section -> section.path().equals(path)).toList();
    }

    private boolean leadsToTables(String path) {
        return sections.stream().anyMatch(section -> section.path().equals(path)
                || section.path().startsWith(path + "."));
    }

    /** The key that was probably meant, and those that are allowed beside it. */
    private String meant(String path, String key) {
        List<String> here = Stream.concat(
                at(path).stream().flatMap(section -> section.rows().stream()).map(Row::key),
                sections.stream().map(Section::path).filter(other -> isInside(other, path))
                        .map(other -> other.substring(path.isEmpty() ? 0 : path.length() + 1)))
                .distinct().toList();
        String near = Spelling.nearest(key, here).or(() -> elsewhere(key))
                .map(name -> "; did you mean " + name + "?").orElse("");
        return near + "; allowed: " + String.join(", ", here);
    }

    private static boolean isInside(String table, String path) {
        return !table.isEmpty() && (path.isEmpty() || table.startsWith(path + "."));
    }

    /** The full name of a key that is right but stands in another table. */
    private Optional<String> elsewhere(String key) {
        return names().filter(name -> name.endsWith("." + key)).findFirst();
    }
}
