package dev.grandmaster.web.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server on one address. Each request runs on a virtual thread; how many are at work, how many streams are open and how long a body may
 * be is bounded, and what is beyond gets 503 or 413 at once.
 */
public final class WebServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("gm.web");
    private static final int AT_WORK = 32;
    private static final int MOST_STREAMS = 128;
    private static final int MOST_FILES = 4;
    private static final int PIECE = 1 << 14;
    private static final int BACKLOG = 64;
    private static final long PATIENCE_S = 5;

    private static final Map<String, String> ALWAYS = Map.of("Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff", "Referrer-Policy", "no-referrer", "Cross-Origin-Opener-Policy",
            "same-origin", "Cross-Origin-Resource-Policy", "same-origin");

    static {
        // Read once by the server when its first class is loaded: a peer that dawdles over its request is hung up on.
        limit("sun.net.httpserver.nodelay", "true");
        limit("sun.net.httpserver.maxReqTime", "30");
        limit("sun.net.httpserver.maxReqHeaders", "64");
        limit("sun.net.httpserver.maxIdleConnections", "64");
        limit("jdk.httpserver.maxConnections", "256");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Handler handler;
    private final boolean secure;
    private final BooleanSupplier strictTransport;
    private final Semaphore atWork = new Semaphore(AT_WORK);
    private final Semaphore streams = new Semaphore(MOST_STREAMS);
    private final Semaphore files = new Semaphore(MOST_FILES);
    private final AtomicLong requests = new AtomicLong();

    private WebServer(HttpServer server, Handler handler, boolean secure, BooleanSupplier strictTransport) {
        this.server = server;
        this.handler = handler;
        this.secure = secure;
        this.strictTransport = strictTransport;
    }

    private static void limit(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /**
     * Opens the server and starts it.
     *
     * @param tls             null for plain HTTP
     * @param strictTransport whether browsers are told to come by TLS only from now on (RFC 6797)
     * @throws IOException where the address cannot be had
     */
    public static WebServer open(InetSocketAddress at, @Nullable SSLContext tls, Handler handler,
            BooleanSupplier strictTransport) throws IOException {
        HttpServer made;
        if (tls == null) {
            made = HttpServer.create(at, BACKLOG);
        } else {
            HttpsServer https = HttpsServer.create(at, BACKLOG);
            https.setHttpsConfigurator(new HttpsConfigurator(tls));
            made = https;
        }
        WebServer web = new WebServer(made, handler, tls != null, strictTransport);
        made.setExecutor(web.threads);
        made.createContext("/", web::serve);
        made.start();
        return web;
    }

    /** Where it listens, with the port that it really has. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Requests since the start. */
    public long requests() {
        return requests.get();
    }

    /** Streams that are open now. */
    public int streams() {
        return MOST_STREAMS - streams.availablePermits();
    }

    private void serve(HttpExchange exchange) {
        requests.incrementAndGet();
        try (exchange) {
            Answer answer = atWork.tryAcquire()
                    ? answerAndRelease(exchange)
                    : Answer.problem(Refusal.later(503, "busy", "too many requests at once", 1));
            switch (answer) {
                case Answer.Whole whole -> send(exchange, whole);
                case Answer.Made made -> make(exchange, made);
                case Answer.Live live -> stream(exchange, live);
            }
        } catch (IOException e) {
            LOG.debug("a peer went away: {}", e.getMessage());
        }
    }

    private Answer answerAndRelease(HttpExchange exchange) throws IOException {
        try {
            return handler.answer(read(exchange));
        } catch (Refusal refusal) {
            return Answer.problem(refusal);
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        } catch (RuntimeException fault) {
            LOG.error("a fault while {} {} was answered", exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    fault);
            return Answer.problem(new Refusal(500, "internal error", "the journal of the service says more"));
        } finally {
            atWork.release();
        }
    }

    private Request read(HttpExchange exchange) {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String part : raw == null ? new String[0] : raw.split("&", -1)) {
            int sign = part.indexOf('=');
            query.putIfAbsent(decoded(sign < 0 ? part : part.substring(0, sign)),
                    sign < 0 ? "" : decoded(part.substring(sign + 1)));
        }
        String path = exchange.getRequestURI().getPath();
        return new Request(exchange.getRequestMethod(), path == null ? "/" : path, Map.copyOf(query),
                Map.copyOf(headers), exchange.getRemoteAddress().getAddress().getHostAddress(), secure, Map.of(),
                exchange.getRequestBody());
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "invalid query", "a percent sign is followed by two hexadecimal digits");
        }
    }

    private void send(HttpExchange exchange, Answer.Whole answer) throws IOException {
        Headers headers = headers(exchange);
        answer.headers().forEach(headers::set);
        if (!answer.type().isEmpty()) {
            headers.set("Content-Type", answer.type());
        }
        boolean empty = answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
        if (!empty) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(answer.body());
            }
        }
    }

    /** Sends a file in pieces; one that breaks off lacks the last piece, and the browser says so. */
    private void make(HttpExchange exchange, Answer.Made made) throws IOException {
        if (!files.tryAcquire()) {
            send(exchange, Answer.problem(Refusal.later(503, "busy", "too many files are being made", 10)));
            return;
        }
        try {
            Headers headers = headers(exchange);
            headers.set("Content-Type", made.type());
            headers.set("Cache-Control", "no-store");
            headers.set("Content-Disposition", "attachment; filename=\"" + made.fileName() + '"');
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, head ? -1 : 0);
            if (!head) {
                OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), PIECE);
                made.maker().write(out);
                out.close();
            }
        } catch (IOException | RuntimeException fault) {
            LOG.warn("a file broke off: {} {}", exchange.getRequestURI().getPath(), fault.getMessage());
            exchange.setStreams(null, new BreaksOff());
        } finally {
            files.release();
        }
    }

    private void stream(HttpExchange exchange, Answer.Live live) throws IOException {
        if (!streams.tryAcquire()) {
            send(exchange, Answer.problem(Refusal.later(503, "busy", "too many streams are open", 10)));
            return;
        }
        try {
            Headers headers = headers(exchange);
            headers.set("Content-Type", "text/event-stream");
            headers.set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                live.feed().pump(out, live.allowed(), live.since());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            streams.release();
        }
    }

    /** In the place of a body that was not finished: the exchange then hangs up instead of sending the last piece. */
    private static final class BreaksOff extends OutputStream {

        @Override
        public void write(int octet) throws IOException {
            throw new IOException("broken off");
        }

        @Override
        public void close() throws IOException {
            throw new IOException("broken off");
        }
    }

    private Headers headers(HttpExchange exchange) {
        Headers headers = exchange.getResponseHeaders();
        ALWAYS.forEach(headers::set);
        if (secure && strictTransport.getAsBoolean()) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
        return headers;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        try {
            threads.awaitTermination(PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
