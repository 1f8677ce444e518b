package dev.grandmaster.ptp;

import dev.grandmaster.board.ManagementChannel;
import dev.grandmaster.ptp.dataset.InstanceConfig;
import dev.grandmaster.ptp.wire.Header;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.ptp.wire.WireStatus;

/**
 * Programs of this host at their socket: hands each request to the instance of its domain, and what a ptp4l with
 * {@code slave_event_monitor} tells of itself to those who collect it.
 */
final class LocalManagement {
    private static final int MOST_A_CYCLE = 16;

    private final ManagementChannel channel;
    private final Instance[] instances;
    private final Header header = new Header();

    LocalManagement(ManagementChannel channel, Instance[] instances) {
        this.channel = channel;
        this.instances = instances;
    }

    /** Answers what was asked; returns whether more may wait. */
    boolean poll(long nowMonoNs) {
        for (int taken = 0; taken < MOST_A_CYCLE; taken++) {
            int length = channel.receive();
            if (length < 0) {
                return false;
            }
            if (header.wrap(channel.request(), 0, length) == WireStatus.OK) {
                handOn(nowMonoNs);
            }
        }
        return true;
    }

    void close() {
        channel.close();
    }

    private void handOn(long nowMonoNs) {
        for (Instance instance : instances) {
            InstanceConfig config = instance.announcement().instance();
            if (config.domainNumber() == header.domainNumber() && config.sdoId() == header.sdoId()) {
                if (header.messageType() == MessageType.MANAGEMENT) {
                    instance.management().onLocalMessage(header, channel, nowMonoNs);
                } else if (header.messageType() == MessageType.SIGNALING) {
                    instance.reports().onMessage(header, nowMonoNs);
                }
                return;
            }
        }
    }
}
