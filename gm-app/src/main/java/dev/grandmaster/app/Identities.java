package dev.grandmaster.app;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

import dev.grandmaster.app.config.Configuration;
import dev.grandmaster.app.config.SiteConfig.PtpPort;
import dev.grandmaster.app.persistence.DurableFile;
import dev.grandmaster.app.persistence.IdentityStore;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.linux.net.InterfaceProbe;
import dev.grandmaster.state.ClockIdentity;

/** Who we are on the wire: the kept identity, else one made from the first port's permanent MAC. */
final class Identities {

    private static final long MAC_BITS = 0xFFFF_FFFF_FFFFL;
    /** Locally administered and not a group, IEEE 802 clause 8.2. */
    private static final long LOCAL = 0x0200_0000_0000L;
    private static final long GROUP = 0x0100_0000_0000L;

    private Identities() {
    }

    /**
     * The identity of this unit.
     *
     * @throws BoardException where no port has a MAC address to make one of, on a real board
     * @throws IOException    where the kept identity can be neither read nor written
     */
    static ClockIdentity ofUnit(Configuration configuration, Path stateDirectory) throws BoardException, IOException {
        Optional<ClockIdentity> configured = configuration.site().instances().getFirst().clockIdentity();
        if (configured.isPresent()) {
            return configured.get();
        }
        IdentityStore store = new IdentityStore(new DurableFile(stateDirectory.resolve("clockIdentity")));
        Optional<ClockIdentity> kept = store.kept();
        if (kept.isPresent()) {
            return kept.get();
        }
        ClockIdentity made = ClockIdentity.ofMac(macToBegin(configuration));
        store.keep(made);
        return made;
    }

    private static long macToBegin(Configuration configuration) throws BoardException {
        for (PtpPort port : configuration.ptpPorts()) {
            try (InterfaceProbe probe = new InterfaceProbe(port.spec().interfaceName())) {
                probe.look();
                long mac = probe.permanentMac();
                if (mac != 0) {
                    return mac;
                }
            }
        }
        if (configuration.board().simulated()) {
            return (new SecureRandom().nextLong() & MAC_BITS & ~GROUP) | LOCAL;
        }
        throw new BoardException(BoardException.Kind.UNSUITABLE,
                "no PTP port has a MAC address to make a clockIdentity of; set ptp.clockIdentity");
    }
}
