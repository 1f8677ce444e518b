package dev.grandmaster.app.mqtt;

import java.io.IOException;

/** A connection to a broker as we need it. One thread calls; each call ends within a few seconds, whatever the broker does. */
interface BrokerLine extends AutoCloseable {

    /**
     * Connects, with the last will that {@code settings} name.
     *
     * @throws IOException where there is no broker, or it does not want us
     */
    void connect() throws IOException;

    boolean isConnected();

    /**
     * Sends a message and waits until the broker has it (QoS 1).
     *
     * @param topic whole
     * @throws IOException where the broker did not confirm in time: it may have it or not
     */
    void publish(String topic, String payload, boolean retained) throws IOException;

    /** Hangs up, without a word where the broker does not listen. It may be connected anew. */
    void hangUp();

    /** Hangs up for good. */
    @Override
    default void close() {
        hangUp();
    }
}
