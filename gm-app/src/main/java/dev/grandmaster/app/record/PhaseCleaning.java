package dev.grandmaster.app.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.grandmaster.app.record.ClockRecord.Point;

/**
 * Takes out of a record what is not the clock: single values far off, and steps of the phase. Receivers let their clock run and set it back
 * by whole milliseconds; such a step is undone. At any other step the record begins anew, for nobody can know what is clock in it.
 */
final class PhaseCleaning {

    /** Neighbours that show what is usual. */
    private static final int NEIGHBOURS = 31;
    /** Farther from the expectation than this many usual deviations is no noise. */
    private static final double FAR = 50;
    /** So many in a row are no outliers, but a new place. */
    private static final int STAYS = 5;
    private static final double MS_NS = 1e6;
    /** A step is one of whole milliseconds within this, ns, if the frequency cannot have moved it as far, ppb. */
    private static final double NEAR_MS_NS = 0.25e6;
    private static final double FREQUENCY_MOVES_PPB = 10;
    /** Longer than this many intervals without frequencies: the phase is not known any more. */
    private static final double LONGEST_HOLE = 10;

    private PhaseCleaning() {
    }

    static ClockRecord phases(List<Point> raw, double tauS, int skipped, int droppedBefore) {
        List<Point> kept = new ArrayList<>();
        List<Point> strangers = new ArrayList<>();
        double[] lately = new double[NEIGHBOURS];
        int seen = 0;
        int dropped = droppedBefore;
        int steps = 0;
        double removedNs = 0;
        for (Point point : raw) {
            double phaseNs = point.phaseNs() - removedNs;
            if (kept.size() >= 2) {
                Point last = kept.getLast();
                double gapS = point.timeS() - last.timeS();
                double awayNs = phaseNs - last.phaseNs() - gapS * slope(kept);
                double usualNs = usual(lately, seen);
                double limitNs = FAR * usualNs * Math.max(1, gapS / tauS);
                if (Math.abs(awayNs) > Math.max(limitNs, 1) && seen >= STAYS) {
                    double ms = Math.rint(awayNs / MS_NS);
                    if (ms != 0 && Math.abs(awayNs - ms * MS_NS) < NEAR_MS_NS
                            && gapS * FREQUENCY_MOVES_PPB < NEAR_MS_NS) {
                        removedNs += ms * MS_NS;
                        phaseNs -= ms * MS_NS;
                        steps++;
                    } else {
                        strangers.add(point);
                        if (strangers.size() < STAYS) {
                            continue;
                        }
                        // They stay: the phase has stepped where they began.
                        steps++;
                        for (Point stranger : strangers) {
                            kept.add(new Point(stranger.timeS(), stranger.phaseNs() - removedNs, stranger.celsius(),
                                    strangers.indexOf(stranger) > 0));
                        }
                        strangers.clear();
                        seen = 0;
                        continue;
                    }
                } else {
                    lately[seen++ % NEIGHBOURS] = Math.abs(awayNs) / Math.max(1, gapS / tauS);
                }
            }
            dropped += strangers.size();
            strangers.clear();
            kept.add(new Point(point.timeS(), phaseNs, point.celsius(), true));
        }
        return new ClockRecord(kept, tauS, skipped, dropped + strangers.size(), steps);
    }

    /** The frequency lately, ppb, from the neighbours that join on. */
    private static double slope(List<Point> kept) {
        Point last = kept.getLast();
        int from = kept.size() - 1;
        while (from > 0 && kept.size() - from < NEIGHBOURS && kept.get(from).joined()) {
            from--;
        }
        Point first = kept.get(from);
        return last.timeS() > first.timeS()
                ? (last.phaseNs() - first.phaseNs()) / (last.timeS() - first.timeS())
                : 0;
    }

    private static double usual(double[] lately, int seen) {
        double[] sorted = Arrays.copyOf(lately, Math.min(seen, lately.length));
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.POSITIVE_INFINITY : 1.5 * sorted[sorted.length / 2];
    }

    /** From frequencies in ppb, each the mean of the interval up to it, to phases. */
    static ClockRecord frequencies(List<Point> raw, double tauS, int skipped, int droppedBefore) {
        double[] values = raw.stream().mapToDouble(Point::phaseNs).toArray();
        double[] spread = new double[values.length];
        double median = RecordReader.median(values);
        for (int i = 0; i < values.length; i++) {
            spread[i] = Math.abs(values[i] - median);
        }
        double limitPpb = 4 * FAR * RecordReader.median(spread);
        List<Point> kept = new ArrayList<>();
        int dropped = droppedBefore;
        int steps = 0;
        double phaseNs = 0;
        double lastS = raw.getFirst().timeS() - tauS;
        double lastPpb = median;
        for (int i = 0; i < values.length; i++) {
            Point point = raw.get(i);
            if (limitPpb > 0 && spread[i] > limitPpb) {
                dropped++;
                continue;
            }
            double gapS = point.timeS() - lastS;
            boolean hole = gapS > LONGEST_HOLE * tauS;
            steps += hole ? 1 : 0;
            // Over missing samples the frequency is the mean of those on both sides.
            double meanPpb = gapS > 1.5 * tauS ? (lastPpb + point.phaseNs()) / 2 : point.phaseNs();
            phaseNs += gapS * meanPpb;
            kept.add(new Point(point.timeS(), phaseNs, point.celsius(), !hole));
            lastS = point.timeS();
            lastPpb = point.phaseNs();
        }
        return new ClockRecord(kept, tauS, skipped, dropped, steps);
    }
}
