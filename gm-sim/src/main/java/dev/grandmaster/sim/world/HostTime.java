package dev.grandmaster.sim.world;

import java.util.function.LongSupplier;

import dev.grandmaster.time.LeapSecondTable;

/**
 * Real time: the host's CLOCK_REALTIME, taken as the truth of UTC. Whatever steps or slews the host's clock moves the
 * truth, and so do its ways of passing a leap second. Safe from any thread.
 */
public final class HostTime implements TrueTime {

    private static final long NS = 1_000_000_000L;

    /** Several readings, the tightest counts: a preemption between two of them would displace the truth. */
    private static final int READINGS = 3;

    private final LongSupplier realtimeNs;
    private final LongSupplier monotonicNs;
    private final LeapSecondTable leapSeconds;

    /**
     * @param realtimeNs reads CLOCK_REALTIME, ns since 1970 UTC
     * @param monotonicNs reads CLOCK_MONOTONIC, ns
     * @param leapSeconds the true distance of TAI from UTC
     */
    public HostTime(LongSupplier realtimeNs, LongSupplier monotonicNs, LeapSecondTable leapSeconds) {
        this.realtimeNs = realtimeNs;
        this.monotonicNs = monotonicNs;
        this.leapSeconds = leapSeconds;
    }

    @Override
    public TrueInstant now() {
        long tightestNs = Long.MAX_VALUE;
        long bestUtcNs = 0;
        long bestMonoNs = 0;
        long beforeNs = monotonicNs.getAsLong();
        for (int i = 0; i < READINGS; i++) {
            long utcNs = realtimeNs.getAsLong();
            long afterNs = monotonicNs.getAsLong();
            if (afterNs - beforeNs < tightestNs) {
                tightestNs = afterNs - beforeNs;
                bestUtcNs = utcNs;
                bestMonoNs = beforeNs + tightestNs / 2;
            }
            beforeNs = afterNs;
        }
        return new TrueInstant(taiOf(bestUtcNs, leapSeconds), bestMonoNs, tightestNs);
    }

    /** TAI, ns, of a CLOCK_REALTIME reading; within the repeated second of an inserted leap, its first passage. */
    public static long taiOf(long utcNs, LeapSecondTable leapSeconds) {
        return leapSeconds.toTaiNs(Math.floorDiv(utcNs, NS), false) + Math.floorMod(utcNs, NS);
    }
}
