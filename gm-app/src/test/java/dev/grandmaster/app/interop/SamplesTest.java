package dev.grandmaster.app.interop;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The look for a step in a client's samples sees a step of a little more than 1 us, and none where there is scatter alone. */
class SamplesTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aStepIsSeenWithinTheScatterOfABusyMachine(long seed) {
        assertTrue(ofThree(seed, 0).greatestShift(30) < 1000);
        assertTrue(ofThree(seed, 1500).greatestShift(30) >= 1000);
    }

    @Test
    void tooFewSamplesAreNoProof() {
        assertThrows(AssertionError.class, () -> new Samples(List.of(1L, 2L, 3L)).greatestShift(15));
    }

    private static Samples ofThree(long seed, long stepNs) {
        return Samples.mean(LongStream.range(0, 3).mapToObj(client -> scattered(3 * seed + client, stepNs)).toList());
    }

    /** 115 samples with a deviation of 900 ns, a late reading now and then, and a step in the midst. */
    private static Samples scattered(long seed, long stepNs) {
        Random random = new Random(seed);
        return new Samples(LongStream.range(0, 115)
                .map(i -> Math.round(900 * random.nextGaussian()) + (random.nextInt(20) == 0 ? 20_000 : 0)
                        + (i < 60 ? 0 : stepNs))
                .boxed().toList());
    }
}
