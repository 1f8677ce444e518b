package dev.grandmaster.app.config;

import org.jspecify.annotations.Nullable;

/**
 * One key of a configuration file.
 *
 * @param key name inside its table
 * @param type what it may be
 * @param byDefault value when it is absent; null: it has none
 * @param required absence is an error
 * @param doc what it does, one or two sentences for an operator
 */
public record Row<T>(String key, Type<T> type, @Nullable T byDefault, boolean required, String doc) {
    /** The default in TOML notation, empty where there is none. */
    String defaultShown() {
        return byDefault == null ? "" : type.shown(byDefault);
    }
}
