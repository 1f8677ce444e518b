package dev.grandmaster.discipline.servo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class PulseNoiseTest {

    @Test
    void findsTheScatterWhateverTheGuess() {
        for (double guess : new double[]{1, 10, 5_000}) {
            PulseNoise noise = new PulseNoise();
            noise.start(guess);
            SplittableRandom random = new SplittableRandom(4);
            for (int i = 0; i < 1_500; i++) {
                noise.onOffset(25 * random.nextGaussian());
            }
            assertEquals(25, noise.sigmaNs(), 6, "guess " + guess);
        }
    }

    @Test
    void oneOutlierDoesNotOpenTheGate() {
        PulseNoise noise = new PulseNoise();
        noise.start(10);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 500; i++) {
            noise.onOffset(10 * random.nextGaussian());
        }
        double before = noise.gateNs();
        noise.onOffset(1e6);
        noise.onOffset(0);
        assertTrue(noise.gateNs() < 1.3 * before, before + " -> " + noise.gateNs());
    }
}
