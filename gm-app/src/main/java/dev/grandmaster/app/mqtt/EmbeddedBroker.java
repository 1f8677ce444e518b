package dev.grandmaster.app.mqtt;

import java.io.IOException;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.moquette.broker.Server;
import io.moquette.broker.config.IConfig;
import io.moquette.broker.config.MemoryConfig;

/** Moquette within our process, in memory alone: for trying out. It is linked when it is first made, so that it may be absent. */
final class EmbeddedBroker implements AutoCloseable {

    /** Silent: what matters of them we say ourselves. Held here, or their levels would be forgotten. */
    private static final Logger MOQUETTE = Logger.getLogger("io.moquette");
    private static final Logger NETTY = Logger.getLogger("io.netty");

    private final Server server = new Server();

    /**
     * Starts it.
     *
     * @throws IOException where it cannot listen there
     */
    EmbeddedBroker(String host, int port) throws IOException {
        MOQUETTE.setLevel(Level.OFF);
        NETTY.setLevel(Level.OFF);
        // Netty's short cuts through sun.misc.Unsafe would be told as warnings of the runtime.
        System.setProperty("io.netty.noUnsafe", "true");
        Properties wanted = new Properties();
        wanted.setProperty(IConfig.HOST_PROPERTY_NAME, host);
        wanted.setProperty(IConfig.PORT_PROPERTY_NAME, Integer.toString(port));
        wanted.setProperty(IConfig.PERSISTENCE_ENABLED_PROPERTY_NAME, "false");
        wanted.setProperty(IConfig.ALLOW_ANONYMOUS_PROPERTY_NAME, "true");
        wanted.setProperty("allow_zero_byte_client_id", "true");
        // It would report its users to its makers.
        wanted.setProperty(IConfig.ENABLE_TELEMETRY_NAME, "false");
        try {
            server.startServer(new MemoryConfig(wanted));
        } catch (Exception e) { // Netty throws what the socket threw, declared or not
            throw new IOException("the embedded broker cannot listen at " + host + ':' + port + ": " + e.getMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        server.stopServer();
    }
}
