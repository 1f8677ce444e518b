package dev.grandmaster.ptp.management;

import java.util.List;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.ptp.unicast.Prefix;

/**
 * Who of the network may ask, and how often, and how often we ask clients. Programs of this host ask as they like.
 *
 * @param requestsPerSecond of all askers of an instance together; 0 answers nobody
 * @param allow who is answered; empty: everybody
 * @param clientsAskedPerSecond how many clients are asked for their own offset; 0 for none
 */
public record ManagementLimits(int requestsPerSecond, List<Prefix> allow, int clientsAskedPerSecond) {
    public static final ManagementLimits DEFAULT = new ManagementLimits(100, List.of(), 0);

    public ManagementLimits {
        allow = List.copyOf(allow);
    }

    boolean allows(PtpAddress address) {
        return allow.isEmpty() || allow.stream().anyMatch(prefix -> prefix.contains(address));
    }
}
