package dev.grandmaster.discipline.pulse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import dev.grandmaster.time.PulseCorrection;
import dev.grandmaster.time.TimeScale;
import org.junit.jupiter.api.Test;

class SawtoothTrialTest {

    private static final long START = 1_795_305_600L;
    private static final long SEED = 11;

    private final SawtoothCorrections said = new SawtoothCorrections(new LeapOracle());
    private final SawtoothTrial trial = new SawtoothTrial();
    private final SplittableRandom random = new SplittableRandom(SEED);
    private long second = START;
    private double[] rounded = new double[3];

    private boolean documented = true;

    /**
     * One pulse on a clock that runs 700 ppb fast.
     *
     * @param sign +1: the receiver says what to add, as documented
     * @param lag  the receiver means the pulse so many seconds before the one it names
     */
    private boolean pulse(double sawtoothNs, int sign, int lag) {
        double next = sawtoothNs * (2 * random.nextDouble() - 1);
        rounded = new double[]{rounded[1], rounded[2], next};
        // rounded[2] belongs to the next second, which the receiver announces a second ahead; lag 1 hears of it with the name of the one after.
        tell(second + 1, -sign * rounded[lag == 0 ? 2 : 1]);
        boolean changed = trial.onPulse(second, 700.0 * (second - START) + rounded[1] + 3 * random.nextGaussian(),
                said);
        second++;
        return changed;
    }

    private void tell(long taiSecond, double qErrNs) {
        said.onCorrection(new PulseCorrection(qErrNs, TimeScale.GPS,
                taiSecond - TimeScale.GPS.taiMinusScaleSeconds(), documented, 0));
    }

    private int changes(int pulses, double sawtoothNs, int sign, int lag) {
        int changes = 0;
        for (int i = 0; i < pulses; i++) {
            changes += pulse(sawtoothNs, sign, lag) ? 1 : 0;
        }
        return changes;
    }

    @Test
    void aReceiverAsDocumentedIsBelievedFromTheStart() {
        assertEquals(0, changes(1_000, 20, 1, 0), "seed " + SEED);
        tell(second, 7);
        assertEquals(7, trial.correctionNs(second, said));
    }

    /** As of a protocol of which nobody could read which pulse it means, and with which sign. */
    @Test
    void whatIsNotDocumentedHasToProveItselfFirst() {
        documented = false;
        assertEquals(0, changes(100, 20, 1, 0), "seed " + SEED);
        tell(second, 7);
        assertEquals(0, trial.correctionNs(second, said));
        assertEquals(1, changes(200, 20, 1, 0), "seed " + SEED);
        tell(second, 7);
        assertEquals(7, trial.correctionNs(second, said));
    }

    @Test
    void theWrongSignIsFound() {
        assertEquals(1, changes(300, 20, -1, 0), "seed " + SEED);
        tell(second, 7);
        assertEquals(-7, trial.correctionNs(second, said), trial.text());
    }

    @Test
    void theWrongPulseIsFound() {
        assertEquals(1, changes(300, 20, 1, 1), "seed " + SEED);
        tell(second + 1, 7);
        assertEquals(7, trial.correctionNs(second, said), trial.text());
    }

    @Test
    void pulsesWithoutASawtoothAreLeftAlone() {
        boolean changed = false;
        for (int i = 0; i < 300; i++) {
            tell(second + 1, 20 * (2 * random.nextDouble() - 1));
            changed |= trial.onPulse(second, 3 * random.nextGaussian(), said);
            second++;
        }
        assertTrue(changed, "seed " + SEED);
        tell(second, 7);
        assertEquals(0, trial.correctionNs(second, said), trial.text());
    }

    @Test
    void correctionsTooQuietToBeHeardChangeNothing() {
        for (int i = 0; i < 600; i++) {
            tell(second + 1, 0.5 * (2 * random.nextDouble() - 1));
            assertFalse(trial.onPulse(second, 8 * random.nextGaussian(), said), "seed " + SEED);
            second++;
        }
    }

    /** A hanging bridge: the sawtooth stands nearly still for minutes, and taking it away hardly helps neighbours. */
    @Test
    void correctionsThatHardlyMoveAreKept() {
        for (double sawtoothNs = 2.5; sawtoothNs < 5; sawtoothNs += 0.25) {
            assertEquals(0, changes(12_000, sawtoothNs, 1, 0), "seed " + SEED + ", " + sawtoothNs + " ns");
        }
    }
}
