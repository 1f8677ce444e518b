package dev.grandmaster.discipline;

import java.util.Arrays;

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

    private final double[] recentNs = new double[MEDIAN_OF];
    private int count;
    private long sinceMonoNs;
    private long lastMonoNs;
    private boolean latched;
    private double latchedAtNs;

    /** Waits for regular pulses anew. */
    void restart() {
        count = 0;
    }

    /** The pulses have moved to where they are now. */
    void latch() {
        latched = true;
        latchedAtNs = medianNs();
    }

    void unlatch() {
        latched = false;
    }

    boolean isLatched() {
        return latched;
    }

    /**
     * True where the pulses are where our own clock expects them. A clock that claims nothing any more (an infinite bound) expects them
     * anywhere, but not where it saw them move to while it was good.
     */
    boolean isExpected(double boundNs) {
        double placeNs = Math.abs(medianNs());
        return placeNs <= boundNs && (!latched || placeNs < Math.abs(latchedAtNs) / 2);
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
        }
        recentNs[count % MEDIAN_OF] = offsetNs;
        count++;
        lastMonoNs = monoNs;
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
