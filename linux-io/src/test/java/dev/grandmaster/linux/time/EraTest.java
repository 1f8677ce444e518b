package dev.grandmaster.linux.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EraTest {

    private static final long SECOND_NS = 1_000_000_000;
    private static final long TAI_NS = 1_800_000_000 * SECOND_NS;

    private final Era era = new Era();

    @Test
    void aCrystalsErrorIsNoStep() {
        era.watch(TAI_NS, 0, 1_000, 0);
        era.watch(TAI_NS + 1_000 * SECOND_NS + 150_000_000, 1_000 * SECOND_NS, 1_000, 0); // 150 ppm for 1000 s
        assertEquals(0, era.count());
    }

    @Test
    void ourOwnSteeringIsNoStep() {
        era.watch(TAI_NS, 0, 1_000, 1e7);
        era.watch(TAI_NS + SECOND_NS + 10_000_000, SECOND_NS, 1_000, 1e7); // 10,000 ppm, as steered
        assertEquals(0, era.count());
    }

    @Test
    void aJumpIsAStepAndCountsOnce() {
        era.watch(TAI_NS, 0, 1_000, 0);
        era.watch(TAI_NS + SECOND_NS - 400_000, SECOND_NS, 1_000, 0);
        era.watch(TAI_NS + 2 * SECOND_NS - 400_000, 2 * SECOND_NS, 1_000, 0);
        assertEquals(1, era.count());
    }

    @Test
    void anInexactReadingIsNoStep() {
        era.watch(TAI_NS, 0, 1_000, 0);
        era.watch(TAI_NS + 400_000, 0, 350_000, 0);
        assertEquals(0, era.count());
    }

    @Test
    void aStepOfOurOwnIsNotNoticedTwice() {
        era.watch(TAI_NS, 0, 1_000, 0);
        era.begin();
        era.watch(TAI_NS + 37 * SECOND_NS, 1_000, 1_000, 0);
        assertEquals(1, era.count());
    }
}
