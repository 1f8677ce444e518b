package dev.grandmaster.web.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static final long SECOND_NS = 1_000_000_000L;

    @Test
    void eachFailureBeyondThreeDoublesTheWaitUpToAMinute() {
        Throttle throttle = new Throttle();
        long[] waits = {0, 0, 1, 2, 4, 8, 16, 32, 60, 60};
        for (long wait : waits) {
            throttle.failed("a", 0);
            assertEquals(wait, throttle.waitS("a", 0));
        }
        assertEquals(0, throttle.waitS("b", 0));
        assertEquals(0, throttle.waitS("a", 60 * SECOND_NS));
        assertEquals(0, throttle.waitS("a", 600 * SECOND_NS));
        throttle.failed("a", 700 * SECOND_NS);
        assertEquals(0, throttle.waitS("a", 700 * SECOND_NS));
    }

    @Test
    void aFloodOfAddressesDoesNotGrow() {
        Throttle throttle = new Throttle();
        for (int i = 0; i < 3; i++) {
            throttle.failed("first", 0);
        }
        assertTrue(throttle.waitS("first", 0) > 0);
        for (int i = 0; i < 1024; i++) {
            throttle.failed("address " + i, 0);
        }
        assertEquals(0, throttle.waitS("first", 0));
    }
}
