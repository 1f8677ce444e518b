package dev.grandmaster.web.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What many peers see at once: a state of which only the latest counts, and events of which the last few are kept. It is rendered once for
 * all peers. A peer that reads slowly misses states and is handed what is new when it reads again: nothing is queued for it, and whoever
 * publishes never waits.
 */
public final class LiveFeed {

    private static final int MOST_KEPT = 256;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Happened(long number, byte[] text) {
    }

    private final Deque<Happened> events = new ArrayDeque<>();
    private byte[] state = new byte[0];
    private long states;
    private long happened;
    private boolean closed;

    /** Replaces the state. */
    public synchronized void state(String json) {
        state = message("event: state\ndata: " + json);
        states++;
        notifyAll();
    }

    /** Adds an event; {@code json} is one line. */
    public synchronized void happened(String json) {
        happened++;
        events.addLast(new Happened(happened, message("id: " + happened + "\nevent: happened\ndata: " + json)));
        if (events.size() > MOST_KEPT) {
            events.removeFirst();
        }
        notifyAll();
    }

    /** Ends all streams. */
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Feeds one peer on the calling thread until it goes away, is no longer allowed, or the feed is closed. */
    void pump(OutputStream out, BooleanSupplier allowed, long since) throws IOException, InterruptedException {
        out.write(message("retry: 2000\n: here is the grandmaster"));
        long statesSeen = 0;
        long seen = since;
        while (true) {
            List<byte[]> due = new ArrayList<>();
            synchronized (this) {
                if (seen > happened) {
                    seen = 0; // counted by a service that has been started anew since
                }
                while (!closed && states == statesSeen && happened == seen) {
                    wait();
                }
                if (closed) {
                    return;
                }
                for (Happened event : events) {
                    if (event.number() > seen) {
                        due.add(event.text());
                    }
                }
                seen = happened;
                if (states != statesSeen) {
                    due.add(state);
                    statesSeen = states;
                }
            }
            if (!allowed.getAsBoolean()) {
                return;
            }
            for (byte[] message : due) {
                out.write(message);
            }
            out.flush();
        }
    }

    private static byte[] message(String text) {
        return (text + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
