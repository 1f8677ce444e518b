package dev.grandmaster.app.recording;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/**
 * A recording while it is written: gzip of a magic number, a header in JSON, and cycles, each with the number of its agent and its length.
 * A thread of its own writes, so that a slow disk holds up no agent; when the disk is so slow that the queue fills, the recording ends
 * there, and what it holds is whole.
 */
final class Tape implements AutoCloseable {

    static final int MAGIC = 0x474D_5231;
    /** A longer cycle is damage. */
    static final int MOST_BYTES = 1 << 20;

    private static final int QUEUE = 4096;
    private static final long LOOK_MS = 100;
    private static final long JOIN_MS = 5_000;
    /** Flushed so often that a crash costs seconds of a recording, and not so often that nothing is compressed. */
    private static final int FLUSH_EVERY = 256;

    private final DataOutputStream out;
    private final long patienceMs;
    private final Consumer<String> trouble;
    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean ended;

    /**
     * Begins a file.
     *
     * @param patienceMs how long a cycle may wait for a full queue
     * @param trouble    told once when the recording ends by itself
     * @throws IOException where the file cannot be written
     */
    Tape(Path file, String header, long patienceMs, Consumer<String> trouble) throws IOException {
        this.patienceMs = patienceMs;
        this.trouble = trouble;
        out = new DataOutputStream(
                new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file), 1 << 16, true)));
        byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
        out.writeInt(MAGIC);
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
        thread = Thread.ofPlatform().name("gm-tape").start(this::write);
    }

    /** Takes a cycle: agent, length and entries in one array. */
    void put(byte[] cycle) {
        try {
            if (!ended && !queue.offer(cycle, patienceMs, TimeUnit.MILLISECONDS)) {
                end("the disk is too slow");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end("it was interrupted");
        }
    }

    private void end(String why) {
        if (!ended) {
            ended = true;
            trouble.accept("the recording ends here: " + why);
        }
    }

    private void write() {
        try {
            int written = 0;
            while (!(closing && queue.isEmpty())) {
                byte[] cycle = queue.poll(LOOK_MS, TimeUnit.MILLISECONDS);
                if (cycle != null) {
                    out.write(cycle);
                    written++;
                    if (written % FLUSH_EVERY == 0) {
                        out.flush();
                    }
                }
            }
        } catch (IOException e) {
            end(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        closing = true;
        try {
            thread.join(JOIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.close();
    }
}
