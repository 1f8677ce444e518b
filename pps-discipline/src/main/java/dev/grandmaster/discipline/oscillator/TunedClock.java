package dev.grandmaster.discipline.oscillator;

import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.board.MonotonicClock;
import dev.grandmaster.board.SteerableClock;
import dev.grandmaster.board.TuningVoltage;
import org.jspecify.annotations.Nullable;

/**
 * A clock whose oscillator is tuned by a voltage, steered as one: a correction counts from the converter's middle code and none in the clock. A
 * converter that does not answer leaves its oscillator where it is, and the clock does the rest alone.
 */
public final class TunedClock implements SteerableClock {

    private final SteerableClock clock;
    private final TuningVoltage voltage;
    private final MonotonicClock monotonic;
    private final FrequencySplit split;
    private final int middle;
    private volatile double coarsePpb;
    private volatile boolean atEnd;
    private volatile int failure;
    private int sentCode = -1;

    /** Steers nothing before the first correction. */
    public TunedClock(SteerableClock clock, TuningVoltage voltage, TuningCurve curve, MonotonicClock monotonic) {
        this.clock = clock;
        this.voltage = voltage;
        this.monotonic = monotonic;
        this.split = new FrequencySplit(curve);
        this.middle = curve.middle();
    }

    @Override
    public double adjustFrequency(double ppb) {
        if (Double.isNaN(ppb)) {
            return Double.NaN;
        }
        double finePpb = split.split(ppb, monotonic.nowNs());
        if (split.code() != sentCode) {
            failure = voltage.set(split.code());
            if (failure >= 0) {
                sentCode = split.code();
            } else {
                // What it made when it was switched on is not known: the middle is as good as any, and the servo finds the rest.
                split.stays(sentCode >= 0 ? sentCode : middle);
                finePpb = ppb - split.coarsePpb();
            }
        }
        coarsePpb = split.coarsePpb();
        atEnd = split.isAtEnd();
        return coarsePpb + clock.adjustFrequency(finePpb);
    }

    /** What the operator should know of converter and oscillator; empty where all is well. */
    public String trouble() {
        if (failure < 0) {
            return voltage.name() + " does not answer";
        }
        return atEnd ? "the oscillator is at the end of its tuning range: less than 10 % are left" : "";
    }

    @Override
    public String name() {
        return clock.name();
    }

    @Override
    public @Nullable CrossTimestamp read() {
        return clock.read();
    }

    /** That of the clock alone, so that whatever is asked can be done without the converter, too. */
    @Override
    public double maxFrequencyPpb() {
        return clock.maxFrequencyPpb();
    }

    @Override
    public double frequencyPpb() {
        return coarsePpb + clock.frequencyPpb();
    }

    @Override
    public int step(long deltaNs) {
        return clock.step(deltaNs);
    }

    @Override
    public int era() {
        return clock.era();
    }

    @Override
    public void close() {
        clock.close();
    }
}
