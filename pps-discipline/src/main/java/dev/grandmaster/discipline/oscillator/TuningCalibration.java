package dev.grandmaster.discipline.oscillator;

import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.board.Edge;
import org.jspecify.annotations.Nullable;

/**
 * Measures the tuning curve on the pulses, before the clock is served: three codes, at each the oscillator is left to settle, then a straight line is
 * fitted through the clock's readings at the pulses (least squares). Pulses out of place make a code begin anew.
 */
public final class TuningCalibration {

    private static final double[] PLACES = {0.25, 0.5, 0.75};
    private static final long NS = 1_000_000_000L;
    /** The loop of an oven and the filter before the oscillator have settled after so many pulses. */
    private static final int SETTLE = 6;
    /** With 10 ns of noise the slope is then known to 0.1 ppb: 10 ns * sqrt(12) / 50^1.5 s. */
    private static final int PULSES = 50;
    /** A clock that is off by more from one pulse to the next has been stepped, or a pulse is no pulse. */
    private static final double FARTHEST_PPB = 500_000;
    /** Residuals of the fit, ns: with more it is no straight line. */
    private static final double ROUGH_NS = 1_000;
    /** A tuned oscillator moves by hundreds of ppb over its range; less than this may be noise. */
    private static final double LEAST_WAY_PPB = 5;
    private static final int MOST_ATTEMPTS = 5;

    private final int steps;
    private final List<TuningCurve.Node> nodes = new ArrayList<>();
    private final double[] times = new double[PULSES];
    private final double[] offsets = new double[PULSES];
    private @Nullable Edge first;
    private @Nullable Edge last;
    private int seen;
    private int attempts;
    private String refusal = "";
    private @Nullable TuningCurve curve;

    /** @param steps of the converter */
    public TuningCalibration(int steps) {
        this.steps = steps;
    }

    /** The code that is to be in force now, with no digital correction. */
    public int code() {
        return (int) Math.round(PLACES[Math.min(nodes.size(), PLACES.length - 1)] * (steps - 1));
    }

    /** The curve once it is known; null before. */
    public @Nullable TuningCurve curve() {
        return curve;
    }

    /** Why there will be no curve; empty while there may be. */
    public String refusal() {
        return refusal;
    }

    /** Whether it is over, one way or the other. */
    public boolean isOver() {
        return curve != null || !refusal.isEmpty();
    }

    /** Takes a pulse. */
    public void onEdge(Edge edge) {
        if (isOver()) {
            return;
        }
        Edge before = last;
        last = edge;
        if (before == null) {
            return;
        }
        double passedS = Math.rint((edge.monoNs() - before.monoNs()) / (double) NS);
        double movedNs = edge.clockNs() - before.clockNs() - passedS * NS;
        if (edge.era() != before.era() || passedS < 1 || Math.abs(movedNs) > passedS * FARTHEST_PPB) {
            beginAnew();
            return;
        }
        seen++;
        if (seen <= SETTLE) {
            return;
        }
        Edge origin = first == null ? edge : first;
        first = origin;
        int at = seen - SETTLE - 1;
        times[at] = Math.rint((edge.monoNs() - origin.monoNs()) / (double) NS);
        offsets[at] = edge.clockNs() - origin.clockNs() - times[at] * NS;
        if (at == PULSES - 1) {
            finishNode();
        }
    }

    private void beginAnew() {
        seen = 0;
        first = null;
        if (++attempts >= MOST_ATTEMPTS * PLACES.length) {
            refusal = "the pulses are not regular enough to measure the oscillator's tuning";
        }
    }

    private void finishNode() {
        double meanTime = mean(times);
        double meanOffset = mean(offsets);
        double squares = 0;
        double products = 0;
        for (int i = 0; i < PULSES; i++) {
            squares += (times[i] - meanTime) * (times[i] - meanTime);
            products += (times[i] - meanTime) * (offsets[i] - meanOffset);
        }
        double ppb = products / squares; // ns a second
        double rest = 0;
        for (int i = 0; i < PULSES; i++) {
            double residual = offsets[i] - meanOffset - ppb * (times[i] - meanTime);
            rest += residual * residual;
        }
        if (Math.sqrt(rest / PULSES) > ROUGH_NS) {
            beginAnew();
            return;
        }
        nodes.add(new TuningCurve.Node(code(), ppb));
        seen = 0;
        first = null;
        if (nodes.size() == PLACES.length) {
            conclude();
        }
    }

    private void conclude() {
        double wayPpb = Math.abs(nodes.getLast().ppb() - nodes.getFirst().ppb());
        if (wayPpb < LEAST_WAY_PPB) {
            refusal = "the oscillator does not follow its converter: half of the range moves it by " + (float) wayPpb
                    + " ppb";
            return;
        }
        try {
            curve = new TuningCurve(steps, nodes);
        } catch (IllegalArgumentException notOneWay) {
            refusal = "the oscillator does not follow its converter: " + notOneWay.getMessage();
        }
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
