package dev.grandmaster.app.mqtt;

import java.nio.file.Path;
import java.util.Optional;

import dev.grandmaster.app.tls.PemTrust;

/**
 * How the broker is reached.
 *
 * @param address      {@code tcp://host:port} or {@code ssl://host:port}
 * @param embedded     a broker of our own is to listen there
 * @param clientId     our name
 * @param prefix       beginning of all topics, without a slash at its end
 * @param loginFile    user and password, a line each
 * @param trust        certificates and keys
 */
public record BrokerSettings(String address, boolean embedded, String clientId, String prefix, Optional<Path> loginFile,
        PemTrust trust) {

    /** Where we say whether we are there; the broker says it for us when we are not. */
    String availability() {
        return prefix + "/availability";
    }
}
