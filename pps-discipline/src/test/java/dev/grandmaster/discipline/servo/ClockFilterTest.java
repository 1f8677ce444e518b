package dev.grandmaster.discipline.servo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ClockFilterTest {

    @Test
    void settlesAtTheGainsThatTheRiccatiEquationGives() {
        double q2 = 1e-6;
        double r = 30;
        ClockFilter filter = new ClockFilter(0, q2, 0);
        filter.start(0, 100, 0, 100, 0);
        for (int i = 0; i < 5_000; i++) {
            filter.predict(1, 0);
            filter.update(0, r);
        }
        // For a loop that is slow against its pulses: K = sqrt(2 omega), omega = (q2/R)^(1/4) rad/s.
        double gain = filter.phaseVarianceAfter(1) / (filter.phaseVarianceAfter(1) + r);
        double omega = Math.pow(q2 / r, 0.25);
        assertEquals(Math.sqrt(2) * omega, gain, 0.02 * gain);
    }

    @Test
    void aDiffuseStartIsAStraightLineThroughThePulses() {
        ClockFilter filter = new ClockFilter(0, 0, 0);
        filter.start(0, 1e6, 0, 1e6, 0);
        double[] measured = {3, 5, 4, 8};
        for (int i = 0; i < measured.length; i++) {
            filter.predict(i == 0 ? 0 : 1, 0);
            filter.update(measured[i], 25);
        }
        // Least squares by hand: mean 5, sum of products with (-1.5, -0.5, 0.5, 1.5) 7, of squares 5.
        assertEquals(1.4, filter.frequencyPpb(), 1e-6);
        assertEquals(5 + 1.5 * 1.4, filter.phaseNs(), 1e-6);
        assertEquals(25.0 / 5, filter.frequencyVariance(), 1e-3);
    }

    @Test
    void whatTheCorrectionsMoveIsNoSurprise() {
        ClockFilter filter = new ClockFilter(0, 1e-6, 1e-15);
        filter.start(10, 1, 5, 1, 1e-6);
        assertEquals(10 - 40 + 2 * 5, filter.phaseAfter(2, -40), 1e-12);
        double variance = filter.phaseVarianceAfter(2);
        filter.predict(2, -40);
        assertEquals(-20, filter.phaseNs(), 1e-12);
        assertEquals(variance, filter.phaseVariance(), 1e-12);
    }

    @Test
    void oneLongStepIsManyShortOnes() {
        ClockFilter once = new ClockFilter(0, 1e-3, 1e-6);
        ClockFilter often = new ClockFilter(0, 1e-3, 1e-6);
        once.start(1, 2, 3, 4, 0.5);
        often.start(1, 2, 3, 4, 0.5);
        once.predict(16, 0);
        for (int i = 0; i < 16; i++) {
            often.predict(1, 0);
        }
        assertEquals(often.phaseNs(), once.phaseNs(), 1e-9);
        assertEquals(often.phaseVariance(), once.phaseVariance(), 1e-9 * once.phaseVariance());
        assertEquals(often.frequencyVariance(), once.frequencyVariance(), 1e-9 * once.frequencyVariance());
    }
}
