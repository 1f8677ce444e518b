package dev.grandmaster.app.alarm;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What parts of the service know to stand, by the code of the alarm: set and withdrawn from any thread, read by the alarm machine. */
public final class Conditions {

    private final Map<String, String> standing = new ConcurrentHashMap<>();

    /** Says whether a condition stands now. */
    public void set(String code, boolean stands, String text) {
        if (stands) {
            standing.put(code, text);
        } else {
            standing.remove(code);
        }
    }

    /** All that stand, with their texts. */
    public Map<String, String> standing() {
        return Map.copyOf(standing);
    }
}
