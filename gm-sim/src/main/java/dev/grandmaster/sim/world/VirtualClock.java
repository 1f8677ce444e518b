package dev.grandmaster.sim.world;

import dev.grandmaster.board.MonotonicClock;
import dev.grandmaster.board.Waiter;

/**
 * Virtual time: it stands still until it is told to go on. The monotonic clock is perfect here, so true time and
 * monotonic time differ by a constant. Owner: the one thread that runs everything.
 */
public final class VirtualClock implements TrueTime, MonotonicClock {

    /** Monotonic time begins here and not at 0, so that nobody takes 0 for "never". */
    public static final long ORIGIN_MONO_NS = 1_000_000_000L;

    private final long originTaiNs;
    private long monoNs = ORIGIN_MONO_NS;

    /** @param startTaiNs true TAI at the start, ns */
    public VirtualClock(long startTaiNs) {
        this.originTaiNs = startTaiNs - ORIGIN_MONO_NS;
    }

    @Override
    public long nowNs() {
        return monoNs;
    }

    @Override
    public TrueInstant now() {
        return new TrueInstant(taiNs(), monoNs, 0);
    }

    /** True TAI now, ns. */
    public long taiNs() {
        return originTaiNs + monoNs;
    }

    /** Goes on to that monotonic time; time never goes back, so an earlier one changes nothing. */
    public void advanceTo(long toMonoNs) {
        monoNs = Math.max(monoNs, toMonoNs);
    }

    /** A waiter to whom waiting means going on: for the one agent that runs alone. */
    public Waiter waiter() {
        return new Waiter() {

            @Override
            public void await(long deadlineMonoNs) {
                advanceTo(deadlineMonoNs);
            }

            @Override
            public void wake() {
                // Nobody else could be waiting.
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }
}
