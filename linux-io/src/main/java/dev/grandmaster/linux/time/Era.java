package dev.grandmaster.linux.time;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the steps of a clock: those its owner makes, and those somebody else made, which show as a jump against the monotonic clock
 * that no frequency error explains. Reading the count is safe from any thread; the rest under the clock's lock.
 */
public final class Era {

    /** A crystal without correction is off by less than this. */
    private static final double CRYSTAL_PPB = 200_000;
    /** A jump smaller than this is left to the servo. */
    private static final long SMALLEST_JUMP_NS = 100_000;

    private final AtomicInteger count = new AtomicInteger();
    private boolean watching;
    private long lastClockNs;
    private long lastMonoNs;
    private long lastWindowNs;

    /** The number of steps so far. */
    public int count() {
        return count.get();
    }

    /** The owner has stepped the clock, or changed what it counts from. */
    public void begin() {
        count.incrementAndGet();
        watching = false;
    }

    /**
     * Looks at a new pair of readings and begins an era when they cannot belong to the last ones.
     *
     * @param steeredPpb the largest frequency correction in force since the last look, ppb, without sign
     */
    public void watch(long clockNs, long monoNs, long windowNs, double steeredPpb) {
        if (watching) {
            long elapsedNs = monoNs - lastMonoNs;
            long jumpNs = Math.abs(clockNs - lastClockNs - elapsedNs);
            double explainedNs = SMALLEST_JUMP_NS + windowNs + lastWindowNs
                    + Math.abs(elapsedNs) * (steeredPpb + CRYSTAL_PPB) * 1e-9;
            if (jumpNs > explainedNs) {
                count.incrementAndGet();
            }
        }
        watching = true;
        lastClockNs = clockNs;
        lastMonoNs = monoNs;
        lastWindowNs = windowNs;
    }
}
