package dev.grandmaster.discipline.oscillator;

import java.util.function.Consumer;
import java.util.function.Function;

import dev.grandmaster.agent.Agent;
import dev.grandmaster.board.Edge;
import dev.grandmaster.board.MonotonicClock;
import dev.grandmaster.board.PpsInput;
import dev.grandmaster.board.SteerableClock;
import dev.grandmaster.board.TuningVoltage;
import org.jspecify.annotations.Nullable;

/**
 * The discipline's duty cycle on a board with a tuned oscillator: measures the tuning curve on the first start, which takes three minutes of pulses,
 * and then lets the discipline work on the {@link TunedClock}. Nobody is served meanwhile. Without a curve the clock's digital correction does
 * all, with the converter in its middle.
 */
public final class TuningAgent implements Agent {

    private static final int BATCH = 64;
    private static final long LOOK_NS = 100_000_000;

    private final Parts parts;
    private final Function<SteerableClock, Agent> discipline;
    private final Consumer<TuningCurve> learnt;
    private final TuningCalibration calibration;
    private int sentCode = -1;
    private volatile @Nullable Agent working;
    private volatile @Nullable TunedClock tuned;
    private volatile String trouble = "";

    /** The board's parts that are worked on. */
    public record Parts(SteerableClock clock, TuningVoltage voltage, PpsInput pps, MonotonicClock monotonic) {
    }

    /**
     * @param known      the curve of a former run or of a data sheet; null: it is measured
     * @param discipline makes the discipline's agent on a clock
     * @param learnt     gets a curve that was measured
     */
    public TuningAgent(Parts parts, @Nullable TuningCurve known, Function<SteerableClock, Agent> discipline,
            Consumer<TuningCurve> learnt) {
        this.parts = parts;
        this.discipline = discipline;
        this.learnt = learnt;
        this.calibration = new TuningCalibration(parts.voltage().steps());
        if (known != null) {
            begin(known);
        }
    }

    @Override
    public String role() {
        return "gm-disc";
    }

    @Override
    public long doWork(long nowMonoNs) {
        Agent agent = working;
        if (agent != null) {
            return agent.doWork(nowMonoNs);
        }
        send();
        for (int i = 0; i < BATCH; i++) {
            Edge edge = parts.pps().poll();
            if (edge == null) {
                break;
            }
            calibration.onEdge(edge);
        }
        TuningCurve curve = calibration.curve();
        if (curve != null) {
            learnt.accept(curve);
            begin(curve);
        } else if (calibration.isOver()) {
            trouble = calibration.refusal();
            parts.voltage().set(parts.voltage().steps() / 2);
            working = discipline.apply(parts.clock());
        }
        return nowMonoNs + LOOK_NS;
    }

    private void send() {
        if (calibration.code() == sentCode) {
            return;
        }
        parts.clock().adjustFrequency(0);
        if (parts.voltage().set(calibration.code()) < 0) {
            trouble = parts.voltage().name() + " does not answer";
            working = discipline.apply(parts.clock());
        } else {
            sentCode = calibration.code();
        }
    }

    private void begin(TuningCurve curve) {
        TunedClock clock = new TunedClock(parts.clock(), parts.voltage(), curve, parts.monotonic());
        tuned = clock;
        working = discipline.apply(clock);
    }

    /** What the operator should know of converter and oscillator; empty where all is well. For any thread. */
    public String trouble() {
        TunedClock clock = tuned;
        return clock == null ? trouble : clock.trouble();
    }

    @Override
    public void onStop() {
        Agent agent = working;
        if (agent != null) {
            agent.onStop();
        }
    }
}
