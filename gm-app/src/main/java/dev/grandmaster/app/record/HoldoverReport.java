package dev.grandmaster.app.record;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.grandmaster.app.record.ClockRecord.Point;
import dev.grandmaster.holdover.model.Forecast;
import dev.grandmaster.holdover.model.OscillatorBank;
import org.jspecify.annotations.Nullable;

/**
 * What holdovers would have come to on a record: from each start point with an hour before it, the error of three predictors after an hour,
 * four and a day. <em>Freeze</em> is the straight line through the phase of the last hour; <em>mean</em> the mean frequency of the last
 * hour, from the last phase on; <em>ours</em> is what the discipline steers by. Nothing in it is set for a record.
 */
public final class HoldoverReport {

    private static final double[] HORIZONS_S = {3600, 14_400, 86_400};
    private static final double HOUR_S = 3600;
    /** An hour with a hole in it is an hour if it is nearly one. */
    private static final double SHORTEST_HOUR_S = 0.9 * HOUR_S;
    private static final int FEWEST_POINTS = 4;
    /** Start points are so far apart at least, s. */
    private static final double EVERY_S = 60;
    private static final double SIGMAS = 3;
    /** A sample this much later than the horizon still counts for it, as a share of it. */
    private static final double LATE = 0.02;

    private final ClockRecord clock;
    private final double noiseNs;
    private final OscillatorBank bank = new OscillatorBank();
    private final Deque<Point> hour = new ArrayDeque<>();
    private final List<Tally> tallies = new ArrayList<>();

    /** One start point that waits for its horizons. */
    private record Start(Point at, double linePpb, double lineNs, double meanPpb, Forecast forecast) {
    }

    /** Errors at one horizon. */
    private static final class Tally {
        final double horizonS;
        final Deque<Start> waiting = new ArrayDeque<>();
        final List<Double> freezeNs = new ArrayList<>();
        final List<Double> meanNs = new ArrayList<>();
        final List<Double> oursNs = new ArrayList<>();
        final List<Double> boundNs = new ArrayList<>();
        int covered;

        Tally(double horizonS) {
            this.horizonS = horizonS;
        }
    }

    private HoldoverReport(ClockRecord clock) {
        this.clock = clock;
        this.noiseNs = noiseNs(clock.points());
        for (double horizonS : HORIZONS_S) {
            tallies.add(new Tally(horizonS));
        }
    }

    /** The report as JSON has it: parts by their names. */
    public static Map<String, @Nullable Object> of(ClockRecord clock) {
        HoldoverReport report = new HoldoverReport(clock);
        report.replay();
        return report.parts();
    }

    private void replay() {
        Point before = null;
        double lastStartS = Double.NEGATIVE_INFINITY;
        for (Point point : clock.points()) {
            double intervalS = before == null ? 0 : point.timeS() - before.timeS();
            if (!point.joined()) {
                bank.coast(intervalS, point.celsius());
                bank.forget();
                intervalS = 0;
                hour.clear();
                tallies.forEach(tally -> tally.waiting.clear());
            }
            bank.observe(intervalS, 0, point.phaseNs(), point.celsius());
            before = point;
            tallies.forEach(tally -> judge(tally, point));
            hour.addLast(point);
            while (hour.getFirst().timeS() < point.timeS() - HOUR_S - 1e-6) {
                hour.removeFirst();
            }
            boolean isHour = hour.size() >= FEWEST_POINTS
                    && point.timeS() - hour.getFirst().timeS() >= SHORTEST_HOUR_S;
            if (isHour && point.timeS() - lastStartS >= EVERY_S - 1e-6) {
                lastStartS = point.timeS();
                Start start = start(point);
                tallies.forEach(tally -> tally.waiting.addLast(start));
            }
        }
    }

    /** Noise of one sample, ns, from second differences, which frequency and drift leave alone: six times its variance in white noise. */
    private static double noiseNs(List<Point> points) {
        double[] squares = new double[Math.max(1, points.size() - 2)];
        for (int i = 0; i + 2 < points.size(); i++) {
            double second = points.get(i + 2).phaseNs() - 2 * points.get(i + 1).phaseNs() + points.get(i).phaseNs();
            squares[i] = Math.abs(second);
        }
        return 1.4826 * RecordReader.median(squares) / Math.sqrt(6);
    }

    private Start start(Point now) {
        double meanT = 0;
        double meanX = 0;
        for (Point point : hour) {
            meanT += (point.timeS() - now.timeS()) / hour.size();
            meanX += (point.phaseNs() - now.phaseNs()) / hour.size();
        }
        double sumTT = 0;
        double sumTX = 0;
        for (Point point : hour) {
            double t = point.timeS() - now.timeS() - meanT;
            sumTT += t * t;
            sumTX += t * (point.phaseNs() - now.phaseNs() - meanX);
        }
        double linePpb = sumTX / sumTT;
        Point first = hour.getFirst();
        return new Start(now, linePpb, now.phaseNs() + meanX - linePpb * meanT,
                (now.phaseNs() - first.phaseNs()) / (now.timeS() - first.timeS()), bank.forecast());
    }

    private void judge(Tally tally, Point now) {
        while (!tally.waiting.isEmpty()
                && now.timeS() - tally.waiting.getFirst().at().timeS() >= tally.horizonS - clock.tauS() / 2) {
            Start start = tally.waiting.removeFirst();
            double t = now.timeS() - start.at().timeS();
            if (t > tally.horizonS * (1 + LATE) + clock.tauS()) {
                continue;
            }
            double oursNs = now.phaseNs() - bank.phaseNs(start.forecast());
            double boundNs = SIGMAS * noiseNs + bank.growthNs(start.forecast());
            tally.freezeNs.add(now.phaseNs() - start.lineNs() - t * start.linePpb());
            tally.meanNs.add(now.phaseNs() - start.at().phaseNs() - t * start.meanPpb());
            tally.oursNs.add(oursNs);
            tally.boundNs.add(boundNs);
            tally.covered += Math.abs(oursNs) <= boundNs ? 1 : 0;
        }
    }

    // ---- what is told ----

    private Map<String, @Nullable Object> parts() {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("samples", clock.points().size());
        parts.put("lengthS", clock.lengthS());
        parts.put("skippedLines", clock.skipped());
        parts.put("droppedSamples", clock.dropped());
        parts.put("phaseSteps", clock.steps());
        parts.put("temperature", clock.points().stream().anyMatch(point -> Double.isFinite(point.celsius())));
        List<Map<String, @Nullable Object>> horizons = new ArrayList<>();
        for (Tally tally : tallies) {
            horizons.add(parts(tally));
        }
        parts.put("horizons", horizons);
        return parts;
    }

    private Map<String, @Nullable Object> parts(Tally tally) {
        String reason = "";
        if (tally.horizonS > clock.lengthS() / 2) {
            reason = String.format(Locale.ROOT, "the horizon is longer than half of the record of %.1f h",
                    clock.lengthS() / HOUR_S);
        } else if (tally.oursNs.isEmpty()) {
            reason = "no start point has an hour without gaps before it and a sample at the horizon";
        }
        boolean known = reason.isEmpty();
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("horizonS", tally.horizonS);
        parts.put("startPoints", known ? tally.oursNs.size() : 0);
        parts.put("freeze", known ? figures(tally.freezeNs) : null);
        parts.put("mean", known ? figures(tally.meanNs) : null);
        parts.put("ours", known ? figures(tally.oursNs) : null);
        parts.put("oursToFreeze", known ? rms(tally.oursNs) / rms(tally.freezeNs) : null);
        parts.put("boundCovered", known ? tally.covered / (double) tally.oursNs.size() : null);
        parts.put("boundMedianNs", known ? quantile(tally.boundNs, 0.5) : null);
        parts.put("reason", known ? null : reason);
        return parts;
    }

    private static Map<String, Object> figures(List<Double> errorsNs) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("rmsNs", rms(errorsNs));
        figures.put("p95Ns", quantile(errorsNs, 0.95));
        return figures;
    }

    private static double rms(List<Double> errorsNs) {
        return Math.sqrt(errorsNs.stream().mapToDouble(error -> error * error).average().orElse(Double.NaN));
    }

    /** Of the magnitudes. */
    private static double quantile(List<Double> errorsNs, double share) {
        double[] sorted = errorsNs.stream().mapToDouble(Math::abs).toArray();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }
}
