package dev.grandmaster.linux.time;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class StepWatchTest {

    private static final long SEED = 7;
    private static final long TENTH_NS = 100_000_000;

    private final StepWatch watch = new StepWatch();
    private final SplittableRandom random = new SplittableRandom(SEED);
    private double clockNs = 1.7e18;
    private long rawNs = 5_000_000_000L;
    /** Of the crystal, without correction. */
    private double crystalPpb = 37_000;
    private long windowNs = 200;

    private boolean look(double appliedPpb) {
        return look(appliedPpb, TENTH_NS);
    }

    private boolean look(double appliedPpb, long afterNs) {
        rawNs += afterNs;
        clockNs += afterNs + (crystalPpb + appliedPpb) * afterNs * 1e-9;
        long read = Math.round(clockNs - 1.7e18 + (random.nextDouble() * 2 - 1) * windowNs)
                + 1_700_000_000_000_000_000L;
        return watch.isStepped(read, rawNs, windowNs, appliedPpb);
    }

    private void learn() {
        for (int i = 0; i < 60; i++) {
            assertFalse(look(i < 30 ? 0 : -37_000), "reading " + i);
        }
    }

    @Test
    void aStepAboveTheWindowsAndTwoMicrosecondsIsTold() {
        learn();
        clockNs += 3_000;
        assertTrue(look(-37_000));
        assertFalse(look(-37_000));
        clockNs -= 3_000;
        assertTrue(look(-37_000));
    }

    @Test
    void aSmallerOneIsNot() {
        learn();
        clockNs += 1_500;
        assertFalse(look(-37_000));
    }

    @Test
    void nothingIsToldBeforeTheFrequencyIsKnown() {
        assertFalse(look(0));
        clockNs += 20_000;
        assertFalse(look(0));
    }

    @Test
    void ownStepsAndChangesOfTheCorrectionAreNone() {
        learn();
        for (int i = 0; i < 50; i++) {
            assertFalse(look(i % 2 == 0 ? 90_000 : -90_000));
        }
        clockNs += 5e9;
        watch.skip();
        assertFalse(look(0));
        assertFalse(look(0));
        clockNs += 5_000;
        assertTrue(look(0));
    }

    @Test
    void aCrystalThatWarmsUpAndALongSilenceAreNone() {
        learn();
        for (int i = 0; i < 3_000; i++) {
            crystalPpb += 5;
            assertFalse(look(-37_000), "reading " + i);
        }
        assertFalse(look(-37_000, 3_600_000_000_000L));
    }

    @Test
    void aWideWindowTellsLess() {
        windowNs = 50_000;
        learn();
        clockNs += 40_000;
        assertFalse(look(-37_000));
        windowNs = 200;
        look(-37_000);
        clockNs += 40_000;
        assertTrue(look(-37_000));
    }
}
