package dev.grandmaster.state;

import java.util.List;

/**
 * What becomes of the clock without its reference: foretold while there is one, going on while there is none; and the rehearsal of that.
 * Written by the discipline agent, once a cycle; the course is renewed every ten seconds.
 *
 * @param monoNs     when the course was foretold, monotonic ns
 * @param ready      enough was learnt: a loss now would be holdover and not free running
 * @param elapsedS   seconds of holdover so far; 0 while there is a reference
 * @param specNs     the bound up to which holdover is within its specification, ns
 * @param course     from {@code monoNs} on, nearest first; empty where nothing is known
 * @param rehearsal  that goes on, or the last one
 */
public record HoldoverOutlook(long monoNs, boolean ready, double elapsedS, double specNs, List<Point> course,
        Rehearsal rehearsal) {

    public HoldoverOutlook {
        course = List.copyOf(course);
    }

    /**
     * An instant to come.
     *
     * @param afterS  seconds after the course was foretold
     * @param likelyNs how far the clock will have wandered, one standard deviation, ns: the antenna's calibration and today's error left out
     * @param boundNs what the bound will be, ns
     */
    public record Point(double afterS, double likelyNs, double boundNs) {
    }

    /**
     * A holdover that was asked for: the reference is there, watched and not steered by.
     *
     * @param number      of the request, 0 for none
     * @param running     it goes on
     * @param sinceMonoNs when it began, monotonic ns
     * @param endMonoNs   when it ends, or did
     * @param measuredNs  where the pulses put our error, ns, positive: ahead; the last value; NaN where none came
     * @param boundNs     the bound at that time, ns
     * @param outcome     how it ended, or why it never began; empty before
     */
    public record Rehearsal(long number, boolean running, long sinceMonoNs, long endMonoNs, double measuredNs,
            double boundNs, String outcome) {

        /** Nothing was rehearsed yet. */
        public static final Rehearsal NONE = new Rehearsal(0, false, 0, 0, Double.NaN, Double.NaN, "");
    }

    /** Before anything is known. */
    public static HoldoverOutlook initial(long nowMonoNs) {
        return new HoldoverOutlook(nowMonoNs, false, 0, Double.NaN, List.of(), Rehearsal.NONE);
    }
}
