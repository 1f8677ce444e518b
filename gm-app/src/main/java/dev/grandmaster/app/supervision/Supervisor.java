package dev.grandmaster.app.supervision;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.grandmaster.agent.Agent;
import dev.grandmaster.app.control.ControlRequests;
import dev.grandmaster.counter.Counter;
import dev.grandmaster.event.EventRing;
import dev.grandmaster.event.GmEvent;

/** The duty cycle of {@code gm-super}: events to the journal, commands to their executor, chores when they are due. */
public final class Supervisor implements Agent {

    private static final long CYCLE_NS = 100_000_000L;
    /** A cycle that begins so much after it was due tells of a machine that has no time for us. */
    private static final long LATE_NS = 500_000_000L;

    private final EventRing.Watcher events;
    private final Consumer<GmEvent> journal;
    private final ControlRequests requests;
    private final Function<String, String> commands;
    private final List<Chore> chores;
    private final Counter lateCycles = new Counter("late_cycles_total");
    private long dueMonoNs = Long.MAX_VALUE;

    /**
     * Puts the supervisor together.
     *
     * @param journal  takes each event
     * @param commands carries out one command line and answers it
     * @param chores   what is done again and again
     */
    public Supervisor(EventRing.Watcher events, Consumer<GmEvent> journal, ControlRequests requests,
            Function<String, String> commands,
            List<Chore> chores) {
        this.events = events;
        this.journal = journal;
        this.requests = requests;
        this.commands = commands;
        this.chores = List.copyOf(chores);
    }

    @Override
    public String role() {
        return "gm-super";
    }

    @Override
    public long doWork(long nowMonoNs) {
        if (dueMonoNs != Long.MAX_VALUE && nowMonoNs - dueMonoNs >= LATE_NS) {
            lateCycles.increment();
        }
        dueMonoNs = nowMonoNs + CYCLE_NS;
        events.drain(journal);
        requests.serve(commands);
        chores.forEach(chore -> chore.doIfDue(nowMonoNs));
        return dueMonoNs;
    }

    /** How often a cycle began half a second late or more; for any thread. */
    public long lateCycles() {
        return lateCycles.get();
    }

    /** Once more after the last cycle, so that the journal holds how the run ended. */
    @Override
    public void onStop() {
        events.drain(journal);
    }
}
