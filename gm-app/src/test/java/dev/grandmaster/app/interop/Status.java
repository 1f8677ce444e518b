package dev.grandmaster.app.interop;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code gm status} printed.
 *
 * @param json one object without inner objects
 */
record Status(String json) {

    /** The value of a key, without quotes. */
    String text(String key) {
        Matcher found = Pattern.compile("\"" + Pattern.quote(key) + "\"\\s*:\\s*(?:\"([^\"]*)\"|([^,}\\s]+))")
                .matcher(json);
        if (!found.find()) {
            throw new AssertionError("no " + key + " in " + json);
        }
        String quoted = found.group(1);
        return quoted != null ? quoted : found.group(2);
    }

    /** Whether the state is Locked. */
    boolean isLocked() {
        return text("state").equalsIgnoreCase("locked");
    }

    int number(String key) {
        return Integer.decode(text(key));
    }

    long nanoseconds(String key) {
        return Math.round(Double.parseDouble(text(key)));
    }

    @Override
    public String toString() {
        return json;
    }
}
