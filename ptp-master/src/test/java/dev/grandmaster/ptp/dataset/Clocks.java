package dev.grandmaster.ptp.dataset;

import dev.grandmaster.quality.ClockAccuracy;
import dev.grandmaster.quality.ClockQuality;
import dev.grandmaster.quality.TimeSource;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.ClockState;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.UtcStatus;

/** Snapshots of a clock as tests need them: monotonic 0 is TAI {@link #TAI_AT_ZERO_NS}. */
public final class Clocks {
    public static final long SECOND = 1_000_000_000L;
    /** 2026-11-22 02:00:37 TAI. */
    public static final long TAI_AT_ZERO_NS = 1_795_312_837L * SECOND;
    public static final ClockQuality LOCKED = new ClockQuality(6, ClockAccuracy.WITHIN_100_NS, 0x4E5D);
    public static final ClockQuality DEGRADED = new ClockQuality(248, ClockAccuracy.UNKNOWN, 0xFFFF);
    public static final UtcStatus UTC = new UtcStatus(37, true, LeapSecondTable.NEVER, LeapSecondTable.NEVER, 0);

    private Clocks() {
    }

    public static InstanceConfig instance(int domainNumber) {
        return new InstanceConfig("test", new ClockIdentity(0x0011_22FF_FE33_4455L), domainNumber, 0, 128, 128);
    }

    /** Locked and served, good for ten seconds. */
    public static GrandmasterState locked(long nowMonoNs) {
        return with(LOCKED, UTC, nowMonoNs);
    }

    public static GrandmasterState with(ClockQuality quality, UtcStatus utc, long nowMonoNs) {
        GrandmasterState.Announced announced = new GrandmasterState.Announced(quality, utc, true, true,
                TimeSource.GNSS);
        GrandmasterState.Announced fallback = new GrandmasterState.Announced(DEGRADED, UtcStatus.unknown(37), false,
                false,
                TimeSource.INTERNAL_OSCILLATOR);
        return new GrandmasterState(ClockState.LOCKED, true, 0, 100, 0, announced, fallback, nowMonoNs + 10 * SECOND,
                TAI_AT_ZERO_NS + nowMonoNs, nowMonoNs);
    }

    /** The second is named, the last step is still to come. */
    public static GrandmasterState unserved(long nowMonoNs) {
        GrandmasterState state = locked(nowMonoNs);
        return new GrandmasterState(ClockState.ACQUIRING, false, 0, 100, 0, state.announced(), state.fallback(),
                state.validUntilMonoNs(), 1000, nowMonoNs);
    }
}
