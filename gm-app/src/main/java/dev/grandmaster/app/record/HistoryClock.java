package dev.grandmaster.app.record;

import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.app.record.ClockRecord.Point;
import dev.grandmaster.history.History;
import dev.grandmaster.history.HistorySecond;
import dev.grandmaster.state.ClockState;
import org.jspecify.annotations.Nullable;

/**
 * The free-running oscillator out of the service's own record: its phase is our error against the reference less the corrections that were
 * applied, summed up. Seconds in lock alone say something; behind any other the phase joins on to nothing. Ten of them are one sample, which
 * takes most of the noise of single pulses away.
 */
public final class HistoryClock {

    /** Seconds of a sample. */
    private static final int TAU_S = 10;

    private final List<Point> points = new ArrayList<>();
    /** Of the first sample, TAI s. */
    private double startS = Double.NaN;
    private @Nullable HistorySecond before;
    private int unlocked;
    private int breaks;
    /** The sum of corrections up to now, ns. */
    private double correctedNs;
    private boolean joined;
    private int gathered;
    private double phaseNs;
    private double celsius;

    private HistoryClock() {
    }

    /**
     * Reads a stretch of the record.
     *
     * @param fromTaiSeconds TAI s
     * @param toTaiSeconds   the last second
     */
    public static ClockRecord read(History history, long fromTaiSeconds, long toTaiSeconds) {
        HistoryClock clock = new HistoryClock();
        history.seconds(fromTaiSeconds, toTaiSeconds, clock::add);
        return new ClockRecord(clock.points, TAU_S, 0, clock.unlocked, clock.breaks);
    }

    private void add(HistorySecond second) {
        boolean tells = second.named() && second.state() == ClockState.LOCKED
                && Double.isFinite(second.figures().offsetNs()) && Double.isFinite(second.figures().frequencyPpb());
        if (!tells) {
            unlocked++;
            before = null;
            return;
        }
        HistorySecond last = before;
        if (last == null || second.taiSeconds() != last.taiSeconds() + 1) {
            begin();
        } else {
            correctedNs += last.figures().frequencyPpb(); // for one second
        }
        before = second;
        gather(second);
    }

    private void begin() {
        breaks += points.isEmpty() ? 0 : 1;
        joined = points.isEmpty();
        correctedNs = 0;
        clear();
    }

    private void clear() {
        gathered = 0;
        phaseNs = 0;
        celsius = 0;
    }

    private void gather(HistorySecond second) {
        phaseNs += (second.figures().offsetNs() - correctedNs) / TAU_S;
        celsius += second.figures().temperatureC() / TAU_S;
        gathered++;
        if (gathered == TAU_S) {
            double middleS = second.taiSeconds() - (TAU_S - 1) / 2.0;
            startS = points.isEmpty() ? middleS : startS;
            points.add(new Point(middleS - startS, phaseNs, celsius, joined));
            joined = true;
            clear();
        }
    }
}
