package dev.grandmaster.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ClockAccuracyTest {

    @Test
    void theSmallestCodeThatCoversTheBound() {
        assertEquals(0x20, ClockAccuracy.covering(25).wireValue());
        assertEquals(0x21, ClockAccuracy.covering(25.001).wireValue());
        assertEquals(0x23, ClockAccuracy.covering(999).wireValue());
        assertEquals(0x30, ClockAccuracy.covering(1e10).wireValue());
        assertEquals(0x31, ClockAccuracy.covering(1.1e10).wireValue());
    }

    @Test
    void whatIsNotKnownIsUnknown() {
        assertEquals(ClockAccuracy.UNKNOWN, ClockAccuracy.covering(Double.NaN));
        assertEquals(ClockAccuracy.UNKNOWN, ClockAccuracy.covering(-1));
    }

    @Test
    void eachCodeCoversItsOwnLimit() {
        for (ClockAccuracy accuracy : ClockAccuracy.values()) {
            if (Double.isFinite(accuracy.limitNs())) {
                assertEquals(accuracy, ClockAccuracy.covering(accuracy.limitNs()));
            }
        }
    }

    @Test
    void unknownIsWorseThanAll() {
        assertEquals(ClockAccuracy.UNKNOWN, ClockAccuracy.BEYOND_10_S.orWorse(ClockAccuracy.UNKNOWN));
        assertEquals(ClockAccuracy.WITHIN_1_US, ClockAccuracy.WITHIN_1_US.orWorse(ClockAccuracy.WITHIN_25_NS));
    }
}
