package dev.grandmaster.holdover.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import dev.grandmaster.holdover.model.VirtualHoldovers.Measured;
import org.jspecify.annotations.Nullable;

/**
 * Learns any oscillator without being told what it is: filters that differ in how far it wanders, which temperature it feels and how fast
 * its drift changes run side by side on the same pulses. What is foretold is their weighted mean. A filter's weight is how well it foretold
 * the past: with a mean square error m over n independent virtual holdovers of one length its likelihood goes with {@code m^(-n/2)}, as that
 * of n normal errors of unknown variance does. Together with the prior, over the lengths h of {@link VirtualHoldovers#HORIZONS_S}:
 *
 * <pre>
 *     ln w_k = ln prior_k - ln(i_k) / 2 - sum over h of min(n_h, 16) ln(m_hk) / 2 + constant
 * </pre>
 *
 * with i_k the mean square of the last hour's innovations, ns^2.
 *
 * <p>The uncertainty is that of the filters and the spread between them, times what the virtual holdovers have shown it to be wrong by.
 */
public final class OscillatorBank implements OscillatorModel {

    /** Pulses of so long are averaged to one, s: short against what oscillators do, long against the noise of pulses. */
    private static final double BLOCK_S = 60;
    private static final double SHORTEST_BLOCK_S = 10;
    /** Pulses of so long are the recent ones, s: ten of them scatter a third as much as one. */
    private static final double RECENT_S = 10;
    /** A filter for each decade of q2 from there on, ppb^2/s: from the best rubidium to a bare crystal in the wind. */
    private static final double SMALLEST_Q2 = 1e-12;
    private static final int DECADES = 12;
    /** Innovations count as one trial, so that there is an order before the first virtual holdovers; mean of so many blocks, an hour. */
    private static final double INNOVATION_TRIALS = 1;
    private static final double INNOVATION_MEMORY = 60;
    /**
     * Each length of holdover counts as so many trials at most, so that the many short ones do not outvote the few long ones: about what
     * those of four hours come to in the three days that are remembered.
     */
    private static final double MOST_TRIALS = 16;
    /** A class that was told is right within a decade of q2, a factor of three in Allan deviation, one standard deviation. */
    private static final double CLASS_DECADES = 1;
    /**
     * What is not needed to foretell is not believed: log weight that each factor of e of restlessness costs, and a drift that dies down.
     * An hour of pulses is then a straight line, until holdovers have shown better. Both figures were chosen on the records of
     * docs/discipline.md; no theory gives them.
     */
    private static final double RESTLESS = 0.5;
    private static final double TURNING = 7;
    /** The bound covers the worst virtual holdover of the last days with this factor on the variance. */
    private static final double BEYOND_WORST = 2;
    /** Before virtual holdovers have shown anything they count as this many that went twice as badly as foretold. */
    private static final double DOUBT_TRIALS = 2;
    private static final double DOUBT = 4;
    /** And where a length was not tried, the variance is wrong by so many times as much as at the length before: a day is, after a day. */
    private static final double LONGER = 1.25;
    /** Smaller than half of what was foretold the uncertainty is never taken to be. */
    private static final double LEAST_STRANGENESS = 0.25;
    /** A frequency before anything is known, ppb. */
    private static final double ANY_PPB = 1e5;
    /** The worst that a class is expected to do is so many standard deviations. */
    private static final double WORST_SIGMAS = 2;
    private static final double DAY_S = 86_400;

    private final @Nullable OscillatorPrior prior;
    private final OscillatorFilter[] filters;
    private final double[] priorLog;
    private final double[] weights;
    private final double[] innovationSquares;
    private final LaggedTemperatures temperatures = new LaggedTemperatures();
    private final VirtualHoldovers trials;
    private final Block block = new Block();
    private final Recent recent = new Recent();

    private double nowS;
    private double observedS;
    private double correctedNs;
    private double blocks;
    private boolean joined;
    private boolean guessing = true;
    private double lastS;
    private Outlook.Warmth lastWarmth = Outlook.Warmth.none();
    private Forecast forecast;
    private double learntS;
    private double innovationStrangeness;

    /** Pulses that are averaged. */
    private static final class Block {
        int count;
        double startS;
        double timeS;
        double phaseNs;
        final double[] sumKs = new double[LaggedTemperatures.COUNT];
        final double[] sumK2s = new double[LaggedTemperatures.COUNT];

        void add(double nowS, double freeNs, LaggedTemperatures temperatures) {
            if (count == 0) {
                startS = nowS;
                timeS = 0;
                phaseNs = 0;
                Arrays.fill(sumKs, 0);
                Arrays.fill(sumK2s, 0);
            }
            count++;
            timeS += (nowS - timeS) / count;
            phaseNs += (freeNs - phaseNs) / count;
            for (int lag = 0; lag < LaggedTemperatures.COUNT; lag++) {
                sumKs[lag] += (temperatures.sumKs(lag) - sumKs[lag]) / count;
                sumK2s[lag] += (temperatures.sumK2s(lag) - sumK2s[lag]) / count;
            }
        }
    }

    /** The latest pulses, averaged. */
    private static final class Recent {
        int count;
        double startS;
        double sumS;
        double sumNs;
        double atS = Double.NaN;
        double phaseNs;

        void restart() {
            count = 0;
            atS = Double.NaN;
        }

        void add(double nowS, double freeNs) {
            if (count == 0) {
                startS = nowS;
                sumS = 0;
                sumNs = 0;
            }
            count++;
            sumS += nowS - startS;
            sumNs += freeNs;
            if (nowS - startS >= RECENT_S - 1.5) {
                atS = startS + sumS / count;
                phaseNs = sumNs / count;
                count = 0;
            }
        }
    }

    /** An oscillator of which nothing is known. */
    public OscillatorBank() {
        this(null);
    }

    /** @param prior the figures of its class; null: nobody knows */
    public OscillatorBank(@Nullable OscillatorPrior prior) {
        this.prior = prior;
        double expectedQ2 = prior == null ? Double.NaN : prior.walkPpb2PerS();
        double mostAgeing = prior == null
                ? Double.POSITIVE_INFINITY
                : prior.ageingPpbPerDay() / DAY_S / WORST_SIGMAS;
        List<Assumption> assumptions = new ArrayList<>();
        for (int decade = 0; decade < DECADES; decade++) {
            double q2 = SMALLEST_Q2 * Math.pow(10, decade);
            for (int lag = -1; lag < LaggedTemperatures.COUNT; lag++) {
                for (Drift drift : Drift.values()) {
                    // Without a thermometer all warmth is unseen, and much of it stays.
                    if (lag >= 0 || !drift.isUnseenToo()) {
                        assumptions.add(new Assumption(q2, lag, drift, mostAgeing));
                    }
                }
            }
        }
        filters = assumptions.stream().map(OscillatorFilter::new).toArray(OscillatorFilter[]::new);
        trials = new VirtualHoldovers(filters.length);
        innovationSquares = new double[filters.length];
        weights = new double[filters.length];
        priorLog = new double[filters.length];
        for (int k = 0; k < filters.length; k++) {
            double away = Math.log10(filters[k].assumption.q2() / expectedQ2) / CLASS_DECADES;
            double restless = RESTLESS * Math.log(filters[k].assumption.restlessness() / SMALLEST_Q2);
            priorLog[k] = (Double.isNaN(away) ? -restless : -away * away / 2)
                    - (filters[k].assumption.drift().goesOn() ? 0 : TURNING);
        }
        for (OscillatorFilter filter : filters) {
            filter.set(OscillatorFilter.FREQUENCY, 0, ANY_PPB);
        }
        weigh();
        forecast = new Forecast(new Outlook(0, filters, weights, warmth()), believedStrangeness());
    }

    @Override
    public void guess(double correctionPpb, double sigmaPpb) {
        for (OscillatorFilter filter : filters) {
            filter.set(OscillatorFilter.FREQUENCY, -correctionPpb, Math.min(sigmaPpb, ANY_PPB));
        }
        guessing = true;
        weigh();
        if (joined) {
            foretell(lastS, lastWarmth);
        } else {
            foretell(nowS, warmth());
        }
    }

    @Override
    public boolean isGuessing() {
        return guessing;
    }

    @Override
    public void observe(double intervalS, double movedNs, double residualNs, double celsius) {
        temperatures.pass(intervalS, celsius);
        nowS += intervalS;
        observedS = nowS;
        correctedNs += movedNs;
        block.add(nowS, residualNs - correctedNs, temperatures);
        recent.add(nowS, residualNs - correctedNs);
        // Short blocks at first, or minutes would pass without a frequency.
        double blockS = Math.clamp(learntS / 10, SHORTEST_BLOCK_S, BLOCK_S);
        // The next pulse would no longer be of this block.
        if (nowS - block.startS + Math.max(1, intervalS) > blockS - 0.5) {
            finishBlock(BLOCK_S / blockS);
        }
    }

    /** @param noise how many times the usual the variance of the block is */
    private void finishBlock(double noise) {
        double t = block.timeS;
        double phaseNs = block.phaseNs;
        Outlook.Warmth warmth = new Outlook.Warmth(deviations(), block.sumKs.clone(), block.sumK2s.clone());
        if (joined) {
            Measured measured = new Measured(t, phaseNs, warmth, nowS, temperatures, filters);
            trials.judge(measured);
            blocks++;
            learntS += t - lastS;
            double share = 1 / Math.min(blocks, INNOVATION_MEMORY);
            innovationStrangeness += share
                    * (measured.strangeness(forecast.outlook()) - innovationStrangeness);
            for (int k = 0; k < filters.length; k++) {
                OscillatorFilter filter = filters[k];
                int lag = filter.assumption.lag();
                double i1 = lag < 0 ? 0 : block.sumKs[lag] - lastWarmth.sumKs(lag);
                double i2 = lag < 0 ? 0 : block.sumK2s[lag] - lastWarmth.sumK2s(lag);
                filter.predict(t - lastS, i1, i2);
                double innovationNs = filter.update(phaseNs, noise * OscillatorFilter.BLOCK_VARIANCE);
                innovationSquares[k] += share * (innovationNs * innovationNs - innovationSquares[k]);
            }
            guessing = false;
        } else {
            for (OscillatorFilter filter : filters) {
                if (t > lastS) {
                    filter.predict(t - lastS, 0, 0);
                }
                filter.set(OscillatorFilter.PHASE, phaseNs, Math.sqrt(noise * OscillatorFilter.BLOCK_VARIANCE));
            }
            joined = true;
        }
        lastS = t;
        lastWarmth = warmth;
        block.count = 0;
        weigh();
        foretell(t, lastWarmth);
        if (trials.isDue(t)) {
            trials.begin(forecast.outlook(), filters, lastWarmth, learntS);
        }
    }

    private void foretell(double atS, Outlook.Warmth warmth) {
        forecast = new Forecast(new Outlook(atS, filters, weights, warmth), believedStrangeness());
    }

    private double[] deviations() {
        return IntStream.range(0, LaggedTemperatures.COUNT).mapToDouble(temperatures::deviationK).toArray();
    }

    private Outlook.Warmth warmth() {
        return new Outlook.Warmth(deviations(),
                IntStream.range(0, LaggedTemperatures.COUNT).mapToDouble(temperatures::sumKs).toArray(),
                IntStream.range(0, LaggedTemperatures.COUNT).mapToDouble(temperatures::sumK2s).toArray());
    }

    /** The posterior weight of each filter. */
    private void weigh() {
        double best = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < filters.length; k++) {
            double log = priorLog[k];
            if (blocks > 0) {
                log -= Math.min(blocks, INNOVATION_TRIALS) / 2 * Math.log(innovationSquares[k] + 1e-9);
            }
            for (int horizon = 0; horizon < VirtualHoldovers.HORIZONS_S.length; horizon++) {
                double trialsJudged = Math.min(trials.independent(horizon), MOST_TRIALS);
                if (trialsJudged > 0) {
                    log -= trialsJudged / 2 * Math.log(trials.meanSquareNs2(horizon, k) + 1e-9);
                }
            }
            boolean usable = filters[k].assumption.lag() < 0 || temperatures.isKnown();
            weights[k] = usable ? log : Double.NEGATIVE_INFINITY;
            best = Math.max(best, weights[k]);
        }
        double sum = 0;
        for (int k = 0; k < filters.length; k++) {
            weights[k] = Math.exp(weights[k] - best);
            sum += weights[k];
        }
        for (int k = 0; k < filters.length; k++) {
            weights[k] /= sum;
        }
    }

    @Override
    public void coast(double intervalS, double celsius) {
        temperatures.pass(intervalS, celsius);
        nowS += intervalS;
    }

    @Override
    public void forget() {
        // The oscillator went on meanwhile; only the phase is lost.
        for (OscillatorFilter filter : filters) {
            filter.predict(Math.max(0, nowS - lastS), 0, 0);
            filter.set(OscillatorFilter.PHASE, 0, 1);
        }
        lastS = Math.max(lastS, nowS);
        observedS = nowS;
        joined = false;
        block.count = 0;
        recent.restart();
        correctedNs = 0;
        trials.forget();
        // After a restart the thermometer has spoken by now: the filters that feel it count again.
        weigh();
        foretell(lastS, warmth());
    }

    @Override
    public void restore(OscillatorMemory memory) {
        if (Double.isFinite(memory.celsius())) {
            temperatures.refer(memory.celsius());
        }
        for (int k = 0; k < filters.length; k++) {
            OscillatorFilter filter = filters[k];
            Assumption assumption = filter.assumption;
            filter.set(OscillatorFilter.FREQUENCY, memory.state().get(0), memory.sigma().get(0));
            if (assumption.drift().goesOn() && assumption.lag() >= 0) {
                filter.set(OscillatorFilter.DRIFT, memory.state().get(1), memory.sigma().get(1));
            }
            if (assumption.lag() >= 0 && memory.lagS() > 0) {
                filter.set(OscillatorFilter.LINEAR, memory.state().get(2), memory.sigma().get(2));
                filter.set(OscillatorFilter.QUADRATIC, memory.state().get(3), memory.sigma().get(3));
            }
            // The likeliest filter of the former run, give or take its neighbours.
            double decades = Math.log10(assumption.restlessness() / memory.q2());
            priorLog[k] = -decades * decades - (assumption.drift().goesOn() ? 0 : TURNING)
                    - (memory.lagS() > 0 ? away(assumption.lag(), memory.lagS()) : assumption.lag() < 0 ? 0 : TURNING);
        }
        guessing = false;
        trials.restore(memory);
        weigh();
        foretell(nowS, warmth());
    }

    private double away(int lag, double lagS) {
        return lag < 0 ? TURNING : Math.abs(Math.log(temperatures.lagS(lag) / lagS)) / Math.log(2);
    }

    @Override
    public double correctionPpb() {
        return -forecast.outlook().frequencyPpb(nowS, temperatures);
    }

    @Override
    public double correctionSigmaPpb() {
        return Math.sqrt(forecast.outlook().frequencyVariance(nowS, temperatures) * forecast.strangenessAt(0));
    }

    @Override
    public double growthNs(double ageS) {
        double shown = 1 + trials.independentStrangeness(1);
        double unshownNs = prior == null ? 0 : prior.worstNs(Math.max(0, ageS)) / (shown * shown);
        // A frequency that was told is of the last pulse, one that was learnt is of the last block.
        double sinceS = guessing ? observedS : forecast.outlook().atS();
        return unshownNs + forecast.growthNs(observedS + ageS - sinceS, nowS, temperatures);
    }

    /** How wrong the foretold variance is at each length: what virtual holdovers have shown, and doubt while they are few. */
    private double[] believedStrangeness() {
        double[] believed = new double[VirtualHoldovers.HORIZONS_S.length];
        double shorter = innovationStrangeness;
        for (int horizon = 0; horizon < believed.length; horizon++) {
            double n = trials.independentStrangeness(horizon);
            // What is not known of long holdovers is more doubtful than what is known of shorter ones.
            double expected = Math.max(DOUBT, LONGER * shorter);
            believed[horizon] = Math.max(LEAST_STRANGENESS,
                    (n * trials.strangeness(horizon) + DOUBT_TRIALS * expected) / (n + DOUBT_TRIALS));
            // The bound covers the worst virtual holdover of the last days.
            believed[horizon] = Math.max(believed[horizon],
                    trials.worst(horizon) * BEYOND_WORST / (Forecast.SIGMAS * Forecast.SIGMAS));
            shorter = believed[horizon];
        }
        return believed;
    }

    @Override
    public Forecast forecast() {
        return forecast;
    }

    @Override
    public double recentAtS() {
        return recent.atS;
    }

    @Override
    public double surpriseNs(Forecast made) {
        return recent.phaseNs - made.outlook().phaseNs(recent.atS - made.atS(), nowS, temperatures);
    }

    @Override
    public Checkpoint checkpoint() {
        return new Checkpoint(forecast,
                Arrays.stream(filters).map(OscillatorFilter::save).toArray(double[][]::new));
    }

    @Override
    public double errorNs(Forecast made) {
        return made.outlook().phaseNs(observedS - made.atS(), nowS, temperatures) + correctedNs;
    }

    @Override
    public void resume(Checkpoint checkpoint) {
        Outlook outlook = checkpoint.forecast().outlook();
        for (int k = 0; k < filters.length; k++) {
            filters[k].load(checkpoint.filter(k));
        }
        lastS = outlook.atS();
        lastWarmth = outlook.warmth();
        forecast = checkpoint.forecast();
        joined = false;
        block.count = 0;
        recent.restart();
        trials.forget();
    }

    /** The phase without corrections, ns, that a forecast gives for now. */
    public double phaseNs(Forecast made) {
        return made.outlook().phaseNs(nowS - made.outlook().atS(), nowS, temperatures);
    }

    /** How far that may be off by now, ns. */
    public double growthNs(Forecast made) {
        return made.growthNs(nowS - made.outlook().atS(), nowS, temperatures);
    }

    @Override
    public @Nullable OscillatorMemory memory() {
        if (learntS == 0) {
            return null;
        }
        Outlook outlook = forecast.outlook();
        List<Double> state = new ArrayList<>();
        List<Double> sigma = new ArrayList<>();
        for (int i = 1; i <= OscillatorMemory.STATES; i++) {
            state.add(outlook.state(i));
            sigma.add(Math.sqrt(outlook.covariance(i, i)));
        }
        List<Double> strangeness = new ArrayList<>();
        List<Double> independent = new ArrayList<>();
        for (int horizon = 0; horizon < VirtualHoldovers.HORIZONS_S.length; horizon++) {
            strangeness.add(trials.strangeness(horizon));
            independent.add(trials.independentStrangeness(horizon));
        }
        Assumption likeliest = outlook.likeliest();
        double lagS = likeliest.lag() < 0 ? 0 : temperatures.lagS(likeliest.lag());
        return new OscillatorMemory(state, sigma, temperatures.referenceC(), lagS, likeliest.restlessness(),
                strangeness,
                independent);
    }
}
