package dev.grandmaster.app.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.grandmaster.app.history.HistoryFile;
import dev.grandmaster.app.history.HistoryFile.Chapter;
import dev.grandmaster.history.HistorySecond;
import dev.grandmaster.state.ClockState;
import org.jspecify.annotations.Nullable;

/** What a period was like, counted second by second. */
public final class EvidenceSummary {

    private static final int SECONDS_PER_DAY = 86_400;
    private static final int MOST_HOLDOVERS = 2_000;
    /**
     * Divergences from UTC, ns. Of RTS 25 (Delegated Regulation (EU) 2017/574, Annex, by public digests of it): 100 us for high-frequency trading and
     * for venues whose gateways answer within 1 ms, 1 ms for the others; 1 us beside them, the granularity that the first need.
     */
    private static final double[] LIMITS_NS = {1_000, 100_000, 1_000_000};

    private final List<HistoryFile.Note> notes;
    private final Map<ClockState, Long> inState = new EnumMap<>(ClockState.class);
    private final long[] withinLimit = new long[LIMITS_NS.length];
    private final List<Held> holdovers = new ArrayList<>();
    private double worstBoundNs = Double.NaN;
    private double worstOffsetNs = Double.NaN;
    private long seconds;
    private long unnamed;
    private long utcValid;
    private long expected;
    private String holdoverSince = "";
    private double holdoverBoundNs;

    /**
     * A holdover.
     *
     * @param from         UTC
     * @param to           UTC, or how it went on
     * @param worstBoundNs infinite where nothing was known any more
     */
    public record Held(String from, String to, double worstBoundNs) {
    }

    private EvidenceSummary(List<HistoryFile.Note> notes) {
        this.notes = List.copyOf(notes);
    }

    /** Reads some chapters. */
    public static EvidenceSummary of(HistoryFile history, List<Chapter> chapters) {
        EvidenceSummary summary = new EvidenceSummary(
                chapters.stream().flatMap(chapter -> history.notesOf(chapter.number()).stream()).toList());
        chapters.forEach(chapter -> {
            summary.expected += SECONDS_PER_DAY;
            history.secondsOf(chapter.number(), summary::add);
        });
        summary.endHoldover("end of the period");
        return summary;
    }

    private void add(HistorySecond second) {
        seconds++;
        inState.merge(second.state(), 1L, Long::sum);
        if (!second.named()) {
            unnamed++;
        }
        if (second.utcValid()) {
            utcValid++;
        }
        double boundNs = second.figures().boundNs();
        boolean bounded = second.named() && Double.isFinite(boundNs);
        for (int i = 0; i < LIMITS_NS.length; i++) {
            if (bounded && boundNs <= LIMITS_NS[i]) {
                withinLimit[i]++;
            }
        }
        if (bounded) {
            worstBoundNs = worse(worstBoundNs, boundNs);
        }
        if (second.named() && Double.isFinite(second.figures().offsetNs())) {
            worstOffsetNs = worse(worstOffsetNs, Math.abs(second.figures().offsetNs()));
        }
        addHoldover(second, boundNs);
    }

    /** The larger one; NaN is none yet. */
    private static double worse(double before, double now) {
        return before >= now ? before : now;
    }

    private void addHoldover(HistorySecond second, double boundNs) {
        boolean holds = second.state() == ClockState.HOLDOVER || second.state() == ClockState.HOLDOVER_OUT_OF_SPEC;
        if (holds && holdoverSince.isEmpty()) {
            holdoverSince = utc(second);
            holdoverBoundNs = 0;
        }
        if (holds) {
            holdoverBoundNs = Math.max(holdoverBoundNs, boundNs);
        } else if (!holdoverSince.isEmpty()) {
            endHoldover(utc(second));
        }
    }

    private static String utc(HistorySecond second) {
        return Instant.ofEpochSecond(second.utcSeconds()).toString();
    }

    private void endHoldover(String utc) {
        if (!holdoverSince.isEmpty() && holdovers.size() < MOST_HOLDOVERS) {
            holdovers.add(new Held(holdoverSince, utc, holdoverBoundNs));
        }
        holdoverSince = "";
    }

    /** Recorded seconds. */
    public long seconds() {
        return seconds;
    }

    /** Seconds of the days that have records. */
    public long expected() {
        return expected;
    }

    /** Seconds before the clock named them. */
    public long unnamed() {
        return unnamed;
    }

    /** Seconds in which the UTC offset was known. */
    public long utcValid() {
        return utcValid;
    }

    /** The largest bound where one was known, ns; NaN where none was. */
    public double worstBoundNs() {
        return worstBoundNs;
    }

    /** The largest estimated error against the reference, ns; NaN where there was none. */
    public double worstOffsetNs() {
        return worstOffsetNs;
    }

    /** Limits, ns, to the seconds whose bound was within. */
    public Map<Double, Long> withinLimits() {
        Map<Double, Long> within = new LinkedHashMap<>();
        for (int i = 0; i < LIMITS_NS.length; i++) {
            within.put(LIMITS_NS[i], withinLimit[i]);
        }
        return within;
    }

    /** Seconds in each state. */
    public Map<ClockState, Long> inState() {
        return inState;
    }

    /** At most 2,000 of them. */
    public List<Held> holdovers() {
        return holdovers;
    }

    /** What was noted beside the seconds, the oldest first. */
    public List<HistoryFile.Note> notes() {
        return notes;
    }

    /** As a tree for JSON, without notes. */
    public Map<String, @Nullable Object> parts() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("seconds", seconds);
        tree.put("expectedSeconds", expected);
        tree.put("unnamedSeconds", unnamed);
        tree.put("utcKnownSeconds", utcValid);
        tree.put("worstBoundNs", Double.isFinite(worstBoundNs) ? worstBoundNs : null);
        tree.put("worstOffsetNs", Double.isFinite(worstOffsetNs) ? worstOffsetNs : null);
        tree.put("withinLimits", withinLimits().entrySet().stream()
                .map(each -> Map.of("limitNs", each.getKey(), "seconds", each.getValue())).toList());
        Map<String, Object> states = new LinkedHashMap<>();
        inState.forEach((state, count) -> states.put(state.name(), count));
        tree.put("secondsInState", states);
        tree.put("holdovers", holdovers.stream().map(held -> {
            Map<String, @Nullable Object> each = new LinkedHashMap<>();
            each.put("from", held.from());
            each.put("to", held.to());
            each.put("worstBoundNs", Double.isFinite(held.worstBoundNs()) ? held.worstBoundNs() : null);
            return each;
        }).toList());
        return tree;
    }
}
