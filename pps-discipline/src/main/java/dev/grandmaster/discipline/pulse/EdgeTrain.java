package dev.grandmaster.discipline.pulse;

import dev.grandmaster.board.Edge;
import org.jspecify.annotations.Nullable;

/**
 * The edges that lie a whole number of seconds apart, before anybody knows which seconds they are. Missing pulses leave gaps in the
 * numbering, doubled ones are left out, and a train that moved is begun anew.
 */
final class EdgeTrain {

    private static final long NS = 1_000_000_000L;
    /** How far from a whole second apart two edges may be for each second between them, ns: a crystal that is off by 200 ppm. */
    private static final long TOLERANCE_NS = 200_000;
    /** Longer gaps are not bridged: the tolerance has grown too large. */
    private static final long LONGEST_GAP_S = 60;
    private static final int REMEMBERED = 8;
    /** So many strays in their own rhythm make a second train. */
    private static final int STRAY_TRAIN = 3;

    private final @Nullable Edge[] edges = new @Nullable Edge[REMEMBERED];
    private final long[] numbers = new long[REMEMBERED];
    private int end;
    private int count;
    private @Nullable Edge first;
    private @Nullable Edge last;
    private long lastNumber;
    private @Nullable Edge stray;
    private int strays;

    void clear() {
        count = 0;
        first = null;
        last = null;
        lastNumber = 0;
        stray = null;
        strays = 0;
    }

    /** Takes an edge; returns false for one that does not belong to the train. */
    boolean add(Edge edge) {
        Edge before = last;
        if (before == null || before.era() != edge.era()) {
            begin(edge);
            return true;
        }
        long seconds = wholeSeconds(before, edge);
        if (seconds > LONGEST_GAP_S) {
            begin(edge);
            return true;
        }
        if (seconds > 0) {
            append(edge, lastNumber + seconds);
            return true;
        }
        Edge otherStray = stray;
        strays = otherStray != null && wholeSeconds(otherStray, edge) > 0 ? strays + 1 : 1;
        stray = edge;
        if (strays >= STRAY_TRAIN && edge.monoNs() - before.monoNs() > 2 * NS) {
            // The pulses we had believed have stopped and others go on: those are the train.
            begin(edge);
            return true;
        }
        return false;
    }

    /** True while a second train of pulses runs beside the first, as from an input that stamps both edges. */
    boolean isAmbiguous() {
        return strays >= STRAY_TRAIN;
    }

    @Nullable
    Edge last() {
        return last;
    }

    long lastNumber() {
        return lastNumber;
    }

    /** How much too fast the clock runs by its own stamps of the pulses, ppb; NaN before two edges. */
    double frequencyErrorPpb() {
        Edge from = first;
        Edge to = last;
        if (from == null || to == null || lastNumber == 0) {
            return Double.NaN;
        }
        return (to.clockNs() - from.clockNs() - lastNumber * NS) / (double) lastNumber;
    }

    /** The number of the last edge at or before a monotonic instant, or -1 where that edge is not within the given distances of it. */
    long numberBefore(long monoNs, long leastNs, long mostNs) {
        for (int i = 1; i <= count; i++) {
            Edge edge = edgeBack(i);
            long agoNs = monoNs - edge.monoNs();
            if (agoNs >= 0) {
                return agoNs >= leastNs && agoNs <= mostNs ? numberBack(i) : -1;
            }
        }
        return -1;
    }

    /** The number of the first edge after a monotonic instant, or -1 where that edge is not within the given distances of it. */
    long numberAfter(long monoNs, long leastNs, long mostNs) {
        for (int i = count; i >= 1; i--) {
            long aheadNs = edgeBack(i).monoNs() - monoNs;
            if (aheadNs > 0) {
                return aheadNs >= leastNs && aheadNs <= mostNs ? numberBack(i) : -1;
            }
        }
        return -1;
    }

    private void begin(Edge edge) {
        clear();
        first = edge;
        append(edge, 0);
    }

    private void append(Edge edge, long number) {
        int at = Math.floorMod(end, REMEMBERED);
        edges[at] = edge;
        numbers[at] = number;
        end++;
        count = Math.min(count + 1, REMEMBERED);
        last = edge;
        lastNumber = number;
        Edge odd = stray;
        if (odd != null && edge.monoNs() - odd.monoNs() > 3 * NS) {
            stray = null;
            strays = 0;
        }
    }

    private Edge edgeBack(int back) {
        Edge edge = edges[Math.floorMod(end - back, REMEMBERED)];
        if (edge == null) {
            throw new IllegalStateException("fewer edges than counted");
        }
        return edge;
    }

    private long numberBack(int back) {
        return numbers[Math.floorMod(end - back, REMEMBERED)];
    }

    /** Whole seconds from one edge to a later one, or 0 where they are not whole seconds apart. */
    private static long wholeSeconds(Edge from, Edge to) {
        long apartNs = to.clockNs() - from.clockNs();
        long seconds = Math.floorDiv(apartNs + NS / 2, NS);
        if (seconds <= 0 || seconds > LONGEST_GAP_S) {
            return Math.max(0, seconds);
        }
        return Math.abs(apartNs - seconds * NS) <= seconds * TOLERANCE_NS ? seconds : 0;
    }
}
