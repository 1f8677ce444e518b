package dev.grandmaster.app.config;

import java.util.List;
import java.util.Optional;

import dev.grandmaster.board.PortSpec;
import dev.grandmaster.state.ClockIdentity;

/**
 * What the operator wants.
 *
 * @param cableDelayNs how late the pulse arrives by antenna, cable and distribution, ns, all its parts added up; positive is late
 * @param place what a receiver is told of its place
 * @param instances PTP instances; the first is the default one and has the empty name
 * @param ports PTP ports as asked for; empty: take those of {@link Configuration#ptpPorts()}
 * @param unicast limits of unicast negotiation
 * @param holdover when it counts
 * @param leapSecondsFile a leap-seconds list to be preferred to the system's and ours
 * @param stateDirectory what is learnt is kept here; empty: the command line or the place of the installation says
 * @param reporting what is told beside time
 */
public record SiteConfig(double cableDelayNs, Place place, List<PtpInstance> instances, List<PtpPort> ports,
        Unicast unicast,
        Holdover holdover,
        Optional<String> leapSecondsFile, Optional<String> stateDirectory, Reporting reporting) {

    /** Default values and limits that belong together. */
    public enum Profile {
        /** IEEE 1588-2019 Annex I.3, delay request-response. */
        DEFAULT("default");

        private final String word;

        Profile(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /**
     * Where the antenna stands.
     *
     * @param surveySeconds a survey lasts for so long at least
     * @param surveyAccuracyM it ends at this accuracy, m
     * @param heightM above the ellipsoid, m
     * @param accuracyM of a fixed place, m
     */
    public record Place(Kind kind, int surveySeconds, double surveyAccuracyM, double latitudeDeg, double longitudeDeg,
            double heightM, double accuracyM) {

        /** Who says where it is. */
        public enum Kind {
            /** The receiver finds it once and holds it. */
            SURVEY("survey"),
            /** The site file. */
            FIXED("fixed"),
            /** The receiver, in each second. */
            MOVING("moving");

            private final String word;

            Kind(String word) {
                this.word = word;
            }

            String word() {
                return word;
            }
        }
    }

    /** How clients measure the path. */
    public enum DelayMechanism {
        /** Delay request-response, IEEE 1588-2019 clause 11.3. */
        E2E,
        /** Peer delay, clause 11.4: Pdelay_Req are answered. */
        P2P
    }

    /**
     * One clock on the wire.
     *
     * @param name empty for the default instance
     * @param clockIdentity empty: made from the first port's MAC address and kept
     */
    public record PtpInstance(String name, int domainNumber, int priority1, int priority2, Profile profile,
            Optional<ClockIdentity> clockIdentity) {
    }

    /**
     * One port of an instance; intervals are logarithms to base 2 of seconds.
     *
     * @param spec interface, transport and time stamps
     * @param instance name of its instance
     * @param masterOnly Announce messages of others change nothing
     * @param ptpMinorVersion 1 is IEEE 1588-2019, 0 what older clients expect
     */
    public record PtpPort(PortSpec spec, String instance, DelayMechanism delayMechanism, boolean masterOnly,
            int logAnnounceInterval, int logSyncInterval, int logMinDelayReqInterval, int announceReceiptTimeout,
            int ptpMinorVersion, Delivery delivery, Latency latency) {
    }

    /** From the point where a message is stamped to the connector, ns; it leaves later and arrived earlier by so much. */
    public record Latency(double egressNs, double ingressNs) {
    }

    /**
     * To whom a port's messages go.
     *
     * @param multicast Announce and Sync go to the group
     * @param unicastNegotiation clients may ask for messages of their own
     * @param hybridE2e a Delay_Req that came to us alone is answered without a grant
     */
    public record Delivery(boolean multicast, boolean unicastNegotiation, boolean hybridE2e) {
    }

    /**
     * Limits of unicast negotiation, of all ports together.
     *
     * @param minLogInterval the shortest interval that is granted
     * @param messageBudget messages a second that may be promised
     * @param allow prefixes of known clients; empty: the subnets of the PTP interfaces
     * @param deny prefixes that are never answered
     */
    public record Unicast(int maxClients, int minLogInterval, int maxDurationSeconds, int maxClientsPerAddress,
            int messageBudget, boolean unicastWhenPassive, List<String> allow, List<String> deny) {
    }

    /**
     * When holdover counts.
     *
     * @param minLockSeconds locked this long before the loss of the pulse is holdover
     * @param specNs error bound up to which holdover is within specification, ns
     * @param requalifySeconds pulses that moved away are followed after so long at their new place
     */
    public record Holdover(int minLockSeconds, int specNs, int requalifySeconds) {
    }
}
