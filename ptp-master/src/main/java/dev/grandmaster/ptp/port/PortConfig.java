package dev.grandmaster.ptp.port;

import java.util.List;

import dev.grandmaster.ptp.dataset.DelayMechanism;
import dev.grandmaster.ptp.profile.Profile;

/**
 * The settled part of a port's portDS.
 *
 * @param portNumber from 1
 * @param delayMechanism whose requests are answered
 * @param intervals of its messages
 * @param masterOnly portDS.masterOnly (clause 8.2.15.5.2): Announce of others is ignored
 * @param minorVersion 1, or 0 for receivers that refuse IEEE 1588-2019
 * @param latency between stamp and connector
 * @param delivery to whom messages go
 * @param localPriority portDS.localPriority of the alternate algorithm, 1 to 255
 * @param neighbour who may be at the other end of a P2P link
 */
public record PortConfig(int portNumber, DelayMechanism delayMechanism, Intervals intervals, boolean masterOnly,
        int minorVersion, Latency latency, Delivery delivery, int localPriority, Neighbour neighbour) {

    /**
     * What is expected of the neighbour on a P2P link.
     *
     * @param delayAsymmetryScaledNs portDS.delayAsymmetry (clause 7.4.2), 2^-16 ns, positive: the way to us takes longer than the way back
     * @param threshNs a longer mean link delay tells that something that does not know PTP is in between, ns
     * @param required nothing is sent to a link without a neighbour that answers well (asCapable of IEEE 802.1AS)
     */
    public record Neighbour(long delayAsymmetryScaledNs, long threshNs, boolean required) {
        public static final Neighbour ANY = new Neighbour(0, 20_000_000, false);
    }

    /**
     * To whom messages go.
     *
     * @param multicast Announce and Sync are sent to the group, and requests from the group are answered
     * @param unicastNegotiation requests of clause 16.1 are granted; on Ethernet never
     * @param hybridE2e a Delay_Req that came to us alone is answered without a grant (RFC 9760)
     */
    public record Delivery(boolean multicast, boolean unicastNegotiation, boolean hybridE2e) {
        public static final Delivery ALL = new Delivery(true, true, true);
    }

    /** A port that delivers in all ways. */
    public PortConfig(int portNumber, DelayMechanism delayMechanism, Intervals intervals, boolean masterOnly,
            int minorVersion,
            Latency latency) {
        this(portNumber, delayMechanism, intervals, masterOnly, minorVersion, latency, Delivery.ALL);
    }

    /** A port without preferences among others. */
    public PortConfig(int portNumber, DelayMechanism delayMechanism, Intervals intervals, boolean masterOnly,
            int minorVersion, Latency latency, Delivery delivery) {
        this(portNumber, delayMechanism, intervals, masterOnly, minorVersion, latency, delivery, 128, Neighbour.ANY);
    }

    /**
     * Logarithms to base 2 of seconds, and the announceReceiptTimeout in announce intervals.
     *
     * @param logMinDelayReqInterval what Delay_Resp asks clients not to go below
     */
    public record Intervals(int logAnnounceInterval, int logSyncInterval, int logMinDelayReqInterval,
            int announceReceiptTimeout) {
        /** What a profile presets. */
        public static Intervals of(Profile profile) {
            Profile.Intervals preset = profile.intervals();
            return new Intervals(preset.logAnnounceInterval().preset(), preset.logSyncInterval().preset(),
                    preset.logMinDelayReqInterval().preset(), preset.announceReceiptTimeout().preset());
        }
    }

    /**
     * From the stamping point to the connector (clause 7.3.4.2), 2^-16 ns, positive: a message leaves later than its stamp by
     * egress, and arrived earlier than its stamp by ingress.
     *
     * @param atSpeeds what counts instead at some speeds of the link
     */
    public record Latency(long egressScaledNs, long ingressScaledNs, List<AtSpeed> atSpeeds) {
        public static final Latency NONE = new Latency(0, 0);

        /** At one speed of the link. */
        public record AtSpeed(int linkSpeedMbps, long egressScaledNs, long ingressScaledNs) {
        }

        /** The same at all speeds. */
        public Latency(long egressScaledNs, long ingressScaledNs) {
            this(egressScaledNs, ingressScaledNs, List.of());
        }

        /** What counts at a speed; that of all speeds where it has none of its own. */
        AtSpeed at(int linkSpeedMbps) {
            return atSpeeds.stream().filter(each -> each.linkSpeedMbps() == linkSpeedMbps).findFirst()
                    .orElse(new AtSpeed(0, egressScaledNs, ingressScaledNs));
        }

        private static final long MOST_SCALED_NS = 100_000_000L << 16;

        public Latency {
            atSpeeds = List.copyOf(atSpeeds);
            if (Math.abs(egressScaledNs) > MOST_SCALED_NS || Math.abs(ingressScaledNs) > MOST_SCALED_NS) {
                throw new IllegalArgumentException("a latency is within plus or minus 0.1 s");
            }
        }
    }

    public PortConfig {
        if (portNumber < 1 || portNumber > 0xFFFE) {
            throw new IllegalArgumentException("portNumber " + portNumber);
        }
        if (minorVersion != 0 && minorVersion != 1) {
            throw new IllegalArgumentException("minorVersionPTP is 0 or 1, not " + minorVersion);
        }
    }

    /** A port as the profile presets it. */
    public static PortConfig of(int portNumber, Profile profile) {
        Profile.Ways.Delivery preset = profile.ways().delivery();
        return new PortConfig(portNumber, profile.delayMechanism(), Intervals.of(profile),
                profile.ranks().masterOnly(), 1, Latency.NONE,
                new Delivery(preset.multicast(), preset.unicastNegotiation(), preset.hybridE2e()));
    }
}
