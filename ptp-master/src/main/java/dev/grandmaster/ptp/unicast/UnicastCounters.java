package dev.grandmaster.ptp.unicast;

import java.util.EnumMap;
import java.util.Map;

import dev.grandmaster.counter.Counter;

/** What the service counts. The PTP agent's thread writes, anybody reads. */
final class UnicastCounters {
    final Counter granted = new Counter("unicast_granted");
    final Counter cancelledByClient = new Counter("unicast_cancelled_by_client");
    final Counter cancelledByUs = new Counter("unicast_cancelled_by_server");
    final Counter expired = new Counter("unicast_expired");
    /** A Signaling message whose TLVs were cut short, were too many, or too short for their type. */
    final Counter malformed = new Counter("unicast_malformed");
    final Counter announceSent = new Counter("tx_unicast_announce");
    final Counter syncSent = new Counter("tx_unicast_sync");
    final Counter followUpSent = new Counter("tx_unicast_follow_up");
    final Counter signalingSent = new Counter("tx_unicast_signaling");
    final Counter sendFailed = new Counter("unicast_send_failed");
    final Counter stampLost = new Counter("unicast_stamp_lost");
    final Counter stampLate = new Counter("unicast_stamp_late");
    final Counter stampImplausible = new Counter("unicast_stamp_implausible");
    private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);

    UnicastCounters() {
        for (Refusal why : Refusal.values()) {
            refused.put(why, new Counter("unicast_refused_" + why.label()));
        }
    }

    void refuse(Refusal why) {
        Counter counter = refused.get(why);
        if (counter != null) {
            counter.increment();
        }
    }

    void addTo(Map<String, Long> counts) {
        for (Counter counter : new Counter[]{granted, cancelledByClient, cancelledByUs, expired, malformed,
                announceSent, syncSent,
                followUpSent, signalingSent, sendFailed, stampLost, stampLate, stampImplausible}) {
            counts.put(counter.name(), counter.get());
        }
        for (Counter counter : refused.values()) {
            counts.put(counter.name(), counter.get());
        }
    }
}
