package dev.grandmaster.app.web;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The last lines of the journal in memory that does not grow, for whoever helps and has no access to the journal itself. */
public final class JournalTail extends Handler {

    private static final int MOST_LINES = 500;
    private static final int LONGEST = 500;

    private final Deque<String> lines = new ArrayDeque<>();
    private final SimpleFormatter words = new SimpleFormatter();

    /** Listens from now on. */
    public static JournalTail listening() {
        JournalTail tail = new JournalTail();
        Logger.getLogger("").addHandler(tail);
        return tail;
    }

    @Override
    public void publish(LogRecord entry) {
        if (!isLoggable(entry)) {
            return;
        }
        Throwable thrown = entry.getThrown();
        String text = entry.getInstant().toString() + ' ' + entry.getLevel() + ' ' + entry.getLoggerName() + ": "
                + words.formatMessage(entry) + (thrown == null ? "" : ": " + thrown);
        String line = text.replace('\n', ' ');
        synchronized (lines) {
            lines.addLast(line.length() > LONGEST ? line.substring(0, LONGEST) : line);
            if (lines.size() > MOST_LINES) {
                lines.removeFirst();
            }
        }
    }

    /** The lines, oldest first, under one that says what they are. */
    public String text() {
        List<String> kept;
        synchronized (lines) {
            kept = List.copyOf(lines);
        }
        return "# the last " + kept.size() + " lines, at " + Instant.now() + "\n" + String.join("\n", kept) + '\n';
    }

    @Override
    public void flush() {
        // nothing is held back
    }

    /** Hears nothing more. */
    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
    }
}
