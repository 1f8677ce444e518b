package dev.grandmaster.discipline.servo;

import java.util.ArrayList;
import java.util.List;

/**
 * From errors of the clock to frequency corrections, for any oscillator without tuning: filters that differ in how much they believe the
 * oscillator wanders, and in what walks (its frequency, its drift, or the received time), run side by side on the same pulses, and the one
 * that foretells the pulses best steers.
 *
 * <p>The measure is the log-likelihood of the innovations, {@code L <- L exp(-dt/7200 s) - (r^2/S + ln S) / 2}, with r the innovation and
 * S its variance: a filter that is too slow is surprised by r, one that is too fast pays for its large S. Only how far it wanders by itself
 * decides: an oscillator in a warm draught gets a fast loop, the same one in a quiet rack a slow one.
 */
public final class FilterBank {

    /** The walk of the frequency q2, ppb^2/s: from the best caesium to a bare crystal in the wind, a filter per decade. */
    private static final double SMALLEST_Q2 = 1e-11;
    private static final int WALKS = 14;
    /**
     * The walk of the phase q1, ns^2/s, beside the slow ones of the frequency: what the receiver believes the second to be wanders by some
     * 2 ns within 1000 s (ionosphere, multipath), and a process of that memory has 2 sigma^2 / T = 0.008. A rubidium's white FM is 0.001.
     */
    private static final double RECEIVER_Q1 = 0.01;
    private static final int SLOW_WALKS = 6;
    /**
     * A crystal follows the air through its can, in a minute or so: its frequency does not jump about, its drift does. In these filters the
     * drift walks as far within half a minute as the frequency in those of the same q2: q3 = q2 / T^2.
     */
    private static final double WARMING_S = 33;
    private static final int FAST_WALKS = 8;
    /** Two hours of pulses decide: shorter, and chance chooses between slow filters; longer, and a new draught is found too late. */
    private static final double MEMORY_S = 7200;
    /** Another filter steers when it has been better by so much (a factor of 20 in likelihood) for so long. */
    private static final double CLEARLY = 3;
    private static final double PATIENCE_S = 60;
    /**
     * Drift to be expected of any oscillator beside its walk, ppb a day: that of a plain crystal, so that the warmth of the day is followed
     * too. One figure for all: a drift so small shows within hours, and by then it is measured.
     */
    private static final double DRIFT_PPB_PER_DAY = 5;
    /** It changes by this share of itself in a day. */
    private static final double DRIFT_WALK = 0.3;
    private static final double DAY_S = 86_400;
    /** Innovations beyond this many sigmas weigh less, beyond {@link #OUTLIER_SIGMAS} nothing. */
    private static final double DOUBTFUL_SIGMAS = 3;
    private static final double OUTLIER_SIGMAS = 6;
    /** Nearer than this no pulse is an outlier, ns: bridges of the receiver's sawtooth and steps of the capture are no faults. */
    private static final double OUTLIER_LEAST_NS = 30;
    /** The phase is pulled to zero in T_c = 0.1/K s, K the share of an innovation that goes into the phase: slower where the phase is
     * known well, so that the pull carries no noise of the pulses into the frequency, within these bounds. */
    private static final double PULL_GAIN = 0.1;
    private static final double FASTEST_PULL_S = 1;
    private static final double SLOWEST_PULL_S = 30;

    private final ClockFilter[] filters;
    private final double[] logLikelihood;
    private final double limitPpb;
    private int steering;
    private double betterForS;
    private double gain = 1;

    /**
     * @param loopS    where to begin: the time constant 1/omega that usually suits such an oscillator, s
     * @param noiseNs  of a pulse that this time constant is meant for, standard deviation
     * @param limitPpb what the clock can be steered by at most, ppb
     */
    public FilterBank(double loopS, double noiseNs, double limitPpb) {
        this.limitPpb = limitPpb;
        double walk = DRIFT_WALK * DRIFT_PPB_PER_DAY / DAY_S;
        double q3 = walk * walk / DAY_S;
        // omega = (q2/R)^(1/4), solved for q2.
        double expectedQ2 = Math.pow(loopS, -4) * noiseNs * noiseNs;
        List<ClockFilter> bank = new ArrayList<>();
        for (int i = 0; i < WALKS; i++) {
            double q2 = SMALLEST_Q2 * Math.pow(10, i);
            if (q2 <= expectedQ2 * Math.sqrt(10)) {
                steering = bank.size();
            }
            bank.add(new ClockFilter(0, q2, q3));
            if (i < SLOW_WALKS) {
                bank.add(new ClockFilter(RECEIVER_Q1, q2, q3));
            }
            if (i >= WALKS - FAST_WALKS) {
                bank.add(new ClockFilter(0, 0, q3 + q2 / (WARMING_S * WARMING_S)));
            }
        }
        filters = bank.toArray(ClockFilter[]::new);
        logLikelihood = new double[filters.length];
    }

    /**
     * The states begin anew; which filter suits the oscillator stays known.
     *
     * @param phaseNs       error of the clock now, ns
     * @param phaseSigmaNs  and its standard deviation
     * @param correctionPpb the correction that is believed to keep the frequency right, ppb
     * @param sigmaPpb      and its standard deviation
     */
    public void start(double phaseNs, double phaseSigmaNs, double correctionPpb, double sigmaPpb) {
        for (ClockFilter filter : filters) {
            filter.start(phaseNs, phaseSigmaNs, -correctionPpb, sigmaPpb, DRIFT_PPB_PER_DAY / DAY_S);
        }
        betterForS = 0;
        gain = 1;
    }

    /**
     * True for an error that does not fit what is known of the clock. Asks only.
     *
     * @param offsetNs     error of the clock, ns, positive ahead
     * @param movedNs      what the corrections have moved the clock by since the last accepted error, ns
     * @param intervalS    seconds since then
     * @param noiseNs      standard deviation of a pulse, ns
     */
    public boolean isOutlier(double offsetNs, double movedNs, double intervalS, double noiseNs) {
        ClockFilter filter = filters[steering];
        double innovationNs = Math.abs(offsetNs - filter.phaseAfter(intervalS, movedNs));
        double sigmaNs = Math.sqrt(filter.phaseVarianceAfter(intervalS) + noiseNs * noiseNs);
        return innovationNs > Math.max(OUTLIER_LEAST_NS, OUTLIER_SIGMAS * sigmaNs);
    }

    /** Takes an accepted error; the arguments are those of {@link #isOutlier}. */
    public void onOffset(double offsetNs, double movedNs, double intervalS, double noiseNs) {
        double r = noiseNs * noiseNs;
        double memory = Math.exp(-intervalS / MEMORY_S);
        for (int i = 0; i < filters.length; i++) {
            ClockFilter filter = filters[i];
            filter.predict(intervalS, movedNs);
            double innovationNs = offsetNs - filter.phaseNs();
            double s = filter.phaseVariance() + r;
            double strange = innovationNs * innovationNs / s;
            double doubtful = strange / (DOUBTFUL_SIGMAS * DOUBTFUL_SIGMAS);
            // Surprises count up to the edge of the gate: what lies beyond says nothing about the oscillator.
            logLikelihood[i] = memory * logLikelihood[i]
                    - (Math.min(strange, OUTLIER_SIGMAS * OUTLIER_SIGMAS) + Math.log(s)) / 2;
            filter.update(offsetNs, r * Math.max(1, doubtful));
            if (i == steering) {
                gain = 1 - r / s;
            }
        }
        chooseFilter(intervalS);
    }

    private void chooseFilter(double intervalS) {
        int best = 0;
        for (int i = 1; i < filters.length; i++) {
            if (logLikelihood[i] > logLikelihood[best]) {
                best = i;
            }
        }
        boolean clearly = logLikelihood[best] - logLikelihood[steering] > CLEARLY;
        betterForS = clearly ? betterForS + intervalS : 0;
        if (betterForS >= PATIENCE_S) {
            steering = best;
            betterForS = 0;
        }
    }

    /** The correction to apply until the next pulse, ppb: keeps the frequency and pulls the phase. */
    public double correctionPpb() {
        double pullS = Math.clamp(PULL_GAIN / gain, FASTEST_PULL_S, SLOWEST_PULL_S);
        return Math.clamp(frequencyPpb() - filters[steering].phaseNs() / pullS, -limitPpb, limitPpb);
    }

    /** The correction without the part that pulls the phase, ppb: for the time after a pulse that did not come. */
    public double frequencyPpb() {
        ClockFilter filter = filters[steering];
        return -(filter.frequencyPpb() + filter.driftPpbPerS() / 2);
    }

    /** The standard deviation of that frequency, ppb. */
    public double frequencySigmaPpb() {
        return Math.sqrt(filters[steering].frequencyVariance());
    }

    /** The error of the clock at the last accepted pulse, as the filter sees it, ns. */
    public double phaseNs() {
        return filters[steering].phaseNs();
    }

    /** Standard deviation of that error, ns, as far as the pulses' own noise causes it. */
    public double phaseSigmaNs() {
        return Math.sqrt(filters[steering].phaseVariance());
    }

    /** The walk of the frequency that the oscillator is found to have, ppb^2/s, to the decade. */
    public double walkPpb2PerS() {
        return filters[steering].q2;
    }
}
