package dev.grandmaster.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * One line a record on standard error. Under systemd the journal has the time and takes the priority from a prefix
 * (sd-daemon(3)); elsewhere the line begins with the time in UTC. A stack trace goes to the journal only.
 */
final class LogFormat extends Formatter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
            .withZone(ZoneOffset.UTC);

    /** Pi4J complains of every board that it does not know, and what it can do is told where it fails. Held, or else its level is forgotten. */
    private static final Logger PI4J = Logger.getLogger("com.pi4j");

    private final boolean journal;

    LogFormat(boolean journal) {
        this.journal = journal;
    }

    /** Makes this the one format of the process. */
    static void install(boolean journal) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        Handler console = new ConsoleHandler();
        console.setFormatter(new LogFormat(journal));
        console.setLevel(Level.ALL);
        root.addHandler(console);
        root.setLevel(Level.INFO);
        PI4J.setLevel(Level.OFF);
    }

    /**
     * Whether the journal reads our standard error: systemd says by device and inode which stream that is, and the
     * variable alone is inherited by shells whose output goes elsewhere (systemd.exec(5), JOURNAL_STREAM).
     */
    static boolean underSystemd() {
        String stream = System.getenv("JOURNAL_STREAM");
        if (stream == null) {
            return false;
        }
        try {
            Map<String, Object> own = Files.readAttributes(Path.of("/proc/self/fd/2"), "unix:dev,ino");
            return stream.equals(own.get("dev") + ":" + own.get("ino"));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String format(LogRecord entry) {
        StringBuilder line = new StringBuilder(128);
        if (journal) {
            line.append('<').append(priority(entry.getLevel())).append('>');
        } else {
            TIME.formatTo(entry.getInstant(), line);
            line.append(' ').append(word(entry.getLevel())).append(' ');
        }
        String logger = String.valueOf(entry.getLoggerName());
        line.append(logger.substring(logger.lastIndexOf('.') + 1)).append(": ")
                .append(formatMessage(entry).replace('\n', ' '));
        Throwable thrown = entry.getThrown();
        if (thrown != null) {
            line.append(journal ? "\n" + trace(thrown) : ": " + String.valueOf(thrown).replace('\n', ' '));
        }
        return line.append('\n').toString();
    }

    static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString().stripTrailing();
    }

    /** Syslog priority, RFC 5424 section 6.2.1. */
    private static int priority(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return 3;
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return 4;
        }
        return level.intValue() >= Level.INFO.intValue() ? 6 : 7;
    }

    private static String word(Level level) {
        return switch (priority(level)) {
            case 3 -> "ERROR";
            case 4 -> "WARN ";
            case 6 -> "INFO ";
            default -> "DEBUG";
        };
    }
}
