package dev.grandmaster.app.config;

import java.util.List;
import java.util.Optional;

import dev.grandmaster.board.PortSpec;
import dev.grandmaster.holdover.quality.QualityPolicy.FrequencyCategory;
import dev.grandmaster.holdover.quality.QualityPolicy.QualityLevel;
import dev.grandmaster.ptp.dataset.DelayMechanism;
import dev.grandmaster.ptp.profile.Profile;
import dev.grandmaster.ptp.tlv.PortTlvs;
import dev.grandmaster.state.ClockIdentity;

/**
 * What the operator wants.
 *
 * @param cableDelayNs how late the pulse arrives by antenna, cable and distribution, ns, all its parts added up; positive is late
 * @param place what a receiver is told of its place
 * @param instances PTP instances; the first is the default one and has the empty name
 * @param ports PTP ports as asked for; empty: take those of {@link Configuration#ptpPorts()}
 * @param portTlvs what each of {@code ports} sends beside its messages, in their order
 * @param access who may ask what
 * @param unicast limits of unicast negotiation
 * @param holdover when it counts
 * @param leapSecondsFile a leap-seconds list to be preferred to the system's and ours
 * @param ntpServers asked whether the second is the right one
 * @param stateDirectory what is learnt is kept here; empty: the command line or the place of the installation says
 * @param reporting what is told beside time
 * @param web pages and API
 */
public record SiteConfig(double cableDelayNs, Place place, List<PtpInstance> instances, List<PtpPort> ports,
        List<PortTlvs> portTlvs, PtpAccess access,
        Unicast unicast,
        Holdover holdover,
        Optional<String> leapSecondsFile, List<String> ntpServers, Optional<String> stateDirectory,
        Reporting reporting, Web web) {

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

    /**
     * One clock on the wire.
     *
     * @param name empty for the default instance
     * @param localPriority of the alternate algorithm
     * @param clockIdentity empty: made from the first port's MAC address and kept
     * @param ladder choices within the profile's ladder of clockClass
     */
    public record PtpInstance(String name, int domainNumber, int priority1, int priority2, int localPriority,
            Profile profile, Optional<ClockIdentity> clockIdentity, Ladder ladder) {
    }

    /** Degradation alternatives of IEEE 1588-2019 Table 4. */
    public enum Degradation {
        /** clockClass 52. */
        A,
        /** clockClass 187. */
        B
    }

    /**
     * What a profile's ladder of clockClass leaves to the operator.
     *
     * @param degradation of profiles with the classes of IEEE 1588-2019
     * @param frequencyCategory of G.8275.1 and G.8275.2
     * @param announceHoldoverAccuracy of the same two
     * @param lockedQualityLevel of G.8265.1
     * @param holdoverQualityLevel of G.8265.1
     */
    public record Ladder(Degradation degradation, FrequencyCategory frequencyCategory,
            boolean announceHoldoverAccuracy, QualityLevel lockedQualityLevel, QualityLevel holdoverQualityLevel) {
        /** Nothing was chosen. */
        public static final Ladder USUAL = new Ladder(Degradation.A, FrequencyCategory.NONE, false,
                QualityLevel.QL_PRC, QualityLevel.QL_SEC);
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
            int localPriority, int logAnnounceInterval, int logSyncInterval, int logMinDelayReqInterval,
            int announceReceiptTimeout, int ptpMinorVersion, Delivery delivery, Latency latency,
            Neighbour neighbour) {

        PtpPort with(Latency other) {
            return new PtpPort(spec, instance, delayMechanism, masterOnly, localPriority, logAnnounceInterval,
                    logSyncInterval, logMinDelayReqInterval, announceReceiptTimeout, ptpMinorVersion, delivery, other,
                    neighbour);
        }
    }

    /**
     * From the point where a message is stamped to the connector, ns; it leaves later and arrived earlier by so much.
     *
     * @param atSpeeds what counts instead at some speeds of the link
     */
    public record Latency(double egressNs, double ingressNs, List<LinkLatency> atSpeeds) {
    }

    /** Latencies of an interface at one speed, Mbit/s, of its link; ns. */
    public record LinkLatency(String interfaceName, int linkSpeed, double egressNs, double ingressNs) {
    }

    /**
     * What is expected at the other end of a P2P link.
     *
     * @param delayAsymmetryNs the way to us takes so much longer than the mean of both ways, ns
     * @param propDelayThreshNs a neighbour is no farther than this, ns
     */
    public record Neighbour(double delayAsymmetryNs, double propDelayThreshNs) {
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
     * @param messageBudget messages a second that may be promised; 0 for what the machine is seen to carry
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

    /**
     * Pages and API.
     *
     * @param listen host and port
     */
    public record Web(boolean enabled, String listen, Tls tls) {

        /** Where they are when nobody says otherwise. */
        public static final String LISTEN = "127.0.0.1:8080";

        /** Whether they come by TLS. */
        public enum Tls {
            /** Unless only this host can see them. */
            AUTO("auto"), ON("on"), OFF("off");

            private final String word;

            Tls(String word) {
                this.word = word;
            }

            String word() {
                return word;
            }
        }

        /** The address without brackets. */
        public String host() {
            return listen.substring(0, listen.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
        }

        /** The port; 0 for any. */
        public int port() {
            return Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1));
        }
    }
}
