package dev.grandmaster.ptp.port;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import dev.grandmaster.counter.Counter;
import dev.grandmaster.ptp.wire.MessageType;

/** What a port counts. The PTP agent's thread writes, anybody reads. */
public final class PortCounters {
    private final Counter[] received = new Counter[16];
    private final Counter[] sent = new Counter[16];
    /** An event message of ours whose transmit stamp will not come: one Follow_Up less. */
    final Counter stampLost = new Counter("tx_stamp_lost");
    /** A stamp that came when nobody waited for it any more. */
    final Counter stampLate = new Counter("tx_stamp_late");
    /** A stamp, either way, that cannot be of the clock that we announce. */
    final Counter stampImplausible = new Counter("stamp_implausible");
    /** A request without a receive stamp, which cannot be answered. */
    final Counter receiveStampMissing = new Counter("rx_stamp_missing");
    /** The transport refused a message. */
    final Counter sendFailed = new Counter("send_failed");
    /** An Announce for which the foreign master table had no place. */
    final Counter foreignRefused = new Counter("foreign_master_refused");
    /** An Announce that had passed through our clock before. */
    final Counter announceCameBack = new Counter("announce_came_back");
    /** A request in a state or by a mechanism in which it is not answered. */
    final Counter requestIgnored = new Counter("request_ignored");

    /** A request of somebody who asks too often. */
    final Counter requestOverLimit = new Counter("request_over_limit");
    /** A request from a denied address. */
    final Counter requestDenied = new Counter("request_denied");

    /** A Pdelay_Req of ours that nobody answered. */
    final Counter pdelayUnanswered = new Counter("pdelay_unanswered");
    /** The link changed its speed while it was up. */
    final Counter renegotiated = new Counter("link_renegotiated");

    PortCounters() {
        for (MessageType type : MessageType.values()) {
            String name = type.standardName().toLowerCase(Locale.ROOT);
            received[type.wire()] = new Counter("rx_" + name);
            sent[type.wire()] = new Counter("tx_" + name);
        }
    }

    Counter received(MessageType type) {
        return received[type.wire()];
    }

    Counter sent(MessageType type) {
        return sent[type.wire()];
    }

    /** All counts by name. */
    public Map<String, Long> snapshot() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (MessageType type : MessageType.values()) {
            put(counts, received(type));
            put(counts, sent(type));
        }
        put(counts, stampLost);
        put(counts, stampLate);
        put(counts, stampImplausible);
        put(counts, receiveStampMissing);
        put(counts, sendFailed);
        put(counts, foreignRefused);
        put(counts, announceCameBack);
        put(counts, requestIgnored);
        put(counts, requestOverLimit);
        put(counts, requestDenied);
        put(counts, pdelayUnanswered);
        put(counts, renegotiated);
        return counts;
    }

    private static void put(Map<String, Long> counts, Counter counter) {
        counts.put(counter.name(), counter.get());
    }
}
