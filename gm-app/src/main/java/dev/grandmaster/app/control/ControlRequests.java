package dev.grandmaster.app.control;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** The bounded queue between whoever commands the service and the supervisor that carries commands out. */
public final class ControlRequests {

    private static final int MOST_WAITING = 32;
    private static final long PATIENCE_S = 10;

    private record Request(String line, CompletableFuture<String> answer) {
    }

    private final BlockingQueue<Request> waiting = new ArrayBlockingQueue<>(MOST_WAITING);

    /** Puts a command to the supervisor and waits for the answer; from any thread but the supervisor's. */
    public String ask(String line) {
        Request request = new Request(line, new CompletableFuture<>());
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

    /** Answers all requests that wait; the supervisor only. */
    public void serve(Function<String, String> carryOut) {
        for (Request request = waiting.poll(); request != null; request = waiting.poll()) {
            request.answer().complete(carryOut.apply(request.line()));
        }
    }
}
