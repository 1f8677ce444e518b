package dev.grandmaster.agent;

/**
 * A duty cycle: polls its ports, feeds its machine, carries out what the machine asks for. It does not know which thread it runs on: one
 * of its own in production, the caller's under virtual time.
 */
public interface Agent {

    /** The thread's name, such as {@code gm-disc}. */
    String role();

    /**
     * Does all that is due. Never blocks, never throws for foreign input.
     *
     * @param nowMonoNs monotonic ns
     * @return the monotonic ns at which it wants to be called again at the latest
     */
    long doWork(long nowMonoNs);

    /**
     * Told after each duty cycle how long it took, by whoever can measure that; never under virtual time.
     *
     * @param ns of the wall, in which the thread may also have been held up
     */
    default void onWorked(long ns) {
    }

    /** Called once, after the last duty cycle, by the thread that ran them. */
    default void onStop() {
    }
}
