package dev.grandmaster.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class EventRingTest {

    @Test
    void everyWatcherSeesEachEventInOrder() {
        EventRing ring = new EventRing(8);
        EventRing.Watcher first = ring.watcher();
        EventRing.Watcher second = ring.watcher();
        for (int i = 0; i < 5; i++) {
            ring.publish(new GmEvent.Notice(i, "n" + i));
        }
        assertEquals(List.of("n0", "n1", "n2", "n3", "n4"), seen(first));
        ring.publish(new GmEvent.Notice(5, "n5"));
        assertEquals(List.of("n5"), seen(first));
        assertEquals(6, seen(second).size());
        assertEquals(0, ring.dropped());
    }

    @Test
    void aSlowWatcherCostsEventsAndNeverTheWriter() {
        EventRing ring = new EventRing(4);
        EventRing.Watcher watcher = ring.watcher();
        for (int i = 0; i < 10; i++) {
            ring.publish(new GmEvent.Notice(i, "n" + i));
        }
        assertEquals(6, ring.dropped());
        assertEquals(List.of("n0", "n1", "n2", "n3"), seen(watcher));
        ring.publish(new GmEvent.Notice(10, "n10"));
        assertEquals(List.of("n10"), seen(watcher));
    }

    private static List<String> seen(EventRing.Watcher watcher) {
        List<String> texts = new ArrayList<>();
        watcher.drain(event -> texts.add(event.text()));
        return texts;
    }
}
