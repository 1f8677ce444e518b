package dev.grandmaster.app.mqtt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

/**
 * MQTT 3.1.1 by Eclipse Paho. The library neither reconnects nor keeps anything: its client is thrown away at the first trouble, whatever
 * it throws, and a new one is made, so that none of its states can lock us out.
 */
final class PahoLine implements BrokerLine {

    private static final int CONNECT_S = 5;
    private static final int KEEP_ALIVE_S = 15;
    private static final long CONFIRM_MS = 5_000;
    private static final int QOS = 1;

    private final BrokerSettings settings;
    private @Nullable MqttAsyncClient client;

    PahoLine(BrokerSettings settings) {
        this.settings = settings;
    }

    @Override
    public void connect() throws IOException {
        close();
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
            options.setSocketFactory(PemTrust.sockets(settings.trust()));
            options.setHttpsHostnameVerificationEnabled(true);
        }
        try {
            MqttAsyncClient made = new MqttAsyncClient(settings.address(), settings.clientId(),
                    new MemoryPersistence());
            client = made;
            await(made.connect(options));
        } catch (MqttException | RuntimeException e) {
            close();
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
        MqttAsyncClient now = client;
        return now != null && now.isConnected();
    }

    @Override
    public void publish(String topic, String payload, boolean retained) throws IOException {
        MqttAsyncClient now = client;
        if (now == null) {
            throw new IOException("not connected");
        }
        MqttMessage message = new MqttMessage(payload.getBytes(StandardCharsets.UTF_8));
        message.setQos(QOS);
        message.setRetained(retained);
        try {
            await(now.publish(topic, message));
        } catch (MqttException | RuntimeException e) {
            close();
            throw new IOException(why(e), e);
        }
    }

    @Override
    public void close() {
        MqttAsyncClient old = client;
        client = null;
        if (old != null) {
            try {
                old.disconnectForcibly(0, 1, false);
            } catch (MqttException | RuntimeException e) {
                // it is thrown away all the same
            }
            try {
                old.close(true);
            } catch (MqttException | RuntimeException e) {
                // as above
            }
        }
    }
}
