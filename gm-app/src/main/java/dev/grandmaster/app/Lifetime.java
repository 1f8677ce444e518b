package dev.grandmaster.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * How long the service runs: until somebody asks the process to stop (SIGTERM, SIGINT), or an agent fails. A stop by request ends the
 * process with status 0, and only after everything was taken down in order.
 */
final class Lifetime {

    private static final long PATIENCE_S = 15;

    private final CountDownLatch ending = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean byRequest;

    Lifetime() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::onSignal, "gm-stop"));
    }

    /** Runs when the process is told to stop, and when it exits by itself; the latter finds the service ended already. */
    private void onSignal() {
        if (ended.getCount() == 0) {
            return;
        }
        byRequest = true;
        ending.countDown();
        try {
            if (ended.await(PATIENCE_S, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the run because an agent cannot go on; from any thread, the first failure counts. */
    void fail(Throwable cause) {
        failure.compareAndSet(null, cause);
        ending.countDown();
    }

    /** Waits for the end of the run. */
    void await() throws InterruptedException {
        ending.await();
    }

    /** Everything is taken down. */
    void over() {
        ended.countDown();
    }

    /** What ended the run; null where it was asked for. */
    @Nullable
    Throwable failure() {
        return byRequest ? null : failure.get();
    }
}
