package dev.grandmaster.app.alarm;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** The alarms that stand now. Raised and cleared by the supervisor and at the start; read by anybody. */
public final class StandingAlarms {

    private final Map<String, String> standing = new ConcurrentSkipListMap<>();
    private final Consumer<String> journal;

    /** @param journal told of each raise and clear */
    public StandingAlarms(Consumer<String> journal) {
        this.journal = journal;
    }

    /** Raises an alarm, or renews its text. */
    public void raise(String code, String text) {
        if (!text.equals(standing.put(code, text))) {
            journal.accept("alarm " + code + ": " + text);
        }
    }

    /** Clears an alarm if it stands. */
    public void clear(String code) {
        if (standing.remove(code) != null) {
            journal.accept("alarm " + code + " cleared");
        }
    }

    /** Raises or clears by a level. */
    public void set(String code, boolean stands, String text) {
        if (stands) {
            raise(code, text);
        } else {
            clear(code);
        }
    }

    /** Each alarm as {@code code: text}, in alphabetical order. */
    public List<String> lines() {
        return standing.entrySet().stream().map(entry -> entry.getKey() + ": " + entry.getValue()).toList();
    }
}
