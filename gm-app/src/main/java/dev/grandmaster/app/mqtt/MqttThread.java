package dev.grandmaster.app.mqtt;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import dev.grandmaster.linux.time.Courtesy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code gm-mqtt}. Giving it a message never waits. What must arrive goes to the disk first and from there to the broker, in
 * order, at least once; what is only of interest now (state, figures) is made when it is sent, and not at all while nobody listens.
 */
public final class MqttThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("gm");
    private static final int MOST_HANDED = 1024;
    private static final long LOOK_MS = 200;
    private static final long RETRY_LEAST_MS = 1_000;
    private static final long RETRY_MOST_MS = 30_000;
    private static final long JOIN_MS = 12_000;
    private static final long MS_TO_NS = 1_000_000L;

    /**
     * What is sent beside the queue.
     *
     * @param prefix      of all topics
     * @param greeting    whole topics, retained, when a connection has begun and the queue is empty: what a broker that
     *                    forgot everything needs to know
     * @param state       retained, whenever it differs from what was sent last
     * @param telemetry   at a period
     * @param telemetryMs the period; 0 for never
     */
    public record Topics(String prefix, Supplier<List<Message>> greeting, Supplier<Message> state,
            Supplier<Message> telemetry, long telemetryMs) {
    }

    private record Handed(Message message, boolean standing) {
    }

    private final BlockingQueue<Handed> handed = new ArrayBlockingQueue<>(MOST_HANDED);
    /** Taken over and not on the disk yet; it stays here while the disk fails. */
    private final Deque<Handed> unsaved = new ArrayDeque<>();
    private final BrokerLine line;
    private final String availability;
    private final Topics topics;
    private final Path queueFile;
    private final int queueMost;
    private final BiConsumer<Boolean, String> unreachable;
    private final Thread thread;
    private volatile boolean running = true;
    private volatile long dropped;
    private volatile long waiting;
    private volatile boolean connected;
    private @Nullable Outbox outbox;
    private @Nullable Message lastState;
    private long retryMs = RETRY_LEAST_MS;
    private long triedNs;
    private long telemetryNs;
    private boolean tried;
    private boolean greeted;

    /**
     * Starts the thread.
     *
     * @param queueFile   on the disk
     * @param queueMost   messages in it
     * @param unreachable is told whether there is no broker now, and why
     */
    public MqttThread(BrokerSettings settings, Topics topics, Path queueFile, int queueMost,
            BiConsumer<Boolean, String> unreachable) {
        this(settings.embedded() ? new EmbeddedLine(settings) : new PahoLine(settings), settings.availability(), topics,
                queueFile, queueMost, unreachable);
    }

    MqttThread(BrokerLine line, String availability, Topics topics, Path queueFile, int queueMost,
            BiConsumer<Boolean, String> unreachable) {
        this.line = line;
        this.availability = availability;
        this.topics = topics;
        this.queueFile = queueFile;
        this.queueMost = queueMost;
        this.unreachable = unreachable;
        this.thread = Thread.ofPlatform().name("gm-mqtt").start(this::run);
    }

    /**
     * Hands over a message that must arrive; never waits.
     *
     * @param standing of an alarm that stands
     */
    public void send(Message message, boolean standing) {
        if (!handed.offer(new Handed(message, standing))) {
            LOG.warn("MQTT is too slow, a message is lost: {}", message.topic());
        }
    }

    /** Messages that were given up because the queue was full. */
    public long dropped() {
        return dropped;
    }

    /** Messages that wait on the disk. */
    public long waiting() {
        return waiting;
    }

    public boolean isConnected() {
        return connected;
    }

    private void run() {
        Courtesy.giveWay();
        while (running) {
            try {
                store(next());
                talk();
            } catch (InterruptedException e) {
                running = false;
            } catch (IOException e) {
                lose(e.getMessage());
            } catch (SQLException e) {
                lose("the queue on the disk fails: " + e.getMessage());
                shutOutbox();
            } catch (RuntimeException e) {
                LOG.warn("MQTT: {}", e.toString());
                lose(e.toString());
            }
        }
        end();
    }

    /** What was handed over next; null after a while, and while the disk has not taken what came before. */
    private @Nullable Handed next() throws InterruptedException {
        if (unsaved.size() < MOST_HANDED) {
            return handed.poll(LOOK_MS, TimeUnit.MILLISECONDS);
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        return null;
    }

    private void store(@Nullable Handed first) throws SQLException {
        if (first != null) {
            unsaved.addLast(first);
        }
        Outbox box = outbox;
        if (box == null) {
            box = new Outbox(queueFile, queueMost);
            outbox = box;
        }
        handed.drainTo(unsaved, MOST_HANDED - unsaved.size());
        for (Handed next = unsaved.peekFirst(); next != null; next = unsaved.peekFirst()) {
            box.put(next.message(), next.standing());
            unsaved.removeFirst();
        }
        dropped = Math.max(dropped, box.dropped());
        waiting = box.size();
    }

    private void talk() throws IOException, SQLException {
        if (!line.isConnected()) {
            if (connected) {
                throw new IOException("the connection was lost");
            }
            if (tried && System.nanoTime() - triedNs < retryMs * MS_TO_NS) {
                return;
            }
            begin();
        }
        Outbox box = outbox;
        Optional<Outbox.Waiting> next = box == null ? Optional.empty() : box.first();
        while (box != null && next.isPresent() && running) {
            Message message = next.get().message();
            line.publish(topics.prefix() + '/' + message.topic(), message.payload(), message.retained());
            box.remove(next.get());
            store(null);
            next = box.first();
        }
        if (!greeted) {
            for (Message message : topics.greeting().get()) {
                line.publish(message.topic(), message.payload(), message.retained());
            }
            greeted = true;
        }
        Message state = topics.state().get();
        if (!state.equals(lastState)) {
            publish(state);
            lastState = state;
        }
        if (topics.telemetryMs() > 0 && System.nanoTime() - telemetryNs >= topics.telemetryMs() * MS_TO_NS) {
            telemetryNs = System.nanoTime();
            publish(topics.telemetry().get());
        }
    }

    private void begin() throws IOException {
        tried = true;
        triedNs = System.nanoTime();
        line.connect();
        connected = true;
        retryMs = RETRY_LEAST_MS;
        unreachable.accept(false, "");
        LOG.info("MQTT: connected");
        line.publish(availability, "online", true);
        greeted = false;
        lastState = null;
    }

    private void publish(Message message) throws IOException {
        line.publish(topics.prefix() + '/' + message.topic(), message.payload(), message.retained());
    }

    /** The next try comes later each time. */
    private void lose(@Nullable String why) {
        if (connected || retryMs == RETRY_LEAST_MS) {
            LOG.warn("MQTT: no broker: {}", why);
        }
        line.hangUp();
        connected = false;
        triedNs = System.nanoTime();
        tried = true;
        retryMs = Math.min(2 * retryMs, RETRY_MOST_MS);
        unreachable.accept(true, "no broker: " + why);
    }

    private void end() {
        try {
            store(handed.poll());
            if (line.isConnected()) {
                line.publish(availability, "offline", true);
            }
        } catch (IOException | SQLException e) {
            LOG.info("MQTT: the end could not be told: {}", e.getMessage());
        }
        line.close();
        shutOutbox();
    }

    private void shutOutbox() {
        Outbox box = outbox;
        outbox = null;
        if (box != null) {
            try {
                box.close();
            } catch (SQLException e) {
                LOG.warn("MQTT: the queue could not be closed: {}", e.getMessage());
            }
        }
    }

    /** What was handed over is on the disk when this returns. */
    @Override
    public void close() {
        running = false;
        try {
            thread.join(JOIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
