package dev.grandmaster.bench.clock;

/** A servo at one sample a second. */
interface Baseline {

    /**
     * @param offsetNs   error of the clock, whole ns, positive ahead
     * @param appliedPpb what the clock was really corrected by since the sample before, ppb
     * @return the correction to apply, ppb, positive faster
     */
    double onSample(long offsetNs, double appliedPpb);
}
