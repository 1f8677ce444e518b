package dev.grandmaster.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;

import org.junit.jupiter.api.Test;

class LogFormatTest {
    @Test
    void aLineHasTimeLevelRoomAndMessage() {
        assertEquals("2026-11-22T01:02:03.004Z WARN  PtpAgent: eth0 is down\n",
                new LogFormat(false).format(entry(Level.WARNING, "eth0 is {0}", "down")));
    }

    @Test
    void theJournalTakesThePriorityFromAPrefix() {
        assertEquals("<3>PtpAgent: eth0\n", new LogFormat(true).format(entry(Level.SEVERE, "eth0")));
        assertEquals("<6>PtpAgent: eth0\n", new LogFormat(true).format(entry(Level.INFO, "eth0")));
        assertEquals("<7>PtpAgent: eth0\n", new LogFormat(true).format(entry(Level.FINE, "eth0")));
    }

    @Test
    void aStackTraceGoesToTheJournalOnly() {
        LogRecord entry = entry(Level.SEVERE, "broke");
        entry.setThrown(new IllegalStateException("why\nindeed"));
        assertEquals("2026-11-22T01:02:03.004Z ERROR PtpAgent: broke: java.lang.IllegalStateException: why indeed\n",
                new LogFormat(false).format(entry));
        assertTrue(new LogFormat(true).format(entry).contains("\tat "));
    }

    private static LogRecord entry(Level level, String message, Object... parameters) {
        LogRecord entry = new LogRecord(level, message);
        entry.setInstant(Instant.parse("2026-11-22T01:02:03.004Z"));
        entry.setLoggerName("dev.grandmaster.ptp.PtpAgent");
        entry.setParameters(parameters);
        return entry;
    }
}
