package dev.grandmaster.event;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The ring that carries events from all agents to those who watch. Publishing never waits: when the slowest watcher is a whole ring
 * behind, the event is dropped and counted.
 */
public final class EventRing {

    private static final class Slot {
        private @Nullable GmEvent event;
    }

    /** A watcher's place in the ring; used by one thread. */
    public static final class Watcher {

        private final EventPoller<Slot> poller;

        private Watcher(EventPoller<Slot> poller) {
            this.poller = poller;
        }

        /** Hands over all events not yet seen, oldest first. Never blocks. */
        public void drain(Consumer<GmEvent> sink) {
            EventPoller.Handler<Slot> handler = (slot, sequence, endOfBatch) -> {
                GmEvent event = slot.event;
                if (event != null) {
                    sink.accept(event);
                }
                return true;
            };
            try {
                EventPoller.PollState state;
                do {
                    state = poller.poll(handler);
                } while (state == EventPoller.PollState.PROCESSING);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final RingBuffer<Slot> ring;
    private final AtomicLong dropped = new AtomicLong();

    /** @param size a power of two */
    public EventRing(int size) {
        ring = RingBuffer.createMultiProducer(Slot::new, size);
    }

    /** A new watcher, which sees what is published from now on. All watchers are made before the first event. */
    public Watcher watcher() {
        EventPoller<Slot> poller = ring.newPoller();
        ring.addGatingSequences(poller.getSequence());
        return new Watcher(poller);
    }

    /** Publishes an event, or drops and counts it. From any thread. */
    public void publish(GmEvent event) {
        long sequence;
        try {
            sequence = ring.tryNext();
        } catch (InsufficientCapacityException full) {
            dropped.incrementAndGet();
            return;
        }
        ring.get(sequence).event = event;
        ring.publish(sequence);
    }

    /** How many events were dropped since the start. */
    public long dropped() {
        return dropped.get();
    }
}
