package dev.grandmaster.app.mqtt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.ScheduledExecutorPingSender;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MQTT 3.1.1 by Eclipse Paho. The library neither reconnects nor keeps anything: its client is thrown away at the first trouble, whatever
 * it throws, and a new one is made, so that none of its states can lock us out.
 */
final class PahoLine implements BrokerLine {

    private static final int CONNECT_S = 5;
    private static final int KEEP_ALIVE_S = 15;
    private static final long CONFIRM_MS = 5_000;
    private static final long END_MS = 2_000;
    private static final int QOS = 1;
    /** It reads, sends, calls back, connects, hangs up and pings, each in one of its own. */
    private static final int THREADS = 6;
    private static final Logger LOG = LoggerFactory.getLogger("gm");

    private final BrokerSettings settings;
    private @Nullable Session session;

    /** A client of the library and the threads that are its alone. */
    private record Session(MqttAsyncClient client, ScheduledExecutorService threads) {

        /** The library takes its fields away from below its own threads, which then fail: so they end before. */
        private void end() {
            try {
                client.disconnectForcibly(0, 1, false);
            } catch (MqttException | RuntimeException e) {
                // it is thrown away all the same
            }
            threads.shutdownNow();
            try {
                if (!threads.awaitTermination(END_MS, TimeUnit.MILLISECONDS)) {
                    LOG.debug("MQTT: a thread of the library has not ended yet");
                }
                client.close(true);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (MqttException | RuntimeException e) {
                // as above
            }
        }
    }

    PahoLine(BrokerSettings settings) {
        this.settings = settings;
    }

    @Override
    public void connect() throws IOException {
        hangUp();
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setCleanSession(true);
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout(CONNECT_S);
        options.setKeepAliveInterval(KEEP_ALIVE_S);
        options.setWill(settings.availability(), "offline".getBytes(StandardCharsets.UTF_8), QOS, true);
        if (settings.loginFile().isPresent()) {
            List<String> login = login(settings.loginFile().get());
            options.setUserName(login.getFirst());
            options.setPassword(login.get(1).toCharArray());
        }
        if (settings.address().startsWith("ssl://")) {
            options.setSocketFactory(settings.trust().context().getSocketFactory());
            options.setHttpsHostnameVerificationEnabled(true);
        }
        try {
            // What its tasks throw stays in their futures.
            ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS,
                    Thread.ofPlatform().daemon().name("mqtt-", 0).factory());
            MqttAsyncClient made = new MqttAsyncClient(settings.address(), settings.clientId(),
                    new MemoryPersistence(), new ScheduledExecutorPingSender(threads), threads);
            session = new Session(made, threads);
            await(made.connect(options));
        } catch (MqttException | RuntimeException e) {
            hangUp();
            throw new IOException(why(e), e);
        }
    }

    private static List<String> login(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() < 2) {
            throw new IOException(file + ": the first line is the user, the second the password");
        }
        return lines;
    }

    private static void await(IMqttToken token) throws MqttException {
        token.waitForCompletion(CONFIRM_MS);
    }

    private static String why(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return e instanceof MqttException mqtt
                ? e.getMessage() + " (" + mqtt.getReasonCode() + (cause.equals(e) ? "" : ", " + cause.getMessage())
                        + ')'
                : String.valueOf(e);
    }

    @Override
    public boolean isConnected() {
        Session now = session;
        return now != null && now.client().isConnected();
    }

    @Override
    public void publish(String topic, String payload, boolean retained) throws IOException {
        Session now = session;
        if (now == null) {
            throw new IOException("not connected");
        }
        MqttMessage message = new MqttMessage(payload.getBytes(StandardCharsets.UTF_8));
        message.setQos(QOS);
        message.setRetained(retained);
        try {
            await(now.client().publish(topic, message));
        } catch (MqttException | RuntimeException e) {
            hangUp();
            throw new IOException(why(e), e);
        }
    }

    @Override
    public void hangUp() {
        Session old = session;
        session = null;
        if (old != null) {
            old.end();
        }
    }
}
