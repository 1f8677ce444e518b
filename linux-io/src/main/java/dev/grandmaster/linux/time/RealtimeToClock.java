package dev.grandmaster.linux.time;

import java.lang.foreign.Arena;

import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.board.RealtimeMapping;
import dev.grandmaster.board.SteerableClock;
import dev.grandmaster.linux.ffi.Clocks;
import org.jspecify.annotations.Nullable;

/**
 * Places CLOCK_REALTIME stamps on the scale of a clock that has nothing to do with the system clock, by comparing the two now and then.
 * After a step of CLOCK_REALTIME (a leap second is one) a stamp from before has no place, nor has one that lies seconds away from
 * now; a step is noticed within 20 ms.
 */
public final class RealtimeToClock implements RealtimeMapping {

    /** Two clocks that drift by 50 ppm move 1 us apart in this time: nothing beside a software stamp's own error. */
    private static final long FRESH_NS = 20_000_000;
    /** Stamps are taken moments before they are asked for. */
    private static final long FAR_NS = 2_000_000_000;
    /** A change of CLOCK_REALTIME against CLOCK_MONOTONIC by more than this is a step: reading both is far more exact. */
    private static final long STEP_NS = 100_000;

    private final LinuxMonotonic monotonic = new LinuxMonotonic();
    private final SteerableClock clock;
    private final ClockPair realtime = new ClockPair(Clocks.CLOCK_REALTIME, Arena.ofAuto());
    private @Nullable CrossTimestamp cross;
    private long realtimeAheadNs;
    private long steppedMonoNs = Long.MIN_VALUE;
    private boolean compared;

    /** @param clock the board's clock */
    public RealtimeToClock(SteerableClock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized long toClockNs(long realtimeNs) {
        CrossTimestamp now = recent();
        long monoNs = realtimeNs - realtimeAheadNs;
        if (now == null || Math.abs(monoNs - now.monoNs()) > FAR_NS || monoNs < steppedMonoNs) {
            return NONE;
        }
        return now.clockAt(monoNs);
    }

    /** A comparison not older than {@link #FRESH_NS}, of the clock's present era; null while the clock cannot be read. */
    private @Nullable CrossTimestamp recent() {
        CrossTimestamp last = cross;
        if (last != null && last.era() == clock.era() && monotonic.nowNs() - last.monoNs() < FRESH_NS) {
            return last;
        }
        cross = realtime.read() < 0 ? null : clock.read();
        if (compared && Math.abs(realtime.differenceNs() - realtimeAheadNs) > STEP_NS) {
            steppedMonoNs = realtime.monoNs();
        }
        compared = true;
        realtimeAheadNs = realtime.differenceNs();
        return cross;
    }
}
