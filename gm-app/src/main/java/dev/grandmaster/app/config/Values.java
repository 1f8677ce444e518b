package dev.grandmaster.app.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What one table of a file says, and where. A broken one (it has a problem of its own) is never bound. */
final class Values {
    private final Section<?> section;
    private final String path;
    private final Position at;
    private final List<Problem> problems;
    private final Map<Row<?>, Object> given = new HashMap<>();
    private final Map<Row<?>, Node> written = new HashMap<>();
    private boolean broken;

    /**
     * @param path full name of the table with its number, as messages show it
     * @param problems where problems of this table are added
     */
    Values(Section<?> section, String path, Position at, List<Problem> problems) {
        this.section = section;
        this.path = path;
        this.at = at;
        this.problems = problems;
    }

    /** Where the table begins. */
    Position at() {
        return at;
    }

    /** The value, or the row's default. */
    <T> T get(Row<T> row) {
        return find(row).orElseGet(() -> Objects.requireNonNull(row.byDefault(), row.key()));
    }

    /** The value if one was written. */
    @SuppressWarnings("unchecked") // put by accept(), with the row's own type
    <T> Optional<T> find(Row<T> row) {
        return Optional.ofNullable((T) given.get(row));
    }

    /** Whether the key was written, rightly or wrongly. */
    boolean has(Row<?> row) {
        return written.containsKey(row);
    }

    boolean broken() {
        return broken;
    }

    /** Takes a written value, or says what is wrong with it; answers false when the section has no such key. */
    boolean accept(String key, Node node) {
        Optional<Row<?>> row = section.row(key);
        row.ifPresent(known -> accept(known, node));
        return row.isPresent();
    }

    private <T> void accept(Row<T> row, Node node) {
        written.put(row, node);
        Type.Outcome<T> outcome = switch (node) {
            case Node.Value value -> row.type().read(value.raw());
            case Node.Array array when row.type() instanceof Type.Texts -> row.type().read(array.elements().stream()
                    .map(element -> element instanceof Node.Value value ? value.raw() : element).toList());
            case Node.Array several -> Type.Outcome.refused("not a single value");
            case Node.Table table -> Type.Outcome.refused("not a single value");
        };
        T value = outcome.value();
        if (value == null) {
            refuse(row, outcome.refusal());
        } else {
            given.put(row, value);
        }
    }

    /** Says which required keys are absent. */
    void complete() {
        for (Row<?> row : section.rows()) {
            if (row.required() && !has(row)) {
                refuse(row, "missing");
            }
        }
    }

    /** Adds a problem of a key: what is wrong with it, while its type allows the value. */
    void refuse(Row<?> row, String why) {
        refuse(row, why, row.type().allowed());
    }

    /** Says what is doubtful about a key; the value counts. */
    void warn(Row<?> row, String why) {
        Node node = written.get(row);
        String name = Section.join(path, row.key());
        problems.add(new Problem(node == null ? at : node.at(),
                (node == null ? name : name + " = " + Node.shown(node)) + ": " + why, false));
    }

    /** As above, with what would be allowed here. */
    void refuse(Row<?> row, String why, String allowed) {
        broken = true;
        Node node = written.get(row);
        String name = Section.join(path, row.key());
        String text = node == null ? name : name + " = " + Node.shown(node);
        problems.add(new Problem(node == null ? at : node.at(), text + ": " + why + "; allowed: " + allowed));
    }
}
