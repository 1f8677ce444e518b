package dev.grandmaster.app.mqtt;

import java.nio.file.Path;
import java.util.Optional;

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
        Trust trust) {

    /** Where we say whether we are there; the broker says it for us when we are not. */
    String availability() {
        return prefix + "/availability";
    }

    /**
     * PEM files of TLS.
     *
     * @param authority   who signs brokers; empty: those that the system trusts
     * @param certificate ours
     * @param key         its private key, PKCS #8
     */
    public record Trust(Optional<Path> authority, Optional<Path> certificate, Optional<Path> key) {
    }
}
