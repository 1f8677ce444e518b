package dev.grandmaster.holdover.model;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Holdovers that are tried in the shadow while the clock is locked: every ten minutes each filter foretells the phase for ten minutes, an
 * hour, four hours and a day, and when that time has come it is held against what the pulses say. So it is known beforehand how good each
 * filter is, and how far the foretold uncertainty can be believed.
 */
final class VirtualHoldovers {

    /** How far ahead, s. */
    static final double[] HORIZONS_S = {600, 3600, 14_400, 86_400};
    private static final double EVERY_S = 600;
    /** What was found fades with this time constant, s: three days. */
    private static final double MEMORY_S = 3 * 86_400;
    /** A holdover is tried after at least this share of its length was observed: sooner nobody would rely on it. */
    private static final double LEARNT = 0.25;
    private static final double SHORTEST_LEARNT_S = 600;
    /** A horizon that was missed by more than this share (pulses were away) says nothing. */
    private static final double LATE = 0.2;

    private final int filters;
    private final Deque<Trial> trials = new ArrayDeque<>();
    private final double[][] squares;
    private final double[] weight = new double[HORIZONS_S.length];
    private final double[] strange = new double[HORIZONS_S.length];
    private final double[] worst = new double[HORIZONS_S.length];
    private final double[] strangeWeight = new double[HORIZONS_S.length];
    private double lastS = Double.NEGATIVE_INFINITY;

    /**
     * A block of pulses, and what is needed to foretell it.
     *
     * @param atS          its mean time, s
     * @param phaseNs      its mean phase without corrections, ns
     * @param warmth       the integrals of the temperature at that time
     * @param nowS         the time of its last pulse, s
     * @param temperatures at that time
     * @param bank         the filters
     */
    record Measured(double atS, double phaseNs, Outlook.Warmth warmth, double nowS, LaggedTemperatures temperatures,
            @SuppressWarnings("ArrayRecordComponent") OscillatorFilter[] bank) {

        /** Square of the error of what was foretold, over its variance. */
        double strangeness(Outlook outlook) {
            double t = atS - outlook.atS();
            double errorNs = phaseNs - outlook.phaseNs(t, nowS, temperatures);
            return errorNs * errorNs
                    / (outlook.varianceNs2(t, nowS, temperatures) + OscillatorFilter.BLOCK_VARIANCE);
        }
    }

    /** One prediction that waits for its time. */
    private static final class Trial {
        final Outlook outlook;
        final double[][] states;
        final Outlook.Warmth warmth;
        final double learntS;
        int next;

        Trial(Outlook outlook, double[][] states, Outlook.Warmth warmth, double learntS) {
            this.outlook = outlook;
            this.states = states;
            this.warmth = warmth;
            this.learntS = learntS;
        }
    }

    VirtualHoldovers(int filters) {
        this.filters = filters;
        this.squares = new double[HORIZONS_S.length][filters];
    }

    /** The phase does not join on to what was: predictions under way are void. */
    void forget() {
        trials.clear();
        lastS = Double.NEGATIVE_INFINITY;
    }

    /** True where the next trial is due. */
    boolean isDue(double nowS) {
        return nowS - lastS >= EVERY_S;
    }

    /** Begins a trial, {@code learntS} seconds after the bank began to observe. */
    void begin(Outlook outlook, OscillatorFilter[] bank, Outlook.Warmth warmth, double learntS) {
        lastS = outlook.atS();
        if (learntS < SHORTEST_LEARNT_S) {
            return;
        }
        double[][] states = new double[filters][OscillatorFilter.STATES];
        for (int k = 0; k < filters; k++) {
            for (int i = 0; i < OscillatorFilter.STATES; i++) {
                states[k][i] = bank[k].state(i);
            }
        }
        trials.add(new Trial(outlook, states, warmth, learntS));
    }

    /** Holds what was foretold for the time of a block against its phase. */
    void judge(Measured block) {
        for (Trial trial : trials) {
            double t = block.atS() - trial.outlook.atS();
            while (trial.next < HORIZONS_S.length && t >= HORIZONS_S[trial.next] * 0.999) {
                if (t <= HORIZONS_S[trial.next] * (1 + LATE) + EVERY_S / 2
                        && trial.learntS >= LEARNT * HORIZONS_S[trial.next]) {
                    judge(trial, t, block);
                }
                trial.next++;
            }
        }
        while (!trials.isEmpty() && trials.getFirst().next >= HORIZONS_S.length) {
            trials.removeFirst();
        }
    }

    private void judge(Trial trial, double t, Measured block) {
        int horizon = trial.next;
        double keep = Math.exp(-EVERY_S / MEMORY_S);
        weight[horizon] = weight[horizon] * keep + 1;
        double share = 1 / weight[horizon];
        for (int k = 0; k < filters; k++) {
            double[] x = trial.states[k];
            Assumption assumption = block.bank()[k].assumption;
            int lag = assumption.lag();
            double[] h = assumption.drift().row(t, lag < 0 ? 0 : block.warmth().sumKs(lag) - trial.warmth.sumKs(lag),
                    lag < 0 ? 0 : block.warmth().sumK2s(lag) - trial.warmth.sumK2s(lag));
            double foretoldNs = 0;
            for (int i = 0; i < h.length; i++) {
                foretoldNs += h[i] * x[i];
            }
            double errorNs = block.phaseNs() - foretoldNs;
            squares[horizon][k] += share * (errorNs * errorNs - squares[horizon][k]);
        }
        double strangeNow = block.strangeness(trial.outlook);
        strangeWeight[horizon] = strangeWeight[horizon] * keep + 1;
        strange[horizon] += (strangeNow - strange[horizon]) / strangeWeight[horizon];
        worst[horizon] = Math.max(worst[horizon] * keep, strangeNow);
    }

    /** How many predictions of the filters that do not overlap have been judged for a horizon. */
    double independent(int horizon) {
        return weight[horizon] * EVERY_S / HORIZONS_S[horizon];
    }

    /** The same for what was foretold of the uncertainty, former runs included. */
    double independentStrangeness(int horizon) {
        return strangeWeight[horizon] * EVERY_S / HORIZONS_S[horizon];
    }

    /** Mean square error of a filter at a horizon, ns^2. */
    double meanSquareNs2(int horizon, int filter) {
        return squares[horizon][filter];
    }

    /** Mean square of error over foretold standard deviation at a horizon: 1 where the uncertainty was foretold rightly. */
    double strangeness(int horizon) {
        return strange[horizon];
    }

    /** The worst of them lately. */
    double worst(int horizon) {
        return worst[horizon];
    }

    /** Takes up what a former run had found of the uncertainty. */
    void restore(OscillatorMemory memory) {
        for (int horizon = 0; horizon < HORIZONS_S.length; horizon++) {
            strange[horizon] = memory.strangeness().get(horizon);
            strangeWeight[horizon] = memory.independent().get(horizon) * HORIZONS_S[horizon] / EVERY_S;
        }
    }
}
