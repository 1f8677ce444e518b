package dev.grandmaster.app.health;

/** Counts jumps of the machine's clock beside its monotonic clock. */
final class HostClockWatch {

    /** Smaller differences are slewing and the time between the two readings. */
    private static final long STEP_NS = 500_000_000L;

    private boolean seen;
    private long realtimeNs;
    private long monoNs;
    private long steps;

    void onLook(long nowRealtimeNs, long nowMonoNs) {
        if (seen && Math.abs(nowRealtimeNs - realtimeNs - (nowMonoNs - monoNs)) >= STEP_NS) {
            steps++;
        }
        seen = true;
        realtimeNs = nowRealtimeNs;
        monoNs = nowMonoNs;
    }

    long steps() {
        return steps;
    }
}
