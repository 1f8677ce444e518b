package dev.grandmaster.discipline.pulse;

import java.util.Arrays;

/**
 * Finds out whether the receiver's quantisation errors describe the pulses that we stamp, with which sign, and for which pulse.
 *
 * <p>Receivers differ, firmware has had the sign wrong, messages name the pulse before or after, and a pulse that was made steady elsewhere
 * has no sawtooth at all. Each way to apply them is tried beside the others on the same pulses: the one that makes neighbouring pulses
 * scatter least is taken, or none where none does it by a fifth. Corrections whose sign and pulse are not documented are not used before. The difference of neighbours is looked at, so that no slow motion of
 * the clock disturbs.
 *
 * <p>With S the mean square that the corrections differ by from pulse to pulse, the right way takes S off the variance of the pulses, and
 * corrections that have nothing to do with them add S. A way that is in use is therefore given up from S/2 above on, twice in a row, not
 * already where it helps little: while the sawtooth stands nearly still (a hanging bridge) it hardly can, and is needed most.
 */
public final class SawtoothTrial {

    /** Two minutes: the variance of the differences is known to some 15 %. */
    private static final int PULSES = 120;
    /** A way that is right takes away at least this share of the variance. */
    private static final double USEFUL = 0.2;
    /** Where the corrections move less than this share of the pulses' variance, they are too quiet to be judged. */
    private static final double AUDIBLE = 0.2;
    private static final int[] SIGNS = {1, -1};
    private static final int[] LAGS = {0, -1, 1};
    /** The ways to apply them, the first as UBX-TIM-TP is documented; the last, none. */
    private static final int WAYS = SIGNS.length * LAGS.length + 1;
    private static final int NONE = WAYS - 1;

    /** Sums of the differences of neighbours and of their squares: a steady rate of the clock is in the mean. */
    private final double[] sum = new double[WAYS];
    private final double[] sumOfSquares = new double[WAYS];
    private final double[] before = new double[WAYS];
    private double quantisationBefore;
    private double quantisationSquares;
    private long lastSecond;
    private double lastFreeNs;
    private boolean joined;
    private boolean compared;
    private int count;
    private int way;
    private boolean decided;
    /** The way in use was found useless the last time. */
    private boolean doubted;

    /**
     * The pulse of a second; the one before is judged, for by now the receiver has said all about it.
     *
     * @param freeNs phase of the pulse without what corrections of the clock have moved it by, ns
     * @return true where another way is taken from now on
     */
    public boolean onPulse(long taiSecond, double freeNs, SawtoothCorrections said) {
        boolean follows = joined && taiSecond == lastSecond + 1;
        boolean told = follows && said.has(lastSecond - 1) && said.has(lastSecond) && said.has(taiSecond);
        boolean changed = told && compare(lastSecond, lastFreeNs, said);
        compared = told;
        joined = true;
        lastSecond = taiSecond;
        lastFreeNs = freeNs;
        return changed;
    }

    /** What to add to the stamp of the pulse of that second, ns. */
    public double correctionNs(long taiSecond, SawtoothCorrections said) {
        int taken = way(said);
        return taken == NONE ? 0 : correctionNs(taken, taiSecond, said);
    }

    /** In words, for people. */
    public String text() {
        return way == NONE
                ? "the receiver's quantisation errors do not fit the pulses and are not used"
                : "the receiver's quantisation errors are used with sign " + SIGNS[way / LAGS.length] + ", "
                        + LAGS[way % LAGS.length] + " pulses off";
    }

    private int way(SawtoothCorrections said) {
        return decided || said.documented() ? way : NONE;
    }

    private static double correctionNs(int way, long taiSecond, SawtoothCorrections said) {
        return SIGNS[way / LAGS.length] * said.at(taiSecond + LAGS[way % LAGS.length]);
    }

    private boolean compare(long second, double freeNs, SawtoothCorrections said) {
        for (int i = 0; i < WAYS; i++) {
            double corrected = freeNs + (i == NONE ? 0 : correctionNs(i, second, said));
            if (compared) {
                sum[i] += corrected - before[i];
                sumOfSquares[i] += (corrected - before[i]) * (corrected - before[i]);
            }
            before[i] = corrected;
        }
        if (compared) {
            double moved = said.at(second) - quantisationBefore;
            quantisationSquares += moved * moved;
            count++;
        }
        quantisationBefore = said.at(second);
        return count >= PULSES && decide(way(said));
    }

    private boolean decide(int taken) {
        int best = taken;
        for (int i = 0; i < NONE; i++) {
            if (variance(i) < (1 - USEFUL) * variance(best)) {
                best = i;
            }
        }
        double movedNs2 = quantisationSquares / count;
        double mostNs2 = best == taken ? variance(NONE) + movedNs2 / 2 : (1 - USEFUL) * variance(NONE);
        boolean useless = variance(best) > mostNs2;
        if (useless && (best != taken || doubted)) {
            best = NONE;
        }
        boolean audible = movedNs2 >= AUDIBLE * variance(NONE);
        doubted = audible && useless;
        boolean changed = audible && best != taken;
        if (changed) {
            way = best;
            decided = true;
        }
        Arrays.fill(sum, 0);
        Arrays.fill(sumOfSquares, 0);
        quantisationSquares = 0;
        count = 0;
        return changed;
    }

    private double variance(int i) {
        double mean = sum[i] / count;
        return sumOfSquares[i] / count - mean * mean;
    }
}
