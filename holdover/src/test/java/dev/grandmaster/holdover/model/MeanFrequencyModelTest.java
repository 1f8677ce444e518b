package dev.grandmaster.holdover.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class MeanFrequencyModelTest {

    /** A clock that is steered badly: the correction jumps about, the oscillator is 42 ppb fast. */
    private static MeanFrequencyModel learnt(OscillatorClass oscillator, int seconds) {
        MeanFrequencyModel model = new MeanFrequencyModel(oscillator.prior());
        SplittableRandom random = new SplittableRandom(9);
        double errorNs = 0;
        for (int second = 0; second < seconds; second++) {
            double correctionPpb = -42 - 0.5 * errorNs + 10 * random.nextGaussian();
            errorNs += 42 + correctionPpb;
            model.observe(1, correctionPpb, errorNs + 8 * random.nextGaussian());
        }
        return model;
    }

    @Test
    void findsTheOscillatorBehindTheSteering() {
        MeanFrequencyModel model = learnt(OscillatorClass.OCXO, 3_000);
        assertEquals(-42, model.correctionPpb(), 0.005);
        assertTrue(Math.abs(-42 - model.correctionPpb()) <= 3 * model.correctionSigmaPpb());
    }

    @Test
    void shortObservationIsLessCertain() {
        MeanFrequencyModel model = learnt(OscillatorClass.TCXO, 20);
        assertTrue(Math.abs(-42 - model.correctionPpb()) <= 3 * model.correctionSigmaPpb());
        assertTrue(model.correctionSigmaPpb() > 3 * learnt(OscillatorClass.TCXO, 600).correctionSigmaPpb());
    }

    @Test
    void forgettingKeepsTheFrequencyAsAGuess() {
        MeanFrequencyModel model = learnt(OscillatorClass.TCXO, 600);
        double before = model.correctionPpb();
        model.forget();
        assertEquals(before, model.correctionPpb());
        model.guess(7, 3);
        assertEquals(7, model.correctionPpb());
        assertEquals(3, model.correctionSigmaPpb());
    }

    @Test
    void boundsGrowAndAreOrderedByClass() {
        double beforeNs = 0;
        for (OscillatorClass oscillator : new OscillatorClass[]{OscillatorClass.RB, OscillatorClass.OCXO,
                OscillatorClass.TCXO, OscillatorClass.XO}) {
            MeanFrequencyModel model = learnt(oscillator, 4_000);
            double dayNs = model.growthNs(86_400);
            assertTrue(dayNs > beforeNs, oscillator + " " + dayNs);
            assertTrue(model.growthNs(3_600) < dayNs / 10);
            assertEquals(0, model.growthNs(0));
            beforeNs = dayNs;
        }
    }
}
