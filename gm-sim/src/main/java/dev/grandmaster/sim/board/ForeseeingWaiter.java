package dev.grandmaster.sim.board;

import java.util.List;

import dev.grandmaster.board.Waiter;
import dev.grandmaster.sim.world.Foreseeable;

/** Waits no longer than until a simulated source has something. */
final class ForeseeingWaiter implements Waiter {

    private final Waiter waiter;
    private final List<Foreseeable> foreseeable;

    ForeseeingWaiter(Waiter waiter, List<Foreseeable> foreseeable) {
        this.waiter = waiter;
        this.foreseeable = List.copyOf(foreseeable);
    }

    @Override
    public void await(long deadlineMonoNs) {
        long earliestNs = deadlineMonoNs;
        for (Foreseeable source : foreseeable) {
            earliestNs = Math.min(earliestNs, source.nextEventMonoNs());
        }
        waiter.await(earliestNs);
    }

    @Override
    public void wake() {
        waiter.wake();
    }

    @Override
    public void close() {
        waiter.close();
    }
}
