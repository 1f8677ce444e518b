package dev.grandmaster.app.config;

import java.util.Comparator;

/**
 * One thing wrong in a configuration, said in one line.
 *
 * @param grave whether it forbids a start; else it is worth a word
 */
public record Problem(Position at, String text, boolean grave) implements Comparable<Problem> {
    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::at).thenComparing(Problem::text);

    /** One that forbids a start. */
    public Problem(Position at, String text) {
        this(at, text, true);
    }

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return at + ": " + (grave ? "" : "warning: ")
                + text.lines().reduce((first, next) -> first + " " + next).orElse("");
    }
}
