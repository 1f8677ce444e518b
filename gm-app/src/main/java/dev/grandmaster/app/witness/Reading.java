package dev.grandmaster.app.witness;

/**
 * What one source said.
 *
 * @param source        for people
 * @param utcNs         UTC, ns since 1970-01-01
 * @param monoNs        monotonic ns at which it was so
 * @param uncertaintyNs UTC was within plus or minus this, ns
 */
record Reading(String source, long utcNs, long monoNs, long uncertaintyNs) {

    /** The monotonic clock of a cheap board runs off by so much, as a fraction. */
    private static final double DRIFT = 1e-4;

    /** The earliest UTC, ns, that it can be now. */
    long earliestNs(long nowMonoNs) {
        return utcNs + (nowMonoNs - monoNs) - halfWidthNs(nowMonoNs);
    }

    /** The latest UTC, ns, that it can be now. */
    long latestNs(long nowMonoNs) {
        return utcNs + (nowMonoNs - monoNs) + halfWidthNs(nowMonoNs);
    }

    private long halfWidthNs(long nowMonoNs) {
        return uncertaintyNs + Math.round((nowMonoNs - monoNs) * DRIFT);
    }
}
