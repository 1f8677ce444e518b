package dev.grandmaster.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import dev.grandmaster.history.History;
import dev.grandmaster.history.HistorySecond;
import dev.grandmaster.history.HistorySpan;
import dev.grandmaster.history.HistorySpan.Range;
import dev.grandmaster.state.ClockState;

/** A record with two stretches and nothing in between. */
final class RecordedSpans implements History {

    /** What was asked for last. */
    final List<Long> asked = new ArrayList<>();

    @Override
    public void seconds(long fromTaiSeconds, long toTaiSeconds, Consumer<HistorySecond> sink) {
        // the pages ask for spans alone
    }

    @Override
    public List<HistorySpan> spans(long fromTaiSeconds, long toTaiSeconds, int points) {
        asked.clear();
        asked.addAll(List.of(fromTaiSeconds, toTaiSeconds, (long) points));
        return List.of(span(fromTaiSeconds, 3), span(toTaiSeconds - 5, 900));
    }

    private static HistorySpan span(long fromTaiSeconds, double most) {
        return new HistorySpan(fromTaiSeconds, fromTaiSeconds + 1, 2, new Range(-1, most),
                new Range(30, Double.POSITIVE_INFINITY), new Range(-70, -69), Range.UNKNOWN, 9, ClockState.HOLDOVER, 7);
    }

    @Override
    public Optional<Extent> extent() {
        return Optional.of(new Extent(1_795_000_037L, 1_795_305_637L));
    }
}
