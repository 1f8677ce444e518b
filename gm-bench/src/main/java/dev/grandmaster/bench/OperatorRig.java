package dev.grandmaster.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * Those who watch a service, in one process: so many streams of server-sent events, and a broker that is of no use. A measuring process; it
 * becomes the service's first administrator, and each word of input is another {@link Scene}, until its input closes.
 */
final class OperatorRig {
    static final int WEB_PORT = 8080;
    static final int BROKER_PORT = 1883;
    static final int STREAMS = 50;

    /** Who is there. */
    enum Scene {
        /** Nobody watches, and no broker listens. */
        ALONE("nobody"),
        /** All streams, and a broker that takes connections and never says a word. */
        SILENT("50 streams, a broker that never answers"),
        /** All streams, and a broker that welcomes us and never reads again. */
        DEAF("50 streams, a broker that stops reading");

        private final String label;

        Scene(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /** Packet CONNACK, accepted (MQTT 3.1.1, 3.2). */
    private static final byte[] WELCOME = {0x20, 2, 0, 0};
    private static final int MOST_TRIES = 50;
    private static final long RETRY_NS = 100_000_000L;
    private static final String HOST = "127.0.0.1";
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral(HOST);

    private final String cookie;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final AtomicLongArray states = new AtomicLongArray(STREAMS);
    private final AtomicInteger brokerConnections = new AtomicInteger();
    private final AtomicInteger streamsEnded = new AtomicInteger();
    private double secondsWatched;
    private long begunNs;

    private OperatorRig(String cookie) {
        this.cookie = cookie;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        OperatorRig rig = new OperatorRig(firstAdministrator(arguments[0]));
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (@Nullable
        String word = input.readLine(); word != null; word = input.readLine()) {
            rig.become(Scene.valueOf(word));
        }
        rig.become(Scene.ALONE);
        rig.tell();
    }

    private static String firstAdministrator(String code) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest
                .newBuilder(URI.create("http://" + HOST + ':' + WEB_PORT + "/api/v1/setup"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers
                        .ofString("{\"code\": \"" + code + "\", \"password\": \"measured and forgotten\"}"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.headers().firstValue("set-cookie")
                    .orElseThrow(() -> new IOException(answer.statusCode() + " " + answer.body())).split(";", 2)[0];
        }
    }

    private void become(Scene scene) throws IOException {
        if (!open.isEmpty()) {
            secondsWatched += (System.nanoTime() - begunNs) / 1e9;
        }
        for (AutoCloseable one : open) {
            try {
                one.close();
            } catch (Exception e) {
                // what is closed is not needed any more
            }
        }
        open.clear();
        if (scene == Scene.ALONE) {
            return;
        }
        begunNs = System.nanoTime();
        ServerSocket broker = listening();
        open.add(broker);
        Thread.ofVirtual().start(() -> welcome(broker, scene));
        for (int i = 0; i < STREAMS; i++) {
            Socket socket = new Socket(LOOPBACK, WEB_PORT);
            open.add(socket);
            int number = i;
            Thread.ofVirtual().start(() -> watch(socket, number));
        }
    }

    /** The former one's place is free a moment after it was closed. */
    private static ServerSocket listening() throws IOException {
        for (int tries = 1;; tries++) {
            try {
                return new ServerSocket(BROKER_PORT, 1, LOOPBACK);
            } catch (BindException e) {
                if (tries == MOST_TRIES) {
                    throw e;
                }
                LockSupport.parkNanos(RETRY_NS);
            }
        }
    }

    private void welcome(ServerSocket broker, Scene scene) {
        List<Socket> held = new ArrayList<>();
        try {
            while (true) {
                Socket client = broker.accept();
                held.add(client);
                brokerConnections.incrementAndGet();
                if (scene == Scene.DEAF) {
                    client.getInputStream().read();
                    client.getOutputStream().write(WELCOME);
                }
            }
        } catch (IOException e) {
            for (Socket socket : held) {
                try {
                    socket.close();
                } catch (IOException again) {
                    // over anyway
                }
            }
        }
    }

    private void watch(Socket socket, int number) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(("GET /api/v1/events HTTP/1.1\r\nHost: " + HOST + "\r\nCookie: " + cookie + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (@Nullable
            String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("event: state")) {
                    states.incrementAndGet(number);
                }
            }
        } catch (IOException e) {
            // counted below, unless we hung up
        }
        if (!socket.isClosed()) {
            streamsEnded.incrementAndGet();
        }
    }

    private void tell() {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < STREAMS; i++) {
            least = Math.min(least, (double) states.get(i));
        }
        Child.tell("states-per-s", least / secondsWatched);
        Child.tell("streams-ended", streamsEnded.get());
        Child.tell("broker-connections", brokerConnections.get());
    }
}
