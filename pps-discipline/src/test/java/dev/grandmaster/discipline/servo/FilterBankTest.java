package dev.grandmaster.discipline.servo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class FilterBankTest {

    private static final double NOISE_NS = 8;
    private static final long SEED = 7;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private double errorNs;
    private double movedNs;

    /** One second of an oscillator, then its pulse. */
    private void second(FilterBank bank, double oscillatorPpb) {
        bank.onOffset(errorNs + NOISE_NS * random.nextGaussian(), movedNs, 1, NOISE_NS);
        movedNs = bank.correctionPpb();
        errorNs += oscillatorPpb + movedNs;
    }

    @Test
    void takesAwayPhaseAndFrequencyErrorFromADiffuseStart() {
        FilterBank bank = new FilterBank(90, NOISE_NS, 1e6);
        bank.start(0, 1e4, 0, 1e4);
        errorNs = 5_000;
        for (int i = 0; i < 60; i++) {
            second(bank, 800);
        }
        assertEquals(0, errorNs, 6, "seed " + SEED);
        assertEquals(-800, bank.frequencyPpb(), 0.5);
        assertTrue(bank.phaseSigmaNs() < 4 && bank.frequencySigmaPpb() < 0.5);
    }

    @Test
    void findsTheFilterThatSuitsTheOscillatorFromEitherSide() {
        double walkPpb2PerS = 1e-5;
        for (double loopS : new double[]{1, 400}) {
            FilterBank bank = new FilterBank(loopS, NOISE_NS, 1e6);
            bank.start(0, 100, 0, 100);
            errorNs = 0;
            movedNs = 0;
            double oscillatorPpb = 20;
            for (int i = 0; i < 10_000; i++) {
                oscillatorPpb += Math.sqrt(walkPpb2PerS) * random.nextGaussian();
                second(bank, oscillatorPpb);
            }
            double decades = Math.log10(bank.walkPpb2PerS() / walkPpb2PerS);
            assertEquals(0, decades, 1.01, "seed " + SEED + ", from a loop of " + loopS + " s");
        }
    }

    @Test
    void knowsAnOutlierByWhatIsKnownOfTheClock() {
        FilterBank bank = new FilterBank(90, NOISE_NS, 1e6);
        bank.start(0, 1e4, 0, 1e4);
        assertFalse(bank.isOutlier(5_000, 0, 1, NOISE_NS), "nothing is known yet");
        for (int i = 0; i < 600; i++) {
            second(bank, 3);
        }
        assertFalse(bank.isOutlier(errorNs + 4 * NOISE_NS, movedNs, 1, NOISE_NS));
        assertTrue(bank.isOutlier(errorNs + 7 * NOISE_NS, movedNs, 1, NOISE_NS));
        assertTrue(bank.isOutlier(errorNs - 7 * NOISE_NS, movedNs, 1, NOISE_NS));
    }

    @Test
    void longGapsBetweenPulsesAreNoTransient() {
        for (int intervalS : new int[]{2, 5, 16}) {
            FilterBank bank = new FilterBank(10, NOISE_NS, 1e6);
            bank.start(0, 2e3, 0, 1e3);
            errorNs = 1_000;
            movedNs = 0;
            for (int i = 0; i < 200; i++) {
                bank.onOffset(errorNs, movedNs, intervalS, NOISE_NS);
                movedNs = bank.correctionPpb() + (intervalS - 1) * bank.frequencyPpb();
                errorNs += intervalS * 50 + movedNs;
            }
            assertEquals(0, errorNs, 1, "interval " + intervalS);
        }
    }

    @Test
    void neverAsksForMoreThanTheClockCan() {
        FilterBank bank = new FilterBank(10, NOISE_NS, 100);
        bank.start(1e6, 10, 0, 10);
        assertEquals(-100, bank.correctionPpb());
    }
}
