package dev.grandmaster.sim.world;

import dev.grandmaster.board.Pollable;

/**
 * A simulated source. It has no descriptor to wait on, but unlike a real one it knows when it will have something next.
 */
public interface Foreseeable extends Pollable {

    /** A source that waits for somebody else. */
    long NEVER = Long.MAX_VALUE;

    /** Monotonic ns at which it has something to poll, in the past if it has already, or {@link #NEVER}. */
    long nextEventMonoNs();
}
