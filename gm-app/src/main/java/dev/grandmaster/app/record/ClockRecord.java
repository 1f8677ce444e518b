package dev.grandmaster.app.record;

import java.util.List;

/**
 * A free-running clock, sample by sample, cleaned.
 *
 * @param points  in the order of time
 * @param tauS    the usual interval, s
 * @param skipped lines that say nothing: comments, headers, lines without the columns
 * @param dropped samples that cannot be: repeats, no solution, far from both neighbours
 * @param steps   of the phase that were taken out or that the record begins anew at
 */
public record ClockRecord(List<Point> points, double tauS, int skipped, int dropped, int steps) {

    /**
     * One sample.
     *
     * @param timeS   s since the first
     * @param phaseNs ns since the first, the clock without corrections
     * @param celsius NaN where it is not known
     * @param joined  false: the phase does not join on to the sample before
     */
    public record Point(double timeS, double phaseNs, double celsius, boolean joined) {
    }

    public ClockRecord {
        points = List.copyOf(points);
    }

    public double lengthS() {
        return points.isEmpty() ? 0 : points.getLast().timeS();
    }
}
