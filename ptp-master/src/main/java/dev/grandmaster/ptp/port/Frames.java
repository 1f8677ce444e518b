package dev.grandmaster.ptp.port;

import dev.grandmaster.ptp.dataset.InstanceConfig;
import dev.grandmaster.ptp.wire.Header;

/** What all messages of a port have in common, written once into the prepared frames. */
final class Frames {
    private Frames() {
    }

    static void prepare(Header message, InstanceConfig instance, int portNumber) {
        message.sdoId(instance.sdoId());
        message.domainNumber(instance.domainNumber());
        message.sourcePortIdentity(instance.clockIdentity().value(), portNumber);
    }
}
