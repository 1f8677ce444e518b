package dev.grandmaster.ptp.profile;

import static dev.grandmaster.board.TransportProtocol.IEEE_802_3;
import static dev.grandmaster.board.TransportProtocol.UDP_IPV4;
import static dev.grandmaster.board.TransportProtocol.UDP_IPV6;
import static dev.grandmaster.ptp.dataset.DelayMechanism.E2E;
import static dev.grandmaster.ptp.dataset.DelayMechanism.P2P;

import java.util.List;

import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.ptp.dataset.Comparison;
import dev.grandmaster.ptp.dataset.DelayMechanism;
import dev.grandmaster.ptp.profile.Bounds.Source;

/**
 * PTP profiles: what each presets and what it allows. Where its numbers come from stands in docs/profiles.md. The ladder of clockClass is
 * not among them: it arrives with {@code GrandmasterState}.
 */
@SuppressWarnings("ImmutableEnumChecker") // records of numbers, and lists that cannot be changed
public enum Profile {
    /** IEEE 1588-2019 Annex I.3, Default Delay Request-Response Profile; domainNumber by clause 7.1.2. */
    DEFAULT_E2E("default", Domain.of(Bounds.read(0, 0, 127)), Intervals.DEFAULT, Ways.ANY_E2E, Ranks.FREE),

    /** IEEE 1588-2019 Annex I.4, Default Peer-to-Peer Delay Profile. */
    DEFAULT_P2P("default-p2p", Domain.of(Bounds.read(0, 0, 127)), Intervals.DEFAULT,
            new Ways(List.of(UDP_IPV4, UDP_IPV6, IEEE_802_3), List.of(P2P), Source.MEMORY, Ways.Delivery.ALL),
            Ranks.FREE),

    /** ITU-T G.8265.1: frequency alone, over unicast; clients choose for themselves, so masters do not compare. */
    G_8265_1("G.8265.1", Domain.of(Bounds.remembered(4, 4, 23)),
            new Intervals(Bounds.remembered(-3, 1, 4), Bounds.read(-7, -4, 4), Bounds.read(-7, -4, 4),
                    Bounds.remembered(2, 2, 10)),
            new Ways(List.of(UDP_IPV4, UDP_IPV6), List.of(E2E), Source.MEMORY, Ways.Delivery.UNICAST),
            new Ranks(Comparison.GENERAL, true, Bounds.any(128), Bounds.any(128))),

    /** ITU-T G.8275.1: phase with full support of the network, over Ethernet. */
    G_8275_1("G.8275.1", Domain.of(Bounds.read(24, 24, 43)),
            new Intervals(Bounds.remembered(-3, -3, -3), Bounds.remembered(-4, -4, -4), Bounds.remembered(-4, -4, -4),
                    Bounds.remembered(3, 3, 10)),
            new Ways(List.of(IEEE_802_3), List.of(E2E), Source.READ, Ways.Delivery.MULTICAST), Ranks.TELECOM),

    /** ITU-T G.8275.2: phase with partial support of the network, over unicast. */
    G_8275_2("G.8275.2", Domain.of(Bounds.read(44, 44, 63)),
            new Intervals(Bounds.remembered(-3, 0, 0), Bounds.read(-7, -4, 0), Bounds.read(-7, -4, 0),
                    Bounds.remembered(2, 3, 10)),
            new Ways(List.of(UDP_IPV4, UDP_IPV6), List.of(E2E), Source.READ, Ways.Delivery.UNICAST), Ranks.TELECOM),

    /** RFC 9760: multicast Announce and Sync, delay by unicast. */
    ENTERPRISE("enterprise", Domain.of(Bounds.read(0, 0, 127)),
            new Intervals(Bounds.any(0), Bounds.any(0), Bounds.any(0), Bounds.remembered(2, 3, 10)),
            new Ways(List.of(UDP_IPV4, UDP_IPV6), List.of(E2E), Source.READ,
                    new Ways.Delivery(true, false, true, false)),
            Ranks.FREE),

    /** IEEE 802.1AS-2020, gPTP. */
    GPTP("802.1AS", new Domain(Bounds.remembered(0, 0, 127), 0x100),
            new Intervals(Bounds.any(0), Bounds.any(-3), Bounds.any(0), Bounds.any(3)),
            new Ways(List.of(IEEE_802_3), List.of(P2P), Source.READ, new Ways.Delivery(true, false, false, true)),
            new Ranks(Comparison.GENERAL, false, Bounds.any(246), Bounds.any(248))),

    /** IEEE C37.238-2017, power. */
    C37_238("C37.238", Domain.of(Bounds.read(0, 254, 255)),
            new Intervals(Bounds.remembered(0, 0, 0), Bounds.remembered(0, 0, 0), Bounds.remembered(0, 0, 0),
                    Bounds.remembered(2, 3, 10)),
            new Ways(List.of(IEEE_802_3), List.of(P2P), Source.MEMORY, Ways.Delivery.MULTICAST), Ranks.FREE),

    /** SMPTE ST 2059-2, broadcast. */
    ST_2059_2("ST2059-2", Domain.of(Bounds.read(0, 127, 127)),
            new Intervals(Bounds.read(-3, -2, 1), Bounds.read(-7, -3, -1), Bounds.remembered(-7, -3, 4),
                    Bounds.read(2, 3, 10)),
            new Ways(List.of(UDP_IPV4, UDP_IPV6), List.of(E2E, P2P), Source.MEMORY, Ways.Delivery.ALL), Ranks.FREE),

    /** AES67 Annex A, media. */
    AES67("AES67", Domain.of(Bounds.read(0, 0, 127)),
            new Intervals(Bounds.read(0, 1, 4), Bounds.read(-4, -3, 1), Bounds.remembered(-3, 0, 5),
                    Bounds.read(2, 3, 10)),
            new Ways(List.of(UDP_IPV4, UDP_IPV6), List.of(E2E, P2P), Source.MEMORY, Ways.Delivery.ALL), Ranks.FREE);

    /** @param sdoId of its messages, 12 bits; 0 but for 802.1AS */
    public record Domain(Bounds number, int sdoId) {
        static Domain of(Bounds number) {
            return new Domain(number, 0);
        }
    }

    /**
     * Logarithms to base 2 of seconds, and the announceReceiptTimeout in announce intervals.
     *
     * @param logMinDelayReqInterval of Delay_Req, or of Pdelay_Req where the mechanism is P2P
     */
    public record Intervals(Bounds logAnnounceInterval, Bounds logSyncInterval, Bounds logMinDelayReqInterval,
            Bounds announceReceiptTimeout) {
        static final Intervals DEFAULT = new Intervals(Bounds.remembered(0, 1, 4), Bounds.remembered(-1, 0, 1),
                Bounds.remembered(0, 0, 5), Bounds.read(2, 3, 10));
    }

    /**
     * How messages travel; of each list the first is preset.
     *
     * @param source how well it is known what is allowed
     */
    public record Ways(List<TransportProtocol> transports, List<DelayMechanism> mechanisms, Source source,
            Delivery delivery) {
        static final Ways ANY_E2E = new Ways(List.of(UDP_IPV4, UDP_IPV6, IEEE_802_3), List.of(E2E), Source.MEMORY,
                Delivery.ALL);

        /**
         * Presets alone.
         *
         * @param linkLocalGroup on Ethernet all messages go to 01-80-C2-00-00-0E, which no bridge forwards
         */
        public record Delivery(boolean multicast, boolean unicastNegotiation, boolean hybridE2e,
                boolean linkLocalGroup) {
            static final Delivery ALL = new Delivery(true, true, true, false);
            static final Delivery MULTICAST = new Delivery(true, false, false, false);
            static final Delivery UNICAST = new Delivery(false, true, false, false);
        }
    }

    /**
     * How masters are compared.
     *
     * @param masterOnly preset: ports are masters, whoever is better
     */
    public record Ranks(Comparison comparison, boolean masterOnly, Bounds priority1, Bounds priority2) {
        static final Ranks FREE = new Ranks(Comparison.GENERAL, false, Bounds.read(0, 128, 255),
                Bounds.read(0, 128, 255));
        /** G.8275: priority1 is fixed, and the ports of a grandmaster are no slaves. */
        static final Ranks TELECOM = new Ranks(Comparison.TELECOM, true, Bounds.read(128, 128, 128),
                Bounds.read(0, 128, 255));
    }

    private final String word;
    private final Domain domain;
    private final Intervals intervals;
    private final Ways ways;
    private final Ranks ranks;

    Profile(String word, Domain domain, Intervals intervals, Ways ways, Ranks ranks) {
        this.word = word;
        this.domain = domain;
        this.intervals = intervals;
        this.ways = ways;
        this.ranks = ranks;
    }

    /** The name in configuration. */
    public String word() {
        return word;
    }

    public Domain domain() {
        return domain;
    }

    public Intervals intervals() {
        return intervals;
    }

    public Ways ways() {
        return ways;
    }

    public Ranks ranks() {
        return ranks;
    }

    /** Preset of its ports. */
    public DelayMechanism delayMechanism() {
        return ways.mechanisms().getFirst();
    }
}
