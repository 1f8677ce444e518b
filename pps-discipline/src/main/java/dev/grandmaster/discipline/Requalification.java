package dev.grandmaster.discipline;

import java.util.Arrays;

/**
 * Watches pulses that are not steered by: how long they have come regularly, and where they are.
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

    void restart() {
        count = 0;
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

    /** The place of the last pulses, ns. */
    double medianNs() {
        double[] sorted = Arrays.copyOf(recentNs, Math.min(count, MEDIAN_OF));
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
