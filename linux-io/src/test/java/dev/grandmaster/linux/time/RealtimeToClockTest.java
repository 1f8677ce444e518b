package dev.grandmaster.linux.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;

import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.board.RealtimeMapping;
import dev.grandmaster.board.SteerableClock;
import dev.grandmaster.linux.ffi.Clocks;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RealtimeToClockTest {

    private static final long AHEAD_NS = 1_700_000_000_123_456_789L;
    private static final long SECOND_NS = 1_000_000_000;
    /** Between two readings of two clocks a busy machine may do something else. */
    private static final long NEAR_NS = 5_000_000;

    private final ClockOnMonotonic clock = new ClockOnMonotonic();
    private final RealtimeToClock mapping = new RealtimeToClock(clock);
    private final ClockPair realtime = new ClockPair(Clocks.CLOCK_REALTIME, Arena.ofAuto());

    @Test
    void aStampIsPlacedByWayOfTheMonotonicClock() {
        assertTrue(realtime.read() >= 0);
        long monoNs = realtime.monoNs();
        long placedNs = mapping.toClockNs(monoNs + realtime.differenceNs());
        assertTrue(Math.abs(placedNs - monoNs - AHEAD_NS) < NEAR_NS);
    }

    @Test
    void aStampFromFarAwayHasNoPlace() {
        assertTrue(realtime.read() >= 0);
        long nowNs = realtime.monoNs() + realtime.differenceNs();
        assertEquals(RealtimeMapping.NONE, mapping.toClockNs(nowNs - 10 * SECOND_NS));
        assertEquals(RealtimeMapping.NONE, mapping.toClockNs(nowNs + 10 * SECOND_NS));
    }

    @Test
    void aStepOfTheClockCountsAtOnce() {
        assertTrue(realtime.read() >= 0);
        long realtimeNs = realtime.monoNs() + realtime.differenceNs();
        long beforeNs = mapping.toClockNs(realtimeNs);
        clock.step(37 * SECOND_NS);
        assertTrue(Math.abs(mapping.toClockNs(realtimeNs) - beforeNs - 37 * SECOND_NS) < NEAR_NS);
    }

    @Test
    void withoutAClockThereIsNoPlace() {
        assertTrue(realtime.read() >= 0);
        clock.broken = true;
        assertEquals(RealtimeMapping.NONE, mapping.toClockNs(realtime.monoNs() + realtime.differenceNs()));
    }

    /** A clock that runs as the monotonic one does, a fixed time ahead. */
    private static final class ClockOnMonotonic implements SteerableClock {

        private final LinuxMonotonic monotonic = new LinuxMonotonic();
        private long aheadNs = AHEAD_NS;
        private int era;
        private boolean broken;

        @Override
        public String name() {
            return "test";
        }

        @Override
        public @Nullable CrossTimestamp read() {
            long nowNs = monotonic.nowNs();
            return broken ? null : new CrossTimestamp(nowNs + aheadNs, nowNs, 0, era);
        }

        @Override
        public double maxFrequencyPpb() {
            return 0;
        }

        @Override
        public double frequencyPpb() {
            return 0;
        }

        @Override
        public double adjustFrequency(double ppb) {
            return 0;
        }

        @Override
        public int step(long deltaNs) {
            aheadNs += deltaNs;
            era++;
            return 0;
        }

        @Override
        public int era() {
            return era;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
