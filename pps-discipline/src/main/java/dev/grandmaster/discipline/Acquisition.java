package dev.grandmaster.discipline;

import dev.grandmaster.board.Edge;
import dev.grandmaster.discipline.pulse.SecondCorrelator;
import dev.grandmaster.discipline.pulse.SecondCorrelator.Named;
import dev.grandmaster.discipline.pulse.SecondCorrelator.Naming;
import dev.grandmaster.discipline.pulse.SecondCorrelator.Unnamed;
import dev.grandmaster.discipline.pulse.SecondWitness;
import dev.grandmaster.event.GmEvent;
import dev.grandmaster.time.SecondLabel;
import dev.grandmaster.time.WitnessOpinion;

/**
 * From a clock that may read anything to one that reads the right second: name it, take the frequency from the stamps of the pulses, step
 * at most twice. Afterwards the clock is never stepped again, unless somebody else has stepped it.
 */
final class Acquisition {

    private static final long NS = 1_000_000_000L;
    private static final int STEPS_MOST = 2;
    /** What steps leave is microseconds: more means that they do not work. */
    private static final double MUCH_NS = 1e6;
    /** Two pulses after a step agree within this, and so many uncertainties of a stamp, before they are believed, ns. */
    private static final double AGREE_NS = 10_000;
    private static final double AGREE_STAMPS = 4;
    /** The same refusal is told once in this time. */
    private static final long TELL_AGAIN_NS = 60 * NS;

    private final SecondCorrelator correlator;
    private final SecondWitness witness;
    private final DisciplineEffects effects;
    private final double agreeNs;

    private boolean named;
    private boolean done;
    private int steps;
    private double stepThresholdNs;
    private long stepNotBeforeMonoNs;
    private double candidateNs = Double.NaN;
    private double remainingNs;
    private double frequencyErrorPpb = Double.NaN;
    private String told = "";
    private long toldMonoNs;

    /**
     * Waits for a first {@link #restart}.
     *
     * @param witness            a second that it denies is not taken
     * @param stampUncertaintyNs how far a stamp may be off, ns
     */
    Acquisition(SecondCorrelator correlator, SecondWitness witness, double stampUncertaintyNs,
            DisciplineEffects effects) {
        this.correlator = correlator;
        this.witness = witness;
        this.agreeNs = AGREE_NS + AGREE_STAMPS * stampUncertaintyNs;
        this.effects = effects;
    }

    /**
     * Begins anew.
     *
     * @param thresholdNs     smaller errors are left to the slew
     * @param notBeforeMonoNs no step sooner: clients have to be told first
     */
    void restart(double thresholdNs, long notBeforeMonoNs) {
        correlator.restart();
        named = false;
        done = false;
        steps = 0;
        stepThresholdNs = thresholdNs;
        stepNotBeforeMonoNs = notBeforeMonoNs;
        frequencyErrorPpb = Double.NaN;
    }

    boolean isDone() {
        return done;
    }

    /** How often the clock was stepped since the last {@link #restart}. */
    int steps() {
        return steps;
    }

    /** How much too fast the clock was found to run, ppb; NaN for not found. */
    double frequencyErrorPpb() {
        return frequencyErrorPpb;
    }

    /** The error that is left when done, ns: to be slewed. */
    double remainingNs() {
        return remainingNs;
    }

    void onLabel(SecondLabel label) {
        if (!named) {
            correlator.onLabel(label);
        }
    }

    /** @param delayNs how late the pulse arrives at the stamp, ns */
    void onEdge(Edge edge, double delayNs, long nowMonoNs) {
        if (!named) {
            correlator.onEdge(edge);
        } else if (!done) {
            // The clock is nearly right since the last step: its own reading names the second.
            long second = Math.floorDiv(edge.clockNs() + NS / 2, NS);
            double errorNs = edge.clockNs() - second * NS - delayNs;
            if (Math.abs(errorNs - candidateNs) <= agreeNs) {
                settle(errorNs, nowMonoNs);
            } else {
                candidateNs = errorNs;
            }
        }
    }

    /** Names the second if it can be named by now. */
    void poll(long nowMonoNs, boolean trusted, double delayNs) {
        if (named || nowMonoNs - stepNotBeforeMonoNs < 0) {
            return;
        }
        Naming naming = correlator.poll(nowMonoNs, trusted);
        switch (naming) {
            case Unnamed(String why) -> refuse(why, nowMonoNs);
            case Named(Edge edge, long taiSeconds, double errorPpb, String by) when witness
                    .opinion(taiSeconds * NS, edge.monoNs()) == WitnessOpinion.DENIES ->
                refuse(
                        WitnessOpinion.DENIES.text() + " that the receiver names", nowMonoNs);
            case Named(Edge edge, long taiSeconds, double errorPpb, String by) when witness.deniesDate(taiSeconds * NS,
                    edge.monoNs()) ->
                refuse("another source of time denies the date that the receiver names", nowMonoNs);
            case Named(Edge edge, long taiSeconds, double errorPpb, String by) -> {
                named = true;
                frequencyErrorPpb = errorPpb;
                effects.event(new GmEvent.SecondNamed(nowMonoNs, taiSeconds, by));
                settle(edge.clockNs() - taiSeconds * NS - delayNs, nowMonoNs);
            }
        }
    }

    private void refuse(String why, long nowMonoNs) {
        if (!why.equals(told) || nowMonoNs - toldMonoNs > TELL_AGAIN_NS) {
            told = why;
            toldMonoNs = nowMonoNs;
            effects.event(new GmEvent.SecondRefused(nowMonoNs, why));
        }
    }

    /** Steps an error that is too large to be left, or is done. */
    private void settle(double errorNs, long nowMonoNs) {
        if (Math.abs(errorNs) <= stepThresholdNs || (steps >= STEPS_MOST && Math.abs(errorNs) < MUCH_NS)) {
            done = true;
            remainingNs = errorNs;
            return;
        }
        if (steps >= STEPS_MOST) {
            effects.event(new GmEvent.Notice(nowMonoNs, "the clock does not go where it is stepped to"));
            restart(stepThresholdNs, nowMonoNs);
            return;
        }
        long deltaNs = -Math.round(errorNs);
        candidateNs = Double.NaN;
        int result = effects.step(deltaNs);
        if (result == 0) {
            steps++;
            effects.event(new GmEvent.ClockStepped(nowMonoNs, deltaNs));
        } else {
            effects.event(new GmEvent.Notice(nowMonoNs, "the clock refuses to be stepped: error " + -result));
            restart(stepThresholdNs, nowMonoNs);
        }
    }
}
