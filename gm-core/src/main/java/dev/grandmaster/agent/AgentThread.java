package dev.grandmaster.agent;

import java.util.function.Consumer;

import dev.grandmaster.board.MonotonicClock;
import dev.grandmaster.board.Waiter;

/**
 * Runs an agent on a thread of its own until it is stopped. A duty cycle that throws ends the thread and is reported; what the agent had
 * published expires by its own dates.
 */
public final class AgentThread implements AutoCloseable {

    private static final long JOIN_MS = 5_000;

    private final Agent agent;
    private final MonotonicClock clock;
    private final Waiter waiter;
    private final Consumer<Throwable> onFailure;
    private final Thread thread;
    private volatile boolean running = true;

    /** @param onFailure told once, on the agent's thread, what ended it */
    public AgentThread(Agent agent, MonotonicClock clock, Waiter waiter, Consumer<Throwable> onFailure) {
        this.agent = agent;
        this.clock = clock;
        this.waiter = waiter;
        this.onFailure = onFailure;
        this.thread = Thread.ofPlatform().name(agent.role()).unstarted(this::run);
    }

    public AgentThread start() {
        thread.start();
        return this;
    }

    private void run() {
        try {
            long nowNs = clock.nowNs();
            while (running) {
                long deadlineNs = agent.doWork(nowNs);
                long doneNs = clock.nowNs();
                agent.onWorked(doneNs - nowNs);
                nowNs = doneNs;
                if (deadlineNs - doneNs > 0) {
                    waiter.await(deadlineNs);
                    nowNs = clock.nowNs();
                }
            }
        } catch (RuntimeException | Error failure) {
            onFailure.accept(failure);
        } finally {
            agent.onStop();
        }
    }

    /** Stops the agent and waits for the end of its duty cycle, a few seconds at most. */
    @Override
    public void close() {
        running = false;
        waiter.wake();
        try {
            thread.join(JOIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        waiter.close();
    }
}
