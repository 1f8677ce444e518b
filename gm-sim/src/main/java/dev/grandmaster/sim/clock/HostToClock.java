package dev.grandmaster.sim.clock;

import dev.grandmaster.board.RealtimeMapping;
import dev.grandmaster.sim.world.HostTime;
import dev.grandmaster.time.LeapSecondTable;

/**
 * From the host's CLOCK_REALTIME, which is the truth of the real-time simulation, to what the simulated clock read
 * then: software stamps of real sockets become stamps of the simulated clock.
 */
public final class HostToClock implements RealtimeMapping {

    private static final long NS = 1_000_000_000L;

    private final SimulatedClock clock;
    private final LeapSecondTable leapSeconds;

    /** @param leapSeconds the same that the truth is made with */
    public HostToClock(SimulatedClock clock, LeapSecondTable leapSeconds) {
        this.clock = clock;
        this.leapSeconds = leapSeconds;
    }

    /**
     * {@inheritDoc} Linux passes an inserted leap second by repeating 23:59:59, so that second has no single meaning.
     */
    @Override
    public long toClockNs(long realtimeNs) {
        long utcS = Math.floorDiv(realtimeNs, NS);
        if (leapSeconds.toTaiNs(utcS + 1, true) != leapSeconds.toTaiNs(utcS + 1, false)) {
            return NONE;
        }
        return clock.readingAt(HostTime.taiOf(realtimeNs, leapSeconds));
    }
}
