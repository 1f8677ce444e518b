package dev.grandmaster.sim.clock;

/**
 * A stretch of time in which the clock runs at one rate.
 *
 * @param fromTaiNs true TAI at its beginning, ns
 * @param readingNs what the clock reads there, TAI ns, whole part
 * @param fractionNs what the clock reads there beyond the whole part, 0 up to 1 ns
 * @param ratePpb how much faster than true time the clock runs
 * @param era the clock's era
 */
record Segment(long fromTaiNs, long readingNs, double fractionNs, double ratePpb, int era) {

    private static final double PPB = 1e-9;

    /** The clock's reading, TAI ns, {@code plusNs} after a true time. */
    long readingAt(long taiNs, double plusNs) {
        long elapsedNs = taiNs - fromTaiNs;
        return readingNs + elapsedNs + (long) Math.floor(gainedNs(elapsedNs) + plusNs);
    }

    /** Clock minus true time, ns. */
    double errorNs(long taiNs) {
        return (readingNs - fromTaiNs) + gainedNs(taiNs - fromTaiNs);
    }

    /** The segment that goes on from here at another rate, displaced by a step. */
    Segment next(long taiNs, double newRatePpb, long stepNs, int newEra) {
        long elapsedNs = taiNs - fromTaiNs;
        double gainedNs = gainedNs(elapsedNs);
        double wholeNs = Math.floor(gainedNs);
        return new Segment(taiNs, readingNs + elapsedNs + (long) wholeNs + stepNs, gainedNs - wholeNs, newRatePpb,
                newEra);
    }

    private double gainedNs(long elapsedNs) {
        return fractionNs + elapsedNs * (ratePpb * PPB);
    }
}
