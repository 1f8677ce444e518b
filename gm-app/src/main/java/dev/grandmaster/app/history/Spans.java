package dev.grandmaster.app.history;

import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.history.HistorySecond;
import dev.grandmaster.history.HistorySpan;
import dev.grandmaster.history.HistorySpan.Range;
import dev.grandmaster.state.ClockState;
import org.jspecify.annotations.Nullable;

/** Puts seconds, or the extremes of blocks, into stretches of equal length. */
final class Spans {

    private static final ClockState[] BY_WORTH = {ClockState.LOCKED, ClockState.RECOVERING, ClockState.HOLDOVER,
            ClockState.HOLDOVER_OUT_OF_SPEC, ClockState.ACQUIRING, ClockState.WARM_UP, ClockState.FREE_RUN};

    private final long fromTaiSeconds;
    private final long toTaiSeconds;
    private final long width;
    private final @Nullable HistorySpan[] spans;

    Spans(long fromTaiSeconds, long toTaiSeconds, int points) {
        this.fromTaiSeconds = fromTaiSeconds;
        this.toTaiSeconds = toTaiSeconds;
        this.width = widthS(fromTaiSeconds, toTaiSeconds, points);
        this.spans = new HistorySpan[Math.toIntExact((toTaiSeconds - fromTaiSeconds) / width + 1)];
    }

    /** Length of a stretch, s. */
    static long widthS(long fromTaiSeconds, long toTaiSeconds, int points) {
        return Math.max(1, Math.ceilDiv(toTaiSeconds - fromTaiSeconds + 1, points));
    }

    void add(HistorySecond second) {
        add(of(second));
    }

    /** The span of one second. */
    static HistorySpan of(HistorySecond second) {
        HistorySecond.Figures figures = second.figures();
        return new HistorySpan(second.taiSeconds(), second.taiSeconds(), 1, one(figures.offsetNs()),
                one(figures.boundNs()), one(figures.frequencyPpb()), one(figures.temperatureC()), second.satellites(),
                second.state(), second.clockClass());
    }

    private static Range one(double value) {
        return Double.isNaN(value) ? Range.UNKNOWN : new Range(value, value);
    }

    /** Goes wholly into the stretch in which it begins: no extreme is lost, though it may be drawn a little early. */
    void add(HistorySpan part) {
        long first = Math.clamp(part.fromTaiSeconds(), fromTaiSeconds, toTaiSeconds);
        int index = (int) ((first - fromTaiSeconds) / width);
        HistorySpan before = spans[index];
        spans[index] = before == null ? part : and(before, part);
    }

    /** What covers both. */
    static HistorySpan and(HistorySpan one, HistorySpan other) {
        return new HistorySpan(Math.min(one.fromTaiSeconds(), other.fromTaiSeconds()),
                Math.max(one.toTaiSeconds(), other.toTaiSeconds()), one.seconds() + other.seconds(),
                one.offset().and(other.offset()), one.bound().and(other.bound()),
                one.frequency().and(other.frequency()), one.temperature().and(other.temperature()),
                Math.min(one.leastSatellites(), other.leastSatellites()),
                worth(one.worstState()) >= worth(other.worstState()) ? one.worstState() : other.worstState(),
                Math.max(one.worstClockClass(), other.worstClockClass()));
    }

    private static int worth(ClockState state) {
        return List.of(BY_WORTH).indexOf(state);
    }

    List<HistorySpan> list() {
        List<HistorySpan> list = new ArrayList<>();
        for (HistorySpan span : spans) {
            if (span != null) {
                list.add(span);
            }
        }
        return list;
    }
}
