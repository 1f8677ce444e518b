package dev.grandmaster.web.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.grandmaster.history.History;
import dev.grandmaster.history.HistorySpan;
import dev.grandmaster.history.HistorySpan.Range;
import dev.grandmaster.web.http.Json;
import org.jspecify.annotations.Nullable;

/** The record of a stretch as columns for a plot: the smallest and the largest value of each stretch of seconds that is a point. */
final class HistoryColumns {

    private static final Map<String, Function<HistorySpan, Range>> RANGES = new LinkedHashMap<>();

    static {
        RANGES.put("offsetNs", HistorySpan::offset);
        RANGES.put("boundNs", HistorySpan::bound);
        RANGES.put("frequencyPpb", HistorySpan::frequency);
        RANGES.put("temperatureC", HistorySpan::temperature);
    }

    private HistoryColumns() {
    }

    /**
     * The columns. A stretch in which nothing was recorded is a point without values, so that a line is not drawn across it.
     *
     * @param utcOffsetS TAI - UTC as it is now, s: what the instants are told with
     */
    static Map<String, @Nullable Object> of(History history, long fromTaiS, long toTaiS, int points, long utcOffsetS) {
        long width = Math.max(1, Math.ceilDiv(toTaiS - fromTaiS + 1, points));
        List<@Nullable HistorySpan> spans = withGaps(history.spans(fromTaiS, toTaiS, points), width);
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("resolutionS", width);
        columns.put("unixS", times(spans, width, utcOffsetS));
        RANGES.forEach((name, range) -> {
            columns.put(name + "Min", column(spans, span -> Json.finite(rounded(range.apply(span).least()))));
            columns.put(name + "Max", column(spans, span -> Json.finite(rounded(range.apply(span).most()))));
        });
        columns.put("satellitesMin", column(spans, span -> (double) span.leastSatellites()));
        columns.put("clockClassMax", column(spans, span -> (double) span.worstClockClass()));
        columns.put("worstState", spans.stream().map(span -> span == null ? null : span.worstState().name()).toList());
        columns.put("seconds", column(spans, span -> (double) span.seconds()));
        history.extent().ifPresent(extent -> columns.put("recordedSinceUnixS", extent.firstTaiSeconds() - utcOffsetS));
        return columns;
    }

    private static List<@Nullable HistorySpan> withGaps(List<HistorySpan> recorded, long width) {
        List<@Nullable HistorySpan> spans = new ArrayList<>();
        HistorySpan before = null;
        for (HistorySpan span : recorded) {
            if (before != null && span.fromTaiSeconds() - before.toTaiSeconds() > 2 * width) {
                spans.add(null);
            }
            spans.add(span);
            before = span;
        }
        return spans;
    }

    private static List<Object> times(List<@Nullable HistorySpan> spans, long width, long utcOffsetS) {
        List<Object> times = new ArrayList<>();
        long last = 0;
        for (HistorySpan span : spans) {
            last = span == null ? last + width : span.fromTaiSeconds() - utcOffsetS;
            times.add(last);
        }
        return times;
    }

    private static List<@Nullable Double> column(List<@Nullable HistorySpan> spans,
            Function<HistorySpan, @Nullable Double> value) {
        List<@Nullable Double> column = new ArrayList<>();
        for (HistorySpan span : spans) {
            column.add(span == null ? null : value.apply(span));
        }
        return column;
    }

    private static double rounded(double value) {
        return Math.rint(value * 1000.0) / 1000.0;
    }
}
