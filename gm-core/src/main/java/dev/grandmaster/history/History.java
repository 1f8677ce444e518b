package dev.grandmaster.history;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What was recorded, to be asked from any thread. Records of the last minute may be missing still. Asking never delays the recording.
 */
public interface History {

    /**
     * Hands over the seconds of a stretch in the order in which they were recorded, which is that of time unless the clock was set back.
     *
     * @param fromTaiSeconds first second
     * @param toTaiSeconds   last second
     * @throws HistoryException where the store cannot be read
     */
    void seconds(long fromTaiSeconds, long toTaiSeconds, Consumer<HistorySecond> sink);

    /**
     * The same as so many points at most; an extreme of a single second is never lost. A stretch without records has no point.
     *
     * @param points at least 1
     */
    List<HistorySpan> spans(long fromTaiSeconds, long toTaiSeconds, int points);

    /** First and last recorded second; nothing before the first record. */
    Optional<Extent> extent();

    /** From the first second to the last, both within. */
    record Extent(long firstTaiSeconds, long lastTaiSeconds) {
    }

    /** The store cannot be read. */
    final class HistoryException extends RuntimeException {

        private static final long serialVersionUID = 1;

        public HistoryException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
