package dev.grandmaster.app.config;

import java.util.Comparator;

/** One thing wrong in a configuration, said in one line. */
public record Problem(Position at, String text) implements Comparable<Problem> {
    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::at).thenComparing(Problem::text);

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return at + ": " + text.lines().reduce((first, next) -> first + " " + next).orElse("");
    }
}
