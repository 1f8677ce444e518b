package dev.grandmaster.app.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

import dev.grandmaster.history.History;
import dev.grandmaster.history.HistorySecond;
import dev.grandmaster.history.HistorySecond.Figures;
import dev.grandmaster.history.HistorySpan;
import dev.grandmaster.quality.Verdict.Trust;
import dev.grandmaster.state.ClockState;
import org.junit.jupiter.api.Test;

class HistoryClockTest {

    private static final long SEED = 19;
    private static final long START = 1_800_000_000;
    private static final double DRIFT_PPB_PER_S = 1e-5;

    private final List<HistorySecond> seconds = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final History history = new History() {
        @Override
        public void seconds(long from, long to, Consumer<HistorySecond> sink) {
            seconds.stream().filter(second -> second.taiSeconds() >= from && second.taiSeconds() <= to).forEach(sink);
        }

        @Override
        public List<HistorySpan> spans(long from, long to, int points) {
            return List.of();
        }

        @Override
        public Optional<Extent> extent() {
            return Optional.empty();
        }
    };

    /** A loop that steers badly: its corrections wander by 5 ppb around what would be right, and what is left is the offset. */
    private void run(long from, int count, ClockState state) {
        double offsetNs = 0;
        for (int i = 0; i < count; i++) {
            double freePpb = 40 + DRIFT_PPB_PER_S * i;
            double correctionPpb = -freePpb - 0.1 * offsetNs + 5 * (random.nextDouble() - 0.5);
            seconds.add(new HistorySecond(from + i, true, state, 6, 37, true, 9, Trust.TRUST,
                    new Figures(offsetNs, 50, correctionPpb, 30)));
            offsetNs += freePpb + correctionPpb;
        }
    }

    @Test
    void whatTheLoopDidIsTakenOutAgain() {
        run(START, 10_000, ClockState.LOCKED);
        ClockRecord clock = HistoryClock.read(history, START, START + 9_999);
        assertEquals(1000, clock.points().size());
        assertEquals(10, clock.tauS());
        assertEquals(0, clock.steps());
        for (ClockRecord.Point point : clock.points()) {
            double t = point.timeS();
            double expectedNs = 40 * t + DRIFT_PPB_PER_S * t * (t + 8) / 2 + clock.points().getFirst().phaseNs();
            assertEquals(expectedNs, point.phaseNs(), 0.02, "seed " + SEED + ", " + t + " s");
            assertEquals(30, point.celsius(), 1e-9);
            assertTrue(point.joined());
        }
    }

    @Test
    void nothingJoinsOnAcrossAHoldoverOrAGap() {
        run(START, 100, ClockState.LOCKED);
        run(START + 100, 50, ClockState.HOLDOVER);
        run(START + 150, 100, ClockState.LOCKED);
        run(START + 300, 95, ClockState.LOCKED);
        ClockRecord clock = HistoryClock.read(history, START, START + 1000);
        assertEquals(10 + 10 + 9, clock.points().size());
        assertEquals(2, clock.steps());
        assertEquals(50, clock.dropped());
        assertFalse(clock.points().get(10).joined());
        assertFalse(clock.points().get(20).joined());
        assertEquals(150, clock.points().get(10).timeS());
        assertEquals(2, clock.points().stream().filter(point -> !point.joined()).count());
    }

    @Test
    void theReportComesOutOfIt() {
        run(START, 30_000, ClockState.LOCKED);
        Map<String, ?> report = HoldoverReport.of(HistoryClock.read(history, START, START + 29_999));
        assertTrue(report.get("horizons") instanceof List<?> horizons
                && horizons.getFirst() instanceof Map<?, ?> hour && hour.get("reason") == null
                && hour.get("ours") instanceof Map<?, ?> ours && ours.get("rmsNs") instanceof Number rms
                && rms.doubleValue() < 100, report::toString);
        assertNotNull(report.get("samples"));
    }
}
