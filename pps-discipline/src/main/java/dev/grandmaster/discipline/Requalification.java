package dev.grandmaster.discipline;

import java.util.Arrays;

import dev.grandmaster.quality.Doubt;
import org.jspecify.annotations.Nullable;

/**
 * Watches pulses that are not steered by: how long they have come regularly, where they are, and whether that is where our own clock
 * expects them. Pulses that were seen to move away are latched: a bound that grows does not let them in again, only their return does, or
 * their staying.
 */
final class Requalification {

    private static final long NS = 1_000_000_000L;
    /** One pulse may be missing. */
    private static final long LONGEST_GAP_NS = 2 * NS + NS / 2;
    private static final int MEDIAN_OF = 7;
    /** Pulses that are dragged pass by where they are expected, too: they have to stay there for three times what finding it took, s. */
    private static final double STAYED_S = 900;

    private final double[] recentNs = new double[MEDIAN_OF];
    private int count;
    private long sinceMonoNs;
    private long lastMonoNs;
    private @Nullable Doubt latched;
    private double farthestNs;
    private long nearSinceMonoNs;

    /** Waits for regular pulses anew. */
    void restart() {
        count = 0;
    }

    /**
     * The pulses have moved.
     *
     * @param why     what they are in doubt for from now on
     * @param placeNs where they are
     */
    void latch(Doubt why, double placeNs) {
        latched = why;
        farthestNs = Math.abs(placeNs);
        nearSinceMonoNs = lastMonoNs;
    }

    void unlatch() {
        latched = null;
    }

    /** What the pulses were seen to do; null: nothing. */
    @Nullable
    Doubt latched() {
        return latched;
    }

    /**
     * True where the pulses are where our own clock expects them. A clock that claims nothing any more (an infinite bound) expects them
     * anywhere, but not where it saw them move to: from there they have to come back more than half the way.
     */
    boolean isExpected(double boundNs) {
        double placeNs = Math.abs(medianNs());
        double nearS = (lastMonoNs - nearSinceMonoNs) / (double) NS;
        return placeNs <= boundNs && switch (latched) {
            case null -> true;
            case REFERENCE_DRAGGED -> nearS >= STAYED_S;
            default -> nearS > 0;
        };
    }

    /**
     * One pulse.
     *
     * @param offsetNs  where it puts our error, ns
     * @param scatterNs neighbours are not farther apart, ns
     */
    void onPulse(long monoNs, double offsetNs, double scatterNs) {
        if (count > 0 && (monoNs - lastMonoNs > LONGEST_GAP_NS || Math.abs(offsetNs - medianNs()) > scatterNs)) {
            count = 0;
        }
        if (count == 0) {
            sinceMonoNs = monoNs;
            nearSinceMonoNs = monoNs;
        }
        recentNs[count % MEDIAN_OF] = offsetNs;
        count++;
        lastMonoNs = monoNs;
        double placeNs = Math.abs(medianNs());
        farthestNs = Math.max(farthestNs, placeNs);
        if (latched == null || placeNs >= farthestNs / 2) {
            nearSinceMonoNs = monoNs;
        }
    }

    /** For how many seconds pulses have come regularly. */
    double regularS() {
        return count == 0 ? 0 : (lastMonoNs - sinceMonoNs) / (double) NS;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Where the last pulse was, ns. */
    double lastNs() {
        return recentNs[(count - 1) % MEDIAN_OF];
    }

    /** The place of the last pulses, ns. */
    double medianNs() {
        double[] sorted = Arrays.copyOf(recentNs, Math.min(count, MEDIAN_OF));
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
