package dev.grandmaster.discipline;

import dev.grandmaster.holdover.Holdover;
import dev.grandmaster.holdover.model.OscillatorBank;
import dev.grandmaster.holdover.model.OscillatorModel;
import dev.grandmaster.holdover.model.OscillatorPrior;
import org.jspecify.annotations.Nullable;

/** What is known of the oscillator, kept going in time: it learns from pulses that are believed and coasts on the temperature without them. */
final class OscillatorWatch {

    private static final double NS_PER_S = 1e9;
    /** While there is a reference the time that holdover would last is worked out so often. */
    private static final long FORESEE_EVERY_NS = 10_000_000_000L;

    final OscillatorModel model;
    private final @Nullable DisciplineMemory memory;
    private boolean aged;
    private double celsius = Double.NaN;
    private long modelMonoNs;
    private double coastedS;
    private long foreseenMonoNs;
    private double foreseenS = Double.NaN;

    OscillatorWatch(OscillatorPrior prior, @Nullable DisciplineMemory memory, double maxFrequencyPpb,
            long startMonoNs) {
        this.model = new OscillatorBank(prior);
        this.memory = memory;
        this.modelMonoNs = startMonoNs;
        if (memory == null) {
            model.guess(0, maxFrequencyPpb);
        } else {
            model.guess(memory.correctionPpb(), memory.sigmaPpb());
            if (memory.oscillator() != null) {
                model.restore(memory.oscillator());
            }
        }
    }

    /** The temperature at the oscillator, degrees Celsius; NaN: nobody measures it. */
    void onTemperature(double nowCelsius) {
        celsius = nowCelsius;
    }

    /** One believed pulse; arguments as of {@link OscillatorModel#observe}. */
    void observe(long monoNs, double intervalS, double movedNs, double residualNs) {
        // Where a pulse was missed the model has gone on without it already.
        model.observe(Math.max(0, intervalS - coastedS), movedNs, residualNs, celsius);
        modelMonoNs = monoNs;
        coastedS = 0;
    }

    /** Time goes on without believed pulses. */
    void coast(long nowMonoNs) {
        double passedS = Math.max(0, nowMonoNs - modelMonoNs) / NS_PER_S;
        model.coast(passedS, celsius);
        modelMonoNs = nowMonoNs;
        coastedS += passedS;
    }

    /** Now that the time is known: what was learnt in a former run is as old as this. */
    void age(long nowTaiNs) {
        if (memory != null && !aged) {
            aged = true;
            model.coast(Math.max(0, nowTaiNs - memory.taiNs()) / NS_PER_S, celsius);
            model.forget();
        }
    }

    /**
     * For how many seconds the bound stays below a limit, ns, if no pulse comes any more.
     *
     * @param current the holdover that goes on, or null
     * @param boundNs the bound now
     */
    double secondsUntil(double limitNs, @Nullable Holdover current, long nowMonoNs, double boundNs) {
        if (Double.isNaN(foreseenS) || nowMonoNs - foreseenMonoNs >= FORESEE_EVERY_NS) {
            Holdover ahead = current == null ? new Holdover(model, nowMonoNs, boundNs) : current;
            foreseenS = Double.isFinite(boundNs) ? ahead.secondsUntil(limitNs, nowMonoNs) : 0;
            foreseenMonoNs = nowMonoNs;
        }
        return Math.max(0, foreseenS - (nowMonoNs - foreseenMonoNs) / NS_PER_S);
    }
}
