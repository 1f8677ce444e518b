package dev.grandmaster.app.config;

import java.util.List;
import java.util.Optional;

import dev.grandmaster.ptp.management.ManagementLimits;
import dev.grandmaster.ptp.security.SecurityAssociation;

/**
 * Who may ask what of all PTP ports.
 *
 * @param management of the network
 * @param security by which messages are sealed; empty for none
 */
public record PtpAccess(ManagementLimits management, Optional<SecurityAssociation> security) {
    /** A list of prefixes as rows allow it. */
    static final Type<List<String>> PREFIXES = Type.texts("[0-9A-Fa-f.:]+(/[0-9]{1,3})?",
            "address prefixes such as \"10.1.0.0/16\" or \"fd00::/8\", or addresses of cards on Ethernet such as"
                    + " \"00:11:22:33:44:55\"");
}
