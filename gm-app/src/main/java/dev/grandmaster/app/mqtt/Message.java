package dev.grandmaster.app.mqtt;

/**
 * One message for the broker.
 *
 * @param topic    below the prefix
 * @param payload  JSON; empty to take a retained message back
 * @param retained kept by the broker for those who come later
 */
public record Message(String topic, String payload, boolean retained) {
}
