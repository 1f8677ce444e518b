package dev.grandmaster.app.control;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** The bounded queue between whoever commands the service and the supervisor that carries commands out. */
public final class ControlRequests {

    private static final int MOST_WAITING = 32;
    private static final long PATIENCE_S = 10;

    /** Something to be done on the supervisor's thread; {@code commands} carries out a line. */
    private interface Request {
        void carryOut(Function<String, String> commands);
    }

    private record Line(String line, CompletableFuture<String> answer) implements Request {
        @Override
        public void carryOut(Function<String, String> commands) {
            answer.complete(commands.apply(line));
        }
    }

    private record Task<T>(Supplier<T> work, CompletableFuture<T> answer) implements Request {
        @Override
        public void carryOut(Function<String, String> commands) {
            try {
                answer.complete(work.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }
    }

    private final BlockingQueue<Request> waiting = new ArrayBlockingQueue<>(MOST_WAITING);

    /** Puts a command to the supervisor and waits for the answer; from any thread but the supervisor's. */
    public String ask(String line) {
        Line request = new Line(line, new CompletableFuture<>());
        if (!waiting.offer(request)) {
            return "error: too many commands at once";
        }
        try {
            return request.answer().get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return "error: the service did not answer within " + PATIENCE_S + " s";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "error: interrupted";
        } catch (ExecutionException e) {
            return "error: " + e.getMessage();
        }
    }

    /**
     * Has something done by the supervisor and waits for it; from any thread but the supervisor's.
     *
     * @throws RuntimeException what the work throws
     * @throws TimeoutException where there is too much to do
     */
    public <T> T ask(Supplier<T> work) throws TimeoutException {
        Task<T> task = new Task<>(work, new CompletableFuture<>());
        if (!waiting.offer(task)) {
            throw new TimeoutException("too many commands at once");
        }
        try {
            return task.answer().get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimeoutException("interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException thrown ? thrown : new IllegalStateException(e.getCause());
        }
    }

    /** Answers all requests that wait; the supervisor only. */
    public void serve(Function<String, String> commands) {
        for (Request request = waiting.poll(); request != null; request = waiting.poll()) {
            request.carryOut(commands);
        }
    }
}
