package dev.grandmaster.app.scenario;

import java.util.List;

import dev.grandmaster.agent.Agent;
import dev.grandmaster.sim.board.SimulatedBoard;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.sim.world.VirtualClock;

/**
 * Runs agents by turns on one thread and lets virtual time jump to whatever is due next: an agent's deadline or something that the board
 * foresees. The agents are the product's own and cannot tell.
 */
public final class VirtualRun {

    /** Time goes on by this much at least, or a deadline that is always now would hold it. */
    private static final long LEAST_NS = 1_000;
    /** While the host stalls, its end is looked for so often. */
    private static final long STALL_LOOK_NS = 10_000_000;

    private final SimulatedBoard board;
    private final VirtualClock clock;
    private final List<Agent> agents;

    public VirtualRun(SimulatedBoard board, VirtualClock clock, List<Agent> agents) {
        this.board = board;
        this.clock = clock;
        this.agents = List.copyOf(agents);
    }

    /** Goes on until a monotonic instant. While the host stalls no agent runs, and time passes all the same. */
    public void until(long endMonoNs) {
        while (clock.nowNs() < endMonoNs) {
            long nowNs = clock.nowNs();
            long nextNs = Math.min(endMonoNs, nowNs + STALL_LOOK_NS);
            if (!board.world().faults().isActive(FaultKind.STALL, clock.taiNs())) {
                nextNs = endMonoNs;
                for (Agent agent : agents) {
                    nextNs = Math.min(nextNs, agent.doWork(nowNs));
                }
                nextNs = Math.min(nextNs, board.nextEventMonoNs());
            }
            clock.advanceTo(Math.max(nextNs, nowNs + LEAST_NS));
        }
    }
}
