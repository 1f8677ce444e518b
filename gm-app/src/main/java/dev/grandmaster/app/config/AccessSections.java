package dev.grandmaster.app.config;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.grandmaster.ptp.management.ManagementLimits;
import dev.grandmaster.ptp.security.SecurityAssociation;
import dev.grandmaster.ptp.unicast.Prefix;

/** {@code [ptp.management]} and {@code [ptp.security]}. */
final class AccessSections {
    final Management management = new Management();
    final Security security = new Security();

    void check(Found found) {
        management.check(found);
        security.check(found);
    }

    PtpAccess bind(Found found) {
        return new PtpAccess(found.one(management), found.one(security));
    }

    static final class Management extends Section<ManagementLimits> {
        private final Row<Integer> requestsPerSecond = row("requestsPerSecond", Type.whole(0, 100_000, "1/s"), 100,
                "Management requests of the network that are looked at, of all askers of an instance together; 0 for none."
                        + " Programs of this host ask at the socket, without a limit.");
        private final Row<List<String>> allow = row("allow", PtpAccess.PREFIXES, List.of(),
                "Who of the network is answered. Empty: everybody whom ptp.unicast.deny does not name.");

        private final Row<Integer> clientsAskedPerSecond = row("clientsAskedPerSecond", Type.whole(0, 1000, "1/s"), 0,
                "So many clients on UDP are asked for their own offset, each every ten seconds at most, by linuxptp's NetSync"
                        + " Monitor; a ptp4l answers with net_sync_monitor and hybrid_e2e. 0 for none.");

        Management() {
            super("ptp.management", false,
                    "Management messages of the network, which ask and set nothing; and what we ask clients.");
        }

        @Override
        ManagementLimits bind(Values values) {
            return new ManagementLimits(values.get(requestsPerSecond),
                    values.get(allow).stream().map(Prefix::parse).toList(), values.get(clientsAskedPerSecond));
        }

        void check(Found found) {
            Values values = found.values(this);
            for (String prefix : values.get(allow)) {
                if (!Prefixes.isPrefix(prefix)) {
                    values.refuse(allow, "\"" + prefix + "\" is no prefix");
                }
            }
        }
    }

    static final class Security extends Section<Optional<SecurityAssociation>> {
        private final Row<String> file = optional("file", Type.text(), "File of keys, in the form of ptp4l's sa_file."
                + " With it every message is sealed (IEEE 1588-2019 clause 16.14), and messages of others count under"
                + " a seal of the file alone.");
        private final Row<Integer> spp = row("spp", Type.whole(0, 255), 0,
                "securityParameterPointer: which association of the file.");
        private final Row<Long> activeKeyId = row("activeKeyId", Type.wholeLong(1, 0xFFFF_FFFFL, ""), 1L,
                "The key that seals our messages; all of the association are accepted.");

        Security() {
            super("ptp.security", false, "Authentication of all PTP messages, on all ports.");
        }

        /** Reads the file, and says what is wrong with it. */
        void check(Found found) {
            Values values = found.values(this);
            Optional<String> named = values.find(file);
            if (named.isEmpty() || values.broken()) {
                return;
            }
            try {
                List<SecurityAssociation.Key> keys = KeyFile.read(Path.of(named.get()), values.get(spp));
                long active = values.get(activeKeyId);
                if (keys.stream().noneMatch(key -> key.id() == active)) {
                    values.refuse(activeKeyId, "no such key in association " + values.get(spp) + " of " + named.get());
                }
            } catch (NoSuchFileException e) {
                values.refuse(file, "no such file");
            } catch (IOException e) {
                values.refuse(file, "cannot be used: " + e.getMessage());
            }
        }

        @Override
        Optional<SecurityAssociation> bind(Values values) {
            return values.find(file).map(named -> {
                try {
                    return new SecurityAssociation(values.get(spp), values.get(activeKeyId),
                            KeyFile.read(Path.of(named), values.get(spp)));
                } catch (IOException e) {
                    throw new IllegalStateException(named + " was there a moment ago: " + e.getMessage(), e);
                }
            });
        }
    }
}
