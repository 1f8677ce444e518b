package dev.grandmaster.gnss.receiver;

import java.util.EnumMap;
import java.util.Map;

import dev.grandmaster.time.SecondLabel;
import dev.grandmaster.time.SecondLabel.LabelSource;
import dev.grandmaster.time.SecondLabel.NamedPulse;
import dev.grandmaster.time.TimeScale;
import org.jspecify.annotations.Nullable;

/**
 * Makes one label of each second out of what each kind of message says of it.
 *
 * <p>A receiver that solves more often than once a second says the same second several times; the first one is nearest to
 * the pulse and the only one that counts.
 */
final class SecondNamer {

    private static final long NS = 1_000_000_000;
    /** Receivers round the second of an epoch to a hundredth, and their epochs lie up to a few milliseconds beside it. */
    private static final long ROUNDING_NS = 5_000_000;

    private final DateGuard guard;
    private final Map<LabelSource, Named> lastNamed = new EnumMap<>(LabelSource.class);
    private boolean refused;
    private long refusedMonoNs;

    SecondNamer(DateGuard guard) {
        this.guard = guard;
    }

    /**
     * What a message says.
     *
     * @param seconds    in {@code scale}, as {@link Calendar} counts
     * @param nanoNs     to be added, ns, may be negative
     * @param leapSecond the second was written as 60
     * @param accuracyNs the receiver's estimate, NaN for none
     */
    record Reading(TimeScale scale, long seconds, long nanoNs, boolean leapSecond, NamedPulse pulse, LabelSource source,
            double accuracyNs) {
    }

    private record Named(long seconds, boolean leapSecond) {
    }

    /** The label, or null for a repetition, a date that no calendar has and a date that is refused. */
    @Nullable
    SecondLabel label(Reading reading, long monoNs) {
        if (reading.seconds() == Calendar.NONE) {
            return null;
        }
        long seconds = reading.seconds() + Math.floorDiv(reading.nanoNs() + ROUNDING_NS, NS);
        Named named = new Named(seconds, reading.leapSecond());
        if (named.equals(lastNamed.put(reading.source(), named))) {
            return null;
        }
        long repaired = guard.check(seconds, monoNs);
        if (repaired == DateGuard.REFUSED) {
            refused = true;
            refusedMonoNs = monoNs;
            return null;
        }
        return new SecondLabel(reading.scale(), repaired, reading.leapSecond(), reading.pulse(), reading.source(),
                reading.accuracyNs(), monoNs);
    }

    /** True where a date was refused within the last so many ns. */
    boolean refusedWithin(long spanNs, long nowMonoNs) {
        return refused && nowMonoNs - refusedMonoNs <= spanNs;
    }
}
