package dev.grandmaster.app.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import dev.grandmaster.app.tls.PemTrust;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real mosquitto, with TLS and password; killed, started again, and one that hangs. */
class MqttIT {

    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    private Path folder;
    private final List<Process> started = new ArrayList<>();
    private int port;

    @BeforeEach
    void needsMosquitto() throws IOException {
        for (String program : List.of("/usr/sbin/mosquitto", "/usr/bin/mosquitto_sub", "/usr/bin/mosquitto_pub",
                "/usr/bin/mosquitto_passwd")) {
            Assumptions.assumeTrue(Files.isExecutable(Path.of(program)), program + " is not installed");
        }
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void endAll() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    private Process start(Path output, String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        started.add(process);
        return process;
    }

    private void run(String... command) throws IOException, InterruptedException {
        Path output = folder.resolve("command.log");
        assertEquals(0, start(output, command).waitFor(), () -> String.join(" ", command) + " failed");
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long beganNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - beganNs < PATIENCE_NS, () -> "not within a minute: " + what);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    private MqttThread thread(BrokerSettings settings, List<String> troubles) {
        return new MqttThread(settings, new MqttThread.Topics(settings.prefix(), List::of,
                () -> new Message("state", "steady", true), () -> new Message("telemetry", "now", false), 0),
                folder.resolve("mqtt.db"), 100, (away, why) -> troubles.add(away + " " + why));
    }

    private BrokerSettings plain() {
        return new BrokerSettings("tcp://127.0.0.1:" + port, false, "unit", "gm/1", Optional.empty(),
                new PemTrust(Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private Process broker(String more) throws IOException, InterruptedException {
        Path config = folder.resolve("mosquitto.conf");
        Files.writeString(config, "listener " + port + " 127.0.0.1\nuser root\n" + more);
        Process broker = start(folder.resolve("mosquitto.log"), "/usr/sbin/mosquitto", "-v", "-c", config.toString());
        await("mosquitto listens", () -> lines(folder.resolve("mosquitto.log")).stream()
                .anyMatch(line -> line.contains("running")));
        return broker;
    }

    private Path listen(String name, String... more) throws IOException {
        Path output = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of("/usr/bin/mosquitto_sub", "-h", "127.0.0.1", "-p",
                Integer.toString(port), "-t", "gm/#", "-q", "1", "-v"));
        command.addAll(List.of(more));
        start(output, command.toArray(String[]::new));
        return output;
    }

    @Test
    void alarmsWaitOnTheDiskWhileTheBrokerIsDeadAndArriveInOrderAfterwards() throws Exception {
        List<String> troubles = new CopyOnWriteArrayList<>();
        try (MqttThread mqtt = thread(plain(), troubles)) {
            for (int i = 0; i < 5; i++) {
                mqtt.send(new Message("alarm/a/" + i, "early " + i, true), true);
            }
            await("five wait", () -> mqtt.waiting() == 5);
            Process broker = broker("allow_anonymous true\n");
            Path heard = listen("first.txt");
            await("all five are there", () -> lines(heard).contains("gm/1/alarm/a/4 early 4"));
            assertEquals("gm/1/availability online",
                    lines(heard).stream().filter(line -> line.contains("availability")).findFirst().orElse(""));
            await("none waits", () -> mqtt.waiting() == 0);

            broker.destroyForcibly().waitFor();
            await("the loss is seen", () -> !mqtt.isConnected());
            for (int i = 0; i < 20; i++) {
                mqtt.send(new Message("event/e/x", "late " + i, false), false);
            }
            await("they wait", () -> mqtt.waiting() == 20);
            Files.delete(folder.resolve("mosquitto.log"));
            broker("allow_anonymous true\n");
            Path again = listen("second.txt");
            await("the last has come", () -> lines(again).contains("gm/1/event/e/x late 19"));
            List<String> late = lines(again).stream().filter(line -> line.contains("/event/")).distinct().toList();
            List<String> sorted = new ArrayList<>();
            for (int i = 20 - late.size(); i < 20; i++) {
                sorted.add("gm/1/event/e/x late " + i);
            }
            assertEquals(sorted, late);
            await("the state", () -> lines(again).contains("gm/1/state steady"));
        }
        assertTrue(troubles.contains("false "), troubles.toString());
        assertTrue(troubles.getLast().startsWith("false"), troubles.toString());
    }

    @Test
    void theBrokerSaysThatWeAreGoneWhenWeAre() throws Exception {
        broker("allow_anonymous true\n");
        Path heard = listen("will.txt");
        PahoLine line = new PahoLine(plain());
        line.connect();
        line.publish("gm/1/availability", "online", true);
        line.hangUp(); // without a word, as by a crash
        await("the will", () -> lines(heard).contains("gm/1/availability offline"));
    }

    @Test
    void theEmbeddedBrokerTakesOurMessagesAndTheirs() throws Exception {
        BrokerSettings own = new BrokerSettings("tcp://127.0.0.1:" + port, true, "unit", "gm/1", Optional.empty(),
                plain().trust());
        List<String> troubles = new CopyOnWriteArrayList<>();
        try (MqttThread mqtt = thread(own, troubles)) {
            mqtt.send(new Message("alarm/e/x", "embedded", true), true);
            await("it is sent", () -> mqtt.isConnected() && mqtt.waiting() == 0);
            Path heard = listen("embedded.txt");
            await("what is retained", () -> lines(heard).containsAll(
                    List.of("gm/1/availability online", "gm/1/alarm/e/x embedded", "gm/1/state steady")));
            run("/usr/bin/mosquitto_pub", "-h", "127.0.0.1", "-p", Integer.toString(port), "-t", "gm/2", "-m", "other");
            await("what others say", () -> lines(heard).contains("gm/2 other"));
            List<String> second = new CopyOnWriteArrayList<>();
            try (EmbeddedLine late = new EmbeddedLine(own)) {
                late.connect();
            } catch (IOException e) {
                second.add(e.getMessage());
            }
            assertTrue(second.size() == 1 && second.getFirst().contains("cannot listen at 127.0.0.1:" + port),
                    second.toString());
        }
        assertEquals("false ", troubles.getLast(), troubles.toString());
    }

    /** The library's threads used to fail with a stack trace of their own when its client was thrown away beneath them. */
    @Test
    void noThreadOfTheLibraryFailsWhenItsClientIsThrownAway() throws Exception {
        List<String> failed = new CopyOnWriteArrayList<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> failed.add(thread.getName() + ": " + failure));
        try (ServerSocket broker = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> welcomeAndFlood(broker));
            PahoLine line = new PahoLine(plain());
            for (int i = 0; i < 40; i++) {
                line.connect();
                line.hangUp();
            }
            await("no thread of it is left", () -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("MQTT ")));
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertEquals(List.of(), failed);
    }

    /** Answers each CONNECT, and goes on with messages at once, so that there is something to do when we hang up. */
    private static void welcomeAndFlood(ServerSocket broker) {
        byte[] message = {0x30, 4, 0, 1, 'x', 'y'};
        while (!broker.isClosed()) {
            try (Socket client = broker.accept()) {
                client.getInputStream().read();
                client.getOutputStream().write(new byte[]{0x20, 2, 0, 0});
                while (true) {
                    client.getOutputStream().write(message);
                }
            } catch (IOException e) {
                // hung up
            }
        }
    }

    @Test
    void aBrokerThatHangsHoldsUpNobody() throws Exception {
        Process broker = broker("allow_anonymous true\n");
        List<String> troubles = new CopyOnWriteArrayList<>();
        try (MqttThread mqtt = thread(plain(), troubles)) {
            await("connected", mqtt::isConnected);
            await("greeted", () -> troubles.contains("false "));
            run("/bin/kill", "-STOP", Long.toString(broker.pid()));
            for (int i = 0; i < 10; i++) {
                mqtt.send(new Message("alarm/h/" + i, "hung " + i, true), true); // returns at once
            }
            await("it is given up", () -> !mqtt.isConnected());
            await("all wait", () -> mqtt.waiting() == 10);
            run("/bin/kill", "-CONT", Long.toString(broker.pid()));
            Path heard = listen("hung.txt");
            await("all arrive", () -> mqtt.waiting() == 0);
            await("and are retained", () -> lines(heard).contains("gm/1/alarm/h/9 hung 9"));
        }
    }

    @Test
    void passwordAndCertificatesOfBothSidesAreUsed() throws Exception {
        Path ca = folder.resolve("ca.pem");
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=test authority",
                "-keyout", folder.resolve("ca.key").toString(), "-out", ca.toString());
        Path extension = folder.resolve("san.cnf");
        Files.writeString(extension, "subjectAltName=IP:127.0.0.1,DNS:localhost\n");
        for (String name : List.of("broker", "unit")) {
            run("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=" + name, "-keyout",
                    folder.resolve(name + ".key").toString(), "-out", folder.resolve(name + ".csr").toString());
            run("openssl", "x509", "-req", "-days", "2", "-CA", ca.toString(), "-CAkey",
                    folder.resolve("ca.key").toString(), "-CAcreateserial", "-extfile", extension.toString(), "-in",
                    folder.resolve(name + ".csr").toString(), "-out", folder.resolve(name + ".pem").toString());
        }
        Path passwords = folder.resolve("passwords");
        run("/usr/bin/mosquitto_passwd", "-b", "-c", passwords.toString(), "unit", "open sesame");
        broker("allow_anonymous false\npassword_file " + passwords + "\ncafile " + ca + "\ncertfile "
                + folder.resolve("broker.pem") + "\nkeyfile " + folder.resolve("broker.key")
                + "\nrequire_certificate true\n");
        Path login = folder.resolve("login");
        Files.writeString(login, "unit\nopen sesame\n");
        PemTrust trust = new PemTrust(Optional.of(ca), Optional.of(folder.resolve("unit.pem")),
                Optional.of(folder.resolve("unit.key")));
        BrokerSettings settings = new BrokerSettings("ssl://127.0.0.1:" + port, false, "unit", "gm/1",
                Optional.of(login),
                trust);
        Path heard = listen("tls.txt", "--cafile", ca.toString(), "--cert", folder.resolve("unit.pem").toString(),
                "--key", folder.resolve("unit.key").toString(), "-u", "unit", "-P", "open sesame");
        List<String> troubles = new CopyOnWriteArrayList<>();
        try (MqttThread mqtt = thread(settings, troubles)) {
            mqtt.send(new Message("alarm/t/x", "by TLS", true), true);
            await("by TLS", () -> lines(heard).contains("gm/1/alarm/t/x by TLS"));
        }
        Files.writeString(login, "unit\nwrong\n");
        try (MqttThread mqtt = thread(settings, troubles)) {
            await("a wrong password is refused",
                    () -> troubles.stream().anyMatch(trouble -> trouble.startsWith("true")));
            assertTrue(!mqtt.isConnected());
        }
        Files.writeString(login, "unit\nopen sesame\n");
        BrokerSettings strangers = new BrokerSettings(settings.address(), false, "unit", "gm/1", Optional.of(login),
                new PemTrust(Optional.empty(), trust.certificate(), trust.key()));
        List<String> refused = new CopyOnWriteArrayList<>();
        try (MqttThread mqtt = thread(strangers, refused)) {
            await("a broker of an unknown authority is refused", () -> !refused.isEmpty());
            assertTrue(refused.getFirst().startsWith("true"), refused.toString());
            assertTrue(!mqtt.isConnected());
        }
    }
}
