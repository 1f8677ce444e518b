package dev.grandmaster.app;

import java.time.Instant;
import java.util.Optional;

import dev.grandmaster.discipline.DisciplineMemory;
import dev.grandmaster.discipline.DisciplineSettings;

/**
 * The date before which no date is true. A receiver, a list or a real-time clock that says an earlier one is wrong, and a week number that
 * rolled over is repaired against it.
 *
 * @param seconds since 1970-01-01; the scales' few seconds of distance are within the margin
 * @param why     for people
 */
record NotBefore(long seconds, String why) {

    private static final long NS = 1_000_000_000L;
    /** UTC is behind TAI by less, and a clock that was kept over a loss is off by less. */
    private static final long MARGIN_S = 60;

    /** When this version was made. */
    static final NotBefore MADE = new NotBefore(DisciplineSettings.MADE, "this version was made then");

    /** When this version was made, or the newer last lock that the state on disk tells of. */
    static NotBefore of(Optional<DisciplineMemory> memory) {
        long lockedSeconds = memory.map(DisciplineMemory::lockedTaiNs).orElse(0L) / NS - MARGIN_S;
        return lockedSeconds > MADE.seconds
                ? new NotBefore(lockedSeconds, "the clock was locked then, says learnt.json")
                : MADE;
    }

    /** One line for the journal. */
    String text() {
        return "no date before " + Instant.ofEpochSecond(seconds) + " is believed: " + why;
    }
}
