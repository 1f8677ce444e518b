package dev.grandmaster.app.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.grandmaster.app.config.Reporting;
import dev.grandmaster.app.tls.PemTrust;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a small HTTP server, which is well, refuses, or does not answer at all. */
class InfluxThreadTest {

    private static final long PATIENCE_S = 60;

    private record Request(String target, String token, String body) {
    }

    @TempDir
    private Path folder;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> troubles = new LinkedBlockingQueue<>();
    private final List<Integer> answers = new CopyOnWriteArrayList<>();
    private final AtomicLong looks = new AtomicLong();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicInteger number = new AtomicInteger();
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.add(new Request(exchange.getRequestURI().toString(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    new String(body, StandardCharsets.UTF_8)));
            int place = number.getAndIncrement();
            exchange.sendResponseHeaders(place < answers.size() ? answers.get(place) : 204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private InfluxSettings settings(int queue) {
        return settings(server.getAddress().getPort(), queue, Optional.empty());
    }

    private static InfluxSettings settings(int port, int queue, Optional<Path> token) {
        InfluxSettings configured = InfluxSettings
                .of(new Reporting.Influx(Optional.of("http://127.0.0.1:" + port + '/'),
                        Optional.empty(), Optional.of("a b"), Optional.of("we"), token.map(Path::toString),
                        Optional.empty(), 1, queue))
                .orElseThrow();
        return new InfluxSettings(configured.write(), configured.tokenFile(), configured.trust(), 5, queue);
    }

    /** A server whose certificate nobody signed but itself. */
    private HttpsServer secureServer(Path certificate) throws Exception {
        Path store = folder.resolve("server.p12");
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        run(keytool, "-genkeypair", "-alias", "it", "-keyalg", "EC", "-dname", "CN=influx", "-ext",
                "SAN=ip:127.0.0.1", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", "secret");
        run(keytool, "-exportcert", "-rfc", "-alias", "it", "-file", certificate.toString(), "-keystore",
                store.toString(), "-storepass", "secret");
        KeyStore keys = KeyStore.getInstance(store.toFile(), "secret".toCharArray());
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, "secret".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(context));
        secure.createContext("/", exchange -> {
            requests.add(new Request("", "", new String(exchange.getRequestBody().readAllBytes(),
                    StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        secure.start();
        return secure;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    @Test
    void aPrivateAuthorityIsTrustedOnceItsFileSaysSo() throws Exception {
        Path certificate = folder.resolve("server.pem");
        Path authority = folder.resolve("authority.pem");
        HttpsServer secure = secureServer(certificate);
        InfluxSettings configured = InfluxSettings.of(new Reporting.Influx(
                Optional.of("https://127.0.0.1:" + secure.getAddress().getPort()), Optional.of("db"),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(authority.toString()), 1, 100))
                .orElseThrow();
        try (InfluxThread pushing = thread(configured)) {
            assertTrue(trouble("true").contains("authority.pem"));
            Files.copy(certificate, authority); // what is missing at first may come while it runs
            assertEquals("false ", trouble("false"));
            assertTrue(next().body().startsWith("look 0\n"));
            assertEquals(0, pushing.dropped());
        } finally {
            secure.stop(0);
        }
    }

    @Test
    void aServerThatNobodyVouchesForIsToldNothing() throws Exception {
        HttpsServer secure = secureServer(folder.resolve("server.pem"));
        InfluxSettings settings = new InfluxSettings(
                URI.create("https://127.0.0.1:" + secure.getAddress().getPort() + "/write"), Optional.empty(),
                PemTrust.of(Optional.empty()), 5, 10);
        try (InfluxThread pushing = thread(settings)) {
            assertTrue(trouble("true").contains("PKIX"));
            assertTrue(pushing.dropped() >= 0);
        } finally {
            secure.stop(0);
        }
        assertEquals(0, requests.size());
    }

    private InfluxThread thread(InfluxSettings settings) {
        return new InfluxThread(settings, () -> "look " + looks.getAndIncrement() + '\n',
                (away, why) -> troubles.add(away + " " + why));
    }

    private Request next() throws InterruptedException {
        Request request = requests.poll(PATIENCE_S, TimeUnit.SECONDS);
        assertTrue(request != null, "no request within a minute");
        return request;
    }

    private String trouble(String beginning) throws InterruptedException {
        String trouble = "";
        while (!trouble.startsWith(beginning)) {
            trouble = troubles.poll(PATIENCE_S, TimeUnit.SECONDS);
            assertTrue(trouble != null, () -> "never told: " + beginning);
        }
        return trouble;
    }

    /** All looks in the order of their arrival, until {@code last} has come. */
    private List<String> until(int last) throws InterruptedException {
        List<String> seen = new ArrayList<>();
        while (!seen.contains("look " + last)) {
            next().body().lines().forEach(seen::add);
        }
        return seen.subList(0, seen.indexOf("look " + last) + 1);
    }

    private static List<String> looks(int last) {
        return IntStream.rangeClosed(0, last).mapToObj(number -> "look " + number).toList();
    }

    @Test
    void eachLookArrivesOnceAndInOrderWithTheToken() throws Exception {
        Path token = folder.resolve("token");
        Files.writeString(token, "secret\n");
        try (InfluxThread pushing = thread(settings(server.getAddress().getPort(), 100, Optional.of(token)))) {
            Request first = next();
            assertEquals("/api/v2/write?org=we&bucket=a+b&precision=ns", first.target());
            assertEquals("Token secret", first.token());
            assertEquals("look 0\n", first.body());
            assertEquals(looks(20).subList(1, 21), until(20));
            assertEquals("false ", trouble("false"));
            assertEquals(0, pushing.dropped());
        }
    }

    @Test
    void whatAServerCannotTakeNowComesLater() throws Exception {
        answers.addAll(List.of(503, 401));
        try (InfluxThread pushing = thread(settings(1000))) {
            assertTrue(trouble("true").endsWith("the server answers 503"));
            assertTrue(trouble("true").endsWith("the server answers 401"));
            next();
            next();
            List<String> seen = until(50);
            assertEquals(looks(50), seen);
            assertEquals("false ", trouble("false"));
            assertEquals(0, pushing.dropped());
        }
    }

    @Test
    void whatAServerWillNeverTakeIsGivenUp() throws Exception {
        answers.add(400);
        try (InfluxThread pushing = thread(settings(1000))) {
            assertTrue(trouble("true").contains("refuses the lines: 400"));
            assertEquals("look 0\n", next().body());
            assertEquals(looks(10).subList(1, 11), until(10));
            assertEquals(1, pushing.dropped());
        }
    }

    @Test
    void theOldestGoesWhileTheServerIsDead() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (InfluxThread pushing = thread(settings(port, 10, Optional.empty()))) {
            trouble("true");
            long beganNs = System.nanoTime();
            while (pushing.dropped() < 20) {
                assertTrue(System.nanoTime() - beganNs < TimeUnit.SECONDS.toNanos(PATIENCE_S));
                Thread.onSpinWait();
            }
            assertTrue(looks.get() - pushing.dropped() <= 11, "more than ten wait");
        }
    }

    @Test
    void aServerThatNeverAnswersDelaysNoLook() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                InfluxThread pushing = thread(settings(silent.getLocalPort(), 10, Optional.empty()))) {
            try (Socket asked = silent.accept()) {
                long then = looks.get();
                long beganNs = System.nanoTime();
                while (looks.get() < then + 100) {
                    assertTrue(System.nanoTime() - beganNs < TimeUnit.SECONDS.toNanos(PATIENCE_S));
                    Thread.onSpinWait();
                }
                assertTrue(asked.isConnected());
            }
            assertTrue(pushing.dropped() > 0);
        }
    }

    @Test
    void aTokenThatCannotBeReadIsTold() throws Exception {
        Path absent = folder.resolve("absent");
        try (InfluxThread pushing = thread(settings(server.getAddress().getPort(), 10, Optional.of(absent)))) {
            assertTrue(trouble("true").contains("absent"));
            assertEquals(0, requests.size());
            Files.writeString(absent, "now\n");
            assertEquals("Token now", next().token());
            assertTrue(pushing.dropped() >= 0);
        }
    }
}
