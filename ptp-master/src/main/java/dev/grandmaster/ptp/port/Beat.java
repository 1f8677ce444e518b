package dev.grandmaster.ptp.port;

import dev.grandmaster.ptp.tlv.GptpTlvs;
import dev.grandmaster.ptp.transmit.Cadence;

/** When messages of one type are due; a neighbour of IEEE 802.1AS may ask for another interval, or for none (10.6.4.3, from memory). */
final class Beat {
    /** Nothing is due: look again so much later. */
    private static final long IDLE_NS = 1_000_000_000L;

    private final int configured;
    private int logInterval;
    private Cadence cadence;

    Beat(int configured) {
        this.configured = configured;
        logInterval = configured;
        cadence = new Cadence(configured);
    }

    /** Takes a request; whether it leads to another interval than before. */
    boolean request(int asked, long nowMonoNs) {
        int wanted = GptpTlvs.interval(asked, logInterval, configured);
        if (wanted == logInterval) {
            return false;
        }
        logInterval = wanted;
        if (wanted != GptpTlvs.STOP) {
            cadence = new Cadence(wanted);
            cadence.start(nowMonoNs);
        }
        return true;
    }

    /** In force; {@link GptpTlvs#STOP} where none are sent. */
    int logInterval() {
        return logInterval;
    }

    void start(long nowMonoNs) {
        cadence.start(nowMonoNs);
    }

    /** Whether a message is due; it is taken then. */
    boolean take(long nowMonoNs) {
        return logInterval != GptpTlvs.STOP && cadence.take(nowMonoNs);
    }

    /** How long nothing is due, ns. */
    long untilNs(long nowMonoNs) {
        return logInterval == GptpTlvs.STOP ? IDLE_NS : cadence.nextMonoNs() - nowMonoNs;
    }
}
