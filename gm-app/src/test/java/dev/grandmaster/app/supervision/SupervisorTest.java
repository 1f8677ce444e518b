package dev.grandmaster.app.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.app.control.ControlRequests;
import dev.grandmaster.event.EventRing;
import dev.grandmaster.event.GmEvent;
import org.junit.jupiter.api.Test;

class SupervisorTest {

    private static final long NS = 1_000_000_000L;

    @Test
    void choresKeepTheirPeriodAndDoNotCatchUp() {
        List<Long> done = new ArrayList<>();
        Chore chore = new Chore(NS, done::add);
        for (long now : new long[]{0, NS / 2, NS, NS + 1, 2 * NS, 7 * NS + 5, 8 * NS - 1, 8 * NS}) {
            chore.doIfDue(now);
        }
        assertEquals(List.of(NS, 2 * NS, 7 * NS + 5, 8 * NS), done);
    }

    @Test
    void everyEventReachesTheJournalTheLastOnesAtTheEnd() {
        EventRing ring = new EventRing(16);
        List<String> journal = new ArrayList<>();
        Supervisor supervisor = new Supervisor(ring.watcher(), event -> journal.add(event.text()),
                new ControlRequests(), line -> line, List.of());
        ring.publish(new GmEvent.Notice(1, "one"));
        supervisor.doWork(1);
        ring.publish(new GmEvent.Notice(2, "two"));
        assertEquals(List.of("one"), journal);
        supervisor.onStop();
        assertEquals(List.of("one", "two"), journal);
    }
}
