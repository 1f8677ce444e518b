package dev.grandmaster.linux.net;

import dev.grandmaster.board.RealtimeMapping;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.UtcStatus;
import org.jspecify.annotations.Nullable;

/**
 * CLOCK_REALTIME to TAI for a board whose clock is the system clock: adds the UTC offset that it is told.
 *
 * <p>Linux passes an inserted leap second by setting CLOCK_REALTIME back by one second at its end of the day, so that 23:59:59 comes
 * twice; as the setting back waits for a timer tick, the first instants of the next day come twice as well. Stamps from there mean two
 * instants and are refused. One thread tells, any thread asks.
 */
public final class UtcMapping implements RealtimeMapping {

    private static final long NS_PER_S = 1_000_000_000L;
    /** Until when the kernel has surely set the clock back, far beyond a tick. */
    private static final long LATE_TICK_NS = 100_000_000L;

    private volatile @Nullable UtcStatus status;

    /** From now on this is known of UTC. */
    public void follow(UtcStatus known) {
        status = known;
    }

    @Override
    public long toClockNs(long realtimeNs) {
        UtcStatus known = status;
        if (known == null) {
            return NONE;
        }
        long before = known.offsetSeconds() * NS_PER_S;
        if (known.leapTaiNs() == LeapSecondTable.NEVER) {
            return realtimeNs + before;
        }
        long change = known.leapChangeSeconds() * NS_PER_S;
        // The first UTC second that counts with the new offset.
        long newDayNs = known.leapTaiNs() - before - change;
        if (change > 0 && realtimeNs >= newDayNs - NS_PER_S && realtimeNs < newDayNs + LATE_TICK_NS) {
            return NONE;
        }
        return realtimeNs >= newDayNs ? realtimeNs + before + change : realtimeNs + before;
    }
}
