package dev.grandmaster.app.mqtt;

import java.io.IOException;
import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The line to a broker of our own, which is started when it is first needed. */
final class EmbeddedLine implements BrokerLine {

    private static final Logger LOG = LoggerFactory.getLogger("gm");

    private final String address;
    private final BrokerLine line;
    private @Nullable EmbeddedBroker broker;

    EmbeddedLine(BrokerSettings settings) {
        address = settings.address();
        line = new PahoLine(settings);
    }

    @Override
    public void connect() throws IOException {
        if (broker == null) {
            broker = started();
            LOG.info("MQTT: the embedded broker listens at {}; it keeps nothing and asks nobody for a password",
                    address);
        }
        line.connect();
    }

    private EmbeddedBroker started() throws IOException {
        URI uri = URI.create(address);
        try {
            return new EmbeddedBroker(uri.getHost(), uri.getPort());
        } catch (NoClassDefFoundError e) {
            throw new IOException("this installation carries no embedded broker (Moquette); name one by mqtt.broker",
                    e);
        }
    }

    @Override
    public boolean isConnected() {
        return line.isConnected();
    }

    @Override
    public void publish(String topic, String payload, boolean retained) throws IOException {
        line.publish(topic, payload, retained);
    }

    @Override
    public void hangUp() {
        line.hangUp();
    }

    @Override
    public void close() {
        line.close();
        if (broker != null) {
            broker.close();
        }
    }
}
