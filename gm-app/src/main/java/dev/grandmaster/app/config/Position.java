package dev.grandmaster.app.config;

import java.util.Comparator;

/**
 * Where a value was written.
 *
 * @param source file as it was named by the user, or {@code --set}
 * @param line first line is 1; 0 when the source has no lines
 * @param column first column is 1; 0 when the source has no lines
 */
public record Position(String source, int line, int column) implements Comparable<Position> {
    private static final Comparator<Position> ORDER = Comparator.comparing(Position::source)
            .thenComparingInt(Position::line).thenComparingInt(Position::column);

    /** The place of a value that was given on the command line. */
    static final Position SET = new Position("--set", 0, 0);

    /** The head of a file, for what concerns the whole of it. */
    static Position headOf(String source) {
        return new Position(source, 1, 1);
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
