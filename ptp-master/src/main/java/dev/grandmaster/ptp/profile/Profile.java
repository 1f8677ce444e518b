package dev.grandmaster.ptp.profile;

import dev.grandmaster.ptp.dataset.DelayMechanism;

/**
 * A PTP profile's numbers. The ladder of clockClass is not among them: it arrives with {@code GrandmasterState}.
 *
 * @param name in configuration
 * @param delayMechanism of its ports
 * @param intervals of its messages
 * @param priority1 preset and range
 * @param priority2 preset and range
 * @param domainNumber preset and range
 * @param sdoId of its messages
 */
public record Profile(String name, DelayMechanism delayMechanism, Intervals intervals, Bounds priority1,
        Bounds priority2,
        Bounds domainNumber, int sdoId) {

    private static final Bounds OCTET_128 = new Bounds(0, 128, 255);

    /**
     * Logarithms to base 2 of seconds, and the announceReceiptTimeout in announce intervals.
     *
     * @param logMinDelayReqInterval of Delay_Req, or of Pdelay_Req where the mechanism is P2P
     */
    public record Intervals(Bounds logAnnounceInterval, Bounds logSyncInterval, Bounds logMinDelayReqInterval,
            Bounds announceReceiptTimeout) {
    }

    private static final Intervals DEFAULT_INTERVALS = new Intervals(new Bounds(0, 1, 4), new Bounds(-1, 0, 1),
            new Bounds(0, 0, 5), new Bounds(2, 3, 10));

    /** IEEE 1588-2019 Annex I.3, Default Delay Request-Response Profile; domainNumber by clause 7.1.2. */
    public static final Profile DEFAULT_E2E = new Profile("default", DelayMechanism.E2E, DEFAULT_INTERVALS, OCTET_128,
            OCTET_128, new Bounds(0, 0, 127), 0);

    /** IEEE 1588-2019 Annex I.4, Default Peer-to-Peer Delay Profile. */
    public static final Profile DEFAULT_P2P = new Profile("default-p2p", DelayMechanism.P2P, DEFAULT_INTERVALS,
            OCTET_128,
            OCTET_128, new Bounds(0, 0, 127), 0);
}
