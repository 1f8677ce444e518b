package dev.grandmaster.app.witness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The battery-backed clock of the board, as Linux shows it in sysfs: seconds, drifting by a second or two in a week. It knows the date and
 * the minute, and can tell no second from its neighbour. One that reads a time before this program was made,
 * or before our last lock, has lost its battery.
 */
public final class RealTimeClock {

    private static final Path FILE = Path.of("/sys/class/rtc/rtc0/since_epoch");
    private static final long NS = 1_000_000_000L;
    /** Months of drift. */
    private static final long UNCERTAINTY_NS = 60 * NS;

    private final Path file;
    private final long notBeforeUtcS;

    /** @param notBeforeUtcS it cannot be earlier, s since 1970-01-01 */
    RealTimeClock(Path file, long notBeforeUtcS) {
        this.file = file;
        this.notBeforeUtcS = notBeforeUtcS;
    }

    /** @param notBeforeUtcS it cannot be earlier, s since 1970-01-01 */
    public static RealTimeClock ofBoard(long notBeforeUtcS) {
        return new RealTimeClock(FILE, notBeforeUtcS);
    }

    /** In place of one that is not asked: it knows nothing of a simulated board's invented time. */
    public static RealTimeClock none() {
        return new RealTimeClock(Path.of(""), Long.MAX_VALUE);
    }

    Optional<Reading> read(long nowMonoNs) {
        try {
            long seconds = Long.parseLong(Files.readString(file).strip());
            return seconds < notBeforeUtcS
                    ? Optional.empty()
                    : Optional.of(new Reading("real-time clock", seconds * NS + NS / 2, nowMonoNs, UNCERTAINTY_NS));
        } catch (IOException | NumberFormatException absent) {
            return Optional.empty();
        }
    }
}
