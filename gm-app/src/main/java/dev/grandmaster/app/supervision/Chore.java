package dev.grandmaster.app.supervision;

import java.util.function.LongConsumer;

/** Something to be done at a steady period. A period that was slept through is not made up for. */
public final class Chore {

    private final long periodNs;
    private final LongConsumer action;
    private long dueMonoNs;
    private boolean started;

    /**
     * A chore that is due for the first time one period after the first look.
     *
     * @param periodNs between two times, ns
     * @param action   gets the monotonic ns
     */
    public Chore(long periodNs, LongConsumer action) {
        this.periodNs = periodNs;
        this.action = action;
    }

    void doIfDue(long nowMonoNs) {
        if (!started) {
            started = true;
            dueMonoNs = nowMonoNs + periodNs;
        } else if (nowMonoNs - dueMonoNs >= 0) {
            dueMonoNs += periodNs * (1 + (nowMonoNs - dueMonoNs) / periodNs);
            action.accept(nowMonoNs);
        }
    }
}
