package dev.grandmaster.linux.ffi;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import org.junit.jupiter.api.Test;

class ClocksTest {

    @Test
    void monotonicGoesForward() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(Timespec.LAYOUT);
            assertEquals(0, Clocks.gettime(Clocks.CLOCK_MONOTONIC, time));
            long firstNs = Timespec.ns(time);
            assertEquals(0, Clocks.gettime(Clocks.CLOCK_MONOTONIC, time));
            assertTrue(firstNs > 0 && Timespec.ns(time) >= firstNs);
        }
    }

    @Test
    void unknownClockIsInvalid() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(Timespec.LAYOUT);
            assertEquals(-Errno.EINVAL, Clocks.gettime(99, time));
            assertEquals(-Errno.EINVAL, Clocks.settime(99, time));
        }
    }

    @Test
    void readingTimexAdjustsNothingAndKnowsItsTolerance() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment timex = arena.allocate(Timex.LAYOUT);
            assertEquals(0, timex.get(JAVA_INT, Timex.MODES));
            assertTrue(Clocks.adjtime(Clocks.CLOCK_REALTIME, timex) >= 0);
            // Linux lets the system clock be steered by 500 parts in a million.
            assertEquals(500L << 16, timex.get(JAVA_LONG, Timex.TOLERANCE));
        }
    }

    @Test
    void dynamicIdIsTheDescriptorInverted() {
        assertEquals(-29, Clocks.dynamicId(3));
    }

    @Test
    void negativeTimesKeepPositiveNanoseconds() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(Timespec.LAYOUT);
            Timespec.set(time, -1);
            assertEquals(-1, time.get(JAVA_LONG, 0));
            assertEquals(999_999_999, time.get(JAVA_LONG, 8));
            assertEquals(-1, Timespec.ns(time));
        }
    }
}
