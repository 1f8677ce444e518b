package dev.grandmaster.app.config;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** All tables of a file, read against the rows. */
final class Found {
    private final Map<Section<?>, List<Values>> tables;

    Found(Map<Section<?>, List<Values>> tables) {
        this.tables = Map.copyOf(tables);
    }

    /** The values of a table that is there once; an absent one has its defaults. */
    Values values(Section<?> section) {
        return tables(section).getFirst();
    }

    /** The tables of a section in the order of the file. */
    List<Values> tables(Section<?> section) {
        return tables.getOrDefault(section, List.of());
    }

    /** Whether no table of the section has a problem. */
    boolean sound(Section<?> section) {
        return tables(section).stream().noneMatch(Values::broken);
    }

    /** The record of a table that is there once. */
    <R> R one(Section<R> section) {
        return section.bind(values(section));
    }

    /** The records of a repeated table. */
    <R> List<R> all(Section<R> section) {
        return tables(section).stream().map(section::bind).toList();
    }

    /** Shows each sound table and its record to a check. */
    <R> void each(Section<R> section, BiConsumer<R, Values> check) {
        tables(section).stream().filter(values -> !values.broken())
                .forEach(values -> check.accept(section.bind(values), values));
    }
}
