package dev.grandmaster.discipline;

import java.util.ArrayDeque;
import java.util.Deque;

import dev.grandmaster.holdover.model.Checkpoint;
import dev.grandmaster.holdover.model.Forecast;
import dev.grandmaster.holdover.model.OscillatorModel;
import org.jspecify.annotations.Nullable;

/**
 * Holds the pulses against what was foretold of the oscillator some minutes before. A reference that is dragged away is followed by any loop;
 * seen from a forecast of the time before, it moves as no oscillator of this quality does.
 *
 * <p>How far pulses and forecasts usually are apart is measured, so an oscillator that wanders is given the room that it needs, and one that
 * wanders too much is not watched: its forecasts cannot tell a reference from a draught. A drag-off slower than the oscillator's own wander
 * cannot be seen by anybody behind one receiver.
 */
final class DragGuard {

    /**
     * How old forecasts are that the pulses are held against, s. The youngest finds 0.1 ns/s behind an OCXO within five minutes, the oldest a
     * third of that.
     */
    private static final double[] AGES_S = {300, 600, 1800};
    /**
     * So many times the usual distance, in two slices in a row, is no chance: in 480 hours behind an OCXO the largest was 5.3 times, after
     * the first day's third hour 4.5. A slice that stands alone is a pulse that was none.
     */
    private static final double SIGMAS = 5.5;
    /** From here on the distance is no noise any more and belongs into the bound. */
    private static final double NOTICEABLE = 3;
    /** A distance teaches as this many usual ones at most, or a drag-off would widen the room that it is given. */
    private static final double CLIP = 3;
    /** Where more would have to be allowed, ns, a drag-off would do more harm than the guard prevents. */
    private static final double MOST_NS = 100;
    /** What is usual is known after an hour of slices of ten seconds, and is remembered for six. */
    private static final double LEARNT = 360;
    private static final double MEMORY = 6 * LEARNT;
    /** Forecasts of an oscillator that was watched for less show what the forecasts are worth, not the pulses, s. */
    private static final double WATCHED_S = 3600;
    /** A forecast is kept each minute, a checkpoint every five, s. */
    private static final double FORECAST_EVERY_S = 60;
    private static final double CHECKPOINT_EVERY_S = 300;
    /** A fast one is followed for so long at most before the gate closes, s. */
    private static final double STEP_S = 60;
    /** What was found by a forecast of some age may have begun before it: the way back is twice as far. */
    private static final double BACK = 2;

    private final OscillatorModel model;
    private final Deque<Forecast> forecasts = new ArrayDeque<>();
    private final Deque<Checkpoint> checkpoints = new ArrayDeque<>();
    private final double[] squareNs2 = new double[AGES_S.length];
    private final double[] slices = new double[AGES_S.length];
    private final boolean[] beyond = new boolean[AGES_S.length];
    private double heardS = Double.NaN;
    private double beganS = Double.NaN;
    private double disagreementNs;
    private @Nullable Way back;

    /**
     * The way back to before the reference was touched.
     *
     * @param checkpoint what was known of the oscillator
     * @param errorNs    of the clock at the last pulse, as it was foretold
     */
    record Way(Checkpoint checkpoint, double errorNs) {
    }

    DragGuard(OscillatorModel model) {
        this.model = model;
    }

    /** The pulses do not join on to those before; what is usual stays known. */
    void restart() {
        forecasts.clear();
        checkpoints.clear();
        heardS = Double.NaN;
        beganS = Double.NaN;
        disagreementNs = 0;
        back = null;
    }

    /** The model has observed a pulse. */
    void onPulse() {
        double atS = model.recentAtS();
        if (Double.isNaN(atS) || atS == heardS) {
            return;
        }
        heardS = atS;
        beganS = Double.isNaN(beganS) ? atS : beganS;
        disagreementNs = 0;
        for (int i = 0; i < AGES_S.length; i++) {
            judge(i, atS);
        }
        if (back == null && atS - beganS >= WATCHED_S) {
            remember(atS);
        }
    }

    private void judge(int i, double atS) {
        Forecast made = forecastOf(atS - AGES_S[i]);
        if (made == null) {
            return;
        }
        double apartNs = Math.abs(model.surpriseNs(made));
        double usualNs = Math.sqrt(squareNs2[i]);
        if (isWatching(i)) {
            if (apartNs > NOTICEABLE * usualNs) {
                disagreementNs = Math.max(disagreementNs, apartNs);
            }
            boolean beyondNow = apartNs > SIGMAS * usualNs;
            if (beyondNow && beyond[i] && back == null) {
                back = way(made, checkpointOf(atS - BACK * AGES_S[i]));
            }
            beyond[i] = beyondNow;
        }
        slices[i] = Math.min(slices[i] + 1, MEMORY);
        double learntNs = slices[i] < LEARNT ? apartNs : Math.min(apartNs, CLIP * usualNs);
        squareNs2[i] += (learntNs * learntNs - squareNs2[i]) / slices[i];
    }

    private boolean isWatching(int i) {
        return slices[i] >= LEARNT && SIGMAS * Math.sqrt(squareNs2[i]) <= MOST_NS;
    }

    private @Nullable Way way(@Nullable Forecast made, @Nullable Checkpoint checkpoint) {
        return made == null || checkpoint == null ? null : new Way(checkpoint, model.errorNs(made));
    }

    /** The youngest forecast that is not younger than some moment; null: there is none. */
    private @Nullable Forecast forecastOf(double untilS) {
        Forecast found = null;
        for (Forecast forecast : forecasts) {
            if (forecast.atS() > untilS) {
                return found;
            }
            found = forecast;
        }
        return found;
    }

    /** The youngest checkpoint that is not younger than some moment, else the oldest. */
    private @Nullable Checkpoint checkpointOf(double untilS) {
        Checkpoint found = checkpoints.peekFirst();
        for (Checkpoint checkpoint : checkpoints) {
            if (checkpoint.atS() > untilS) {
                return found;
            }
            found = checkpoint;
        }
        return found;
    }

    private void remember(double atS) {
        double oldest = AGES_S[AGES_S.length - 1];
        if (forecasts.isEmpty() || atS - forecasts.getLast().atS() >= FORECAST_EVERY_S) {
            forecasts.add(model.forecast());
            while (atS - forecasts.getFirst().atS() > oldest + 2 * FORECAST_EVERY_S) {
                forecasts.removeFirst();
            }
        }
        if (checkpoints.isEmpty() || atS - checkpoints.getLast().atS() >= CHECKPOINT_EVERY_S) {
            checkpoints.add(model.checkpoint());
            while (atS - checkpoints.getFirst().atS() > BACK * oldest + CHECKPOINT_EVERY_S) {
                checkpoints.removeFirst();
            }
        }
    }

    /** How far pulses and forecasts are noticeably apart now, ns; 0: they are not. */
    double disagreementNs() {
        return disagreementNs;
    }

    /** The way back where the reference is being dragged away, else null. */
    @Nullable
    Way back() {
        return back;
    }

    /** The way back where it has moved fast, in seconds; null where the oscillator is not watched. */
    @Nullable
    Way backFromStep() {
        return isWatching(0)
                ? way(forecastOf(heardS - STEP_S), checkpointOf(heardS - AGES_S[0]))
                : null;
    }
}
