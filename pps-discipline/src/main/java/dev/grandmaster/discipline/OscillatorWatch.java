package dev.grandmaster.discipline;

import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.holdover.Holdover;
import dev.grandmaster.holdover.model.OscillatorBank;
import dev.grandmaster.holdover.model.OscillatorModel;
import dev.grandmaster.holdover.model.OscillatorPrior;
import dev.grandmaster.state.HoldoverOutlook;
import org.jspecify.annotations.Nullable;

/** What is known of the oscillator, kept going in time: it learns from pulses that are believed and coasts on the temperature without them. */
final class OscillatorWatch {

    private static final double NS_PER_S = 1e9;
    /** While there is a reference the time that holdover would last is worked out so often, or at a tenth of it where that is sooner. */
    private static final long FORESEE_EVERY_NS = 10_000_000_000L;
    private static final double FORESEE_SHARE = 0.1;
    /** The course is foretold from a minute to three days ahead, in steps of equal ratio. */
    private static final double NEAREST_S = 60;
    private static final double FARTHEST_S = 3 * 86_400;
    private static final int POINTS = 33;
    private static final double SIGMAS = 3;
    /** How well a few pulses give the frequency, ppb. */
    private static final double NAMING_SIGMA_PPB = 100;

    final OscillatorModel model;
    private final @Nullable DisciplineMemory memory;
    private boolean aged;
    private double celsius = Double.NaN;
    private long modelMonoNs;
    private double coastedS;
    private long foreseenMonoNs;
    private double foreseenS = Double.NaN;
    private List<HoldoverOutlook.Point> course = List.of();
    private long courseMonoNs;
    private boolean courseOfHoldover;

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

    /** The frequency as a few pulses show it to be off the one applied, ppb, unless it is known better from before. */
    void takeFrequency(double appliedPpb, double errorPpb) {
        model.forget();
        if (model.correctionSigmaPpb() >= NAMING_SIGMA_PPB || Math.abs(errorPpb) >= SIGMAS * NAMING_SIGMA_PPB) {
            model.guess(appliedPpb - errorPpb, NAMING_SIGMA_PPB);
        }
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
        if (Double.isNaN(foreseenS) || nowMonoNs - foreseenMonoNs >= Math.min(FORESEE_EVERY_NS,
                FORESEE_SHARE * foreseenS * NS_PER_S)) {
            Holdover ahead = current == null ? new Holdover(model, nowMonoNs, boundNs) : current;
            foreseenS = Double.isFinite(boundNs) ? ahead.secondsUntil(limitNs, nowMonoNs) : 0;
            foreseenMonoNs = nowMonoNs;
        }
        return foreseenS(nowMonoNs);
    }

    /** What was last foretold of that, less the time since; 0 before. */
    double foreseenS(long nowMonoNs) {
        return Double.isNaN(foreseenS) ? 0 : Math.max(0, foreseenS - (nowMonoNs - foreseenMonoNs) / NS_PER_S);
    }

    /**
     * What holdover will be, or would be if no pulse came any more.
     *
     * @param current the holdover that goes on, or null
     * @param boundNs the bound now
     * @param ready   the clock would hold over, or does
     */
    HoldoverOutlook outlook(@Nullable Holdover current, long nowMonoNs, double boundNs, boolean ready, double specNs,
            HoldoverOutlook.Rehearsal rehearsal) {
        if (!Double.isFinite(boundNs)) {
            course = List.of();
        } else if (course.isEmpty() || courseOfHoldover != (current != null)
                || nowMonoNs - courseMonoNs >= FORESEE_EVERY_NS) {
            course = course(current == null ? new Holdover(model, nowMonoNs, boundNs) : current, nowMonoNs);
            courseMonoNs = nowMonoNs;
            courseOfHoldover = current != null;
        }
        double elapsedS = current == null ? 0 : (nowMonoNs - current.sinceMonoNs()) / NS_PER_S;
        return new HoldoverOutlook(courseMonoNs, ready, elapsedS, specNs, course, rehearsal);
    }

    private List<HoldoverOutlook.Point> course(Holdover ahead, long nowMonoNs) {
        double elapsedS = (nowMonoNs - ahead.sinceMonoNs()) / NS_PER_S;
        List<HoldoverOutlook.Point> points = new ArrayList<>();
        for (int i = 0; i < POINTS; i++) {
            double afterS = NEAREST_S * Math.pow(FARTHEST_S / NEAREST_S, i / (double) (POINTS - 1));
            points.add(new HoldoverOutlook.Point(afterS, model.growthNs(elapsedS + afterS) / SIGMAS,
                    ahead.boundNs(nowMonoNs + Math.round(afterS * NS_PER_S))));
        }
        return List.copyOf(points);
    }
}
