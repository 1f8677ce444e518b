package dev.grandmaster.app.metrics;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import dev.grandmaster.linux.time.Courtesy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code gm-influx}: looks at all figures at a period and posts them. Nobody waits for it, and it does not wait for the server
 * either: what was looked at while the server is slow or dead waits in memory, the oldest goes first when it is too much.
 */
public final class InfluxThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("gm");
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    /** With the whole of the answer. */
    private static final long WHOLE_NS = 15_000_000_000L;
    /** So many looks go in one request when some have waited. */
    private static final int MOST_AT_ONCE = 50;
    private static final long RETRY_LEAST_NS = 1_000_000_000L;
    private static final long RETRY_MOST_NS = 60_000_000_000L;
    private static final long MS_TO_NS = 1_000_000L;
    private static final long JOIN_MS = 2_000;
    private static final int OK = 200;
    private static final int REDIRECTED = 300;
    /** What will not be taken at any later time either: 400 bad request, 413 too large, 422 unprocessable. */
    private static final List<Integer> HOPELESS = List.of(400, 413, 422);

    private final InfluxSettings settings;
    private final Supplier<String> look;
    private final BiConsumer<Boolean, String> unreachable;
    private final Deque<String> waiting = new ArrayDeque<>();
    private final Semaphore awaken = new Semaphore(0);
    private final Thread thread;
    private volatile boolean running = true;
    private final AtomicLong dropped = new AtomicLong();
    /** Made anew after each failure, with the certificates as they are then. */
    private @Nullable HttpClient client;
    private @Nullable CompletableFuture<HttpResponse<Void>> asked;
    private long askedNs;
    private int inRequest;
    private long retryAfterNs = RETRY_LEAST_NS;
    private long notBeforeNs;
    private boolean failing;
    private boolean everTold;

    /**
     * Starts the thread.
     *
     * @param look        all figures now, as lines
     * @param unreachable is told whether nothing arrives now, and why
     */
    public InfluxThread(InfluxSettings settings, Supplier<String> look, BiConsumer<Boolean, String> unreachable) {
        this.settings = settings;
        this.look = look;
        this.unreachable = unreachable;
        this.thread = Thread.ofPlatform().name("gm-influx").start(this::run);
    }

    /** Looks that were given up: too many waited, or the server refused them. */
    public long dropped() {
        return dropped.get();
    }

    private void run() {
        Courtesy.giveWay();
        long dueNs = System.nanoTime();
        notBeforeNs = dueNs;
        while (running) {
            try {
                long nowNs = System.nanoTime();
                if (nowNs - dueNs >= 0) {
                    keep(look.get());
                    dueNs += settings.periodMs() * MS_TO_NS;
                    dueNs = dueNs - nowNs < 0 ? nowNs : dueNs;
                }
                settle(nowNs);
                post(nowNs);
                if (awaken.tryAcquire(Math.max(MS_TO_NS, Math.min(dueNs, nextNs(dueNs)) - nowNs),
                        TimeUnit.NANOSECONDS)) {
                    awaken.drainPermits();
                }
            } catch (InterruptedException e) {
                running = false;
            } catch (RuntimeException e) {
                LOG.warn("InfluxDB: {}", e.toString());
            }
        }
        hangUp();
    }

    private HttpClient client() throws IOException {
        HttpClient present = client;
        if (present == null) {
            HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT);
            present = (settings.isSecure() ? builder.sslContext(settings.trust().context()) : builder).build();
            client = present;
        }
        return present;
    }

    private void hangUp() {
        HttpClient present = client;
        client = null;
        if (present != null) {
            present.shutdownNow();
        }
    }

    /** When something is to be done for the server, at {@code otherwise} where nothing is. */
    private long nextNs(long otherwise) {
        if (asked != null) {
            return askedNs + WHOLE_NS;
        }
        return waiting.isEmpty() ? otherwise : notBeforeNs;
    }

    private void keep(String lines) {
        waiting.addLast(lines);
        while (waiting.size() > settings.queue()) {
            waiting.removeFirst();
            inRequest = Math.max(0, inRequest - 1);
            dropped.incrementAndGet();
        }
    }

    /** Takes the answer where there is one. */
    private void settle(long nowNs) {
        CompletableFuture<HttpResponse<Void>> answer = asked;
        if (answer == null || (!answer.isDone() && nowNs - askedNs < WHOLE_NS)) {
            return;
        }
        asked = null;
        answer.cancel(true); // ends the connection of an answer that has no end; nothing where it is there
        try {
            int status = answer.join().statusCode();
            if (status >= OK && status < REDIRECTED) {
                taken();
                well();
            } else if (HOPELESS.contains(status)) {
                dropped.addAndGet(inRequest);
                taken();
                failed("the server refuses the lines: " + status, nowNs);
            } else {
                failed("the server answers " + status, nowNs);
            }
        } catch (CancellationException e) {
            failed("the server's answer does not end", nowNs);
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            failed(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage(), nowNs);
        }
    }

    private void taken() {
        for (; inRequest > 0; inRequest--) {
            waiting.removeFirst();
        }
    }

    private void well() {
        if (failing || !everTold) {
            LOG.info("InfluxDB: figures arrive");
        }
        everTold = true;
        failing = false;
        retryAfterNs = RETRY_LEAST_NS;
        unreachable.accept(false, "");
    }

    private void failed(String why, long nowNs) {
        inRequest = 0;
        hangUp();
        if (!failing) {
            LOG.warn("InfluxDB: figures do not arrive: {}", why);
        }
        failing = true;
        notBeforeNs = nowNs + retryAfterNs;
        retryAfterNs = Math.min(2 * retryAfterNs, RETRY_MOST_NS);
        unreachable.accept(true, "figures do not arrive: " + why);
    }

    private void post(long nowNs) {
        if (asked != null || waiting.isEmpty() || nowNs - notBeforeNs < 0) {
            return;
        }
        List<String> some = new ArrayList<>(waiting).subList(0, Math.min(MOST_AT_ONCE, waiting.size()));
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(settings.write()).timeout(ANSWER)
                    .header("Content-Type", "text/plain; charset=utf-8")
                    .POST(HttpRequest.BodyPublishers.ofString(String.join("", some)));
            if (settings.tokenFile().isPresent()) {
                request.header("Authorization", "Token " + token(settings.tokenFile().get()));
            }
            inRequest = some.size();
            CompletableFuture<HttpResponse<Void>> answer = client()
                    .sendAsync(request.build(), HttpResponse.BodyHandlers.discarding());
            asked = answer;
            askedNs = nowNs;
            CompletableFuture<?> _ = answer.whenComplete((response, failure) -> awaken.release());
        } catch (IOException | IllegalArgumentException e) {
            failed(e.getMessage() == null ? e.toString() : e.getMessage(), nowNs);
        }
    }

    /** Read anew for each request, so that it can be renewed while the service runs. */
    private static String token(Path file) throws IOException {
        return Files.readString(file).lines().findFirst()
                .orElseThrow(() -> new IOException(file + ": the first line is the token")).strip();
    }

    /** What still waits is lost. */
    @Override
    public void close() {
        running = false;
        awaken.release();
        try {
            thread.join(JOIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
