package dev.grandmaster.app.settings;

import java.util.Map;

/** A change that was not made; nothing has been changed. */
public final class SettingsRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean conflict;
    private final transient Map<String, String> fields;

    private SettingsRefused(String message, boolean conflict, Map<String, String> fields) {
        super(message, null, false, false);
        this.conflict = conflict;
        this.fields = Map.copyOf(fields);
    }

    /** Values are wrong. */
    static SettingsRefused values(Map<String, String> fields) {
        return new SettingsRefused(String.join("; ",
                fields.entrySet().stream().map(field -> field.getKey() + ": " + field.getValue()).toList()), false,
                fields);
    }

    /** It cannot be done now. */
    static SettingsRefused conflict(String why) {
        return new SettingsRefused(why, true, Map.of());
    }

    /** The state of the service forbids it, not what was asked for. */
    public boolean conflict() {
        return conflict;
    }

    /** What is wrong, by full key. */
    public Map<String, String> fields() {
        return fields;
    }
}
