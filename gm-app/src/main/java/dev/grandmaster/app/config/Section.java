package dev.grandmaster.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows of one table of a file, and how they become a record. Two sections may describe parts of one table.
 *
 * @param <R> record that a table becomes
 */
abstract class Section<R> {
    private final String path;
    private final boolean repeated;
    private final String doc;
    private final List<Row<?>> rows = new ArrayList<>();

    /**
     * @param path dotted name of the table, empty for the top of the file
     * @param repeated an array of tables, {@code [[path]]}
     * @param doc what the table is about
     */
    Section(String path, boolean repeated, String doc) {
        this.path = path;
        this.repeated = repeated;
        this.doc = doc;
    }

    /** The record of a table in which every value is right. */
    abstract R bind(Values values);

    /** A key that may be left out. */
    final <T> Row<T> row(String key, Type<T> type, T byDefault, String text) {
        return add(new Row<>(key, type, byDefault, false, text));
    }

    /** A key that must be there. */
    final <T> Row<T> required(String key, Type<T> type, String text) {
        return add(new Row<>(key, type, null, true, text));
    }

    /** A key that may be left out and then says nothing; ask for it by {@link Values#find}. */
    final <T> Row<T> optional(String key, Type<T> type, String text) {
        return add(new Row<>(key, type, null, false, text));
    }

    private <T> Row<T> add(Row<T> row) {
        rows.add(row);
        return row;
    }

    final String path() {
        return path;
    }

    final boolean repeated() {
        return repeated;
    }

    final String doc() {
        return doc;
    }

    final List<Row<?>> rows() {
        return rows;
    }

    final Optional<Row<?>> row(String key) {
        return rows.stream().<Row<?>>map(row -> row).filter(row -> row.key().equals(key)).findFirst();
    }

    /** The full name of a key, as {@code --set} takes it; repeated tables carry their number. */
    static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
