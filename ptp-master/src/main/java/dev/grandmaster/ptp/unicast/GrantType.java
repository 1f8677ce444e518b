package dev.grandmaster.ptp.unicast;

import dev.grandmaster.ptp.wire.MessageType;
import org.jspecify.annotations.Nullable;

/** Messages that can be granted (IEEE 1588-2019 clause 16.1.1), with their place in a client's row. */
enum GrantType {
    ANNOUNCE(0, MessageType.ANNOUNCE, 1), //
    SYNC(1, MessageType.SYNC, 2), //
    DELAY_RESP(2, MessageType.DELAY_RESP, 1), //
    PDELAY_RESP(3, MessageType.PDELAY_RESP, 2);

    /** Grants that a client can hold. */
    static final int COUNT = 4;
    private static final GrantType[] BY_INDEX = values();

    private final int index;
    private final MessageType message;
    private final int weight;

    GrantType(int index, MessageType message, int weight) {
        this.index = index;
        this.message = message;
        this.weight = weight;
    }

    static GrantType of(int index) {
        return BY_INDEX[index];
    }

    /** By the messageType of a TLV; null for one that cannot be granted. */
    static @Nullable GrantType ofWire(int messageType) {
        for (GrantType type : BY_INDEX) {
            if (type.message.wire() == messageType) {
                return type;
            }
        }
        return null;
    }

    /** Sent when asked for by a message, not by the clock. */
    boolean response() {
        return this == DELAY_RESP || this == PDELAY_RESP;
    }

    int index() {
        return index;
    }

    MessageType message() {
        return message;
    }

    /** Messages within 16 s at an interval: 16 * 2^-log, a Follow_Up counted too. */
    long load(int logInterval) {
        return (long) weight << (UnicastConfig.MAX_LOG_INTERVAL - logInterval);
    }
}
