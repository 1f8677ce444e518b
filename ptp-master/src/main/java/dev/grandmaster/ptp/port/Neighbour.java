package dev.grandmaster.ptp.port;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

import dev.grandmaster.board.PtpSink;
import dev.grandmaster.ptp.dataset.Announcement;
import dev.grandmaster.ptp.tlv.GptpTlvs;
import dev.grandmaster.ptp.transmit.LatencyInForce;
import dev.grandmaster.ptp.transmit.Token;
import dev.grandmaster.ptp.wire.Flags;
import dev.grandmaster.ptp.wire.Header;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.ptp.wire.PdelayReq;
import dev.grandmaster.ptp.wire.PdelayResp;
import dev.grandmaster.ptp.wire.PdelayRespFollowUp;
import dev.grandmaster.ptp.wire.Response;
import dev.grandmaster.ptp.wire.Timestamp;
import dev.grandmaster.state.ClockIdentity;

/**
 * Asks the clock at the other end of a P2P link for the delay (IEEE 1588-2019 clause 11.4.2), once an interval, and judges the answers.
 *
 * <p>meanLinkDelay is the median of the last five exchanges: one that the kernel held up does not count. The neighbour's rate is taken as
 * ours: its error, at most 200 ppm of the neighbour's turnaround, is 2 us for 10 ms; gPTP's neighborRateRatio is not kept.
 */
final class Neighbour {
    /** Requests in a row that may stay without an answer, allowedLostResponses of IEEE 802.1AS-2020. */
    private static final int ALLOWED_LOST = 9;
    private static final int KEPT = 5;
    /** Software stamps may come out as a link that is a little shorter than none. */
    private static final long SHORTEST_SCALED_NS = -100_000L << 16;

    /** What is thought of the other end. */
    enum Verdict {
        /** Nothing was heard yet. */
        UNKNOWN("no answer yet"),
        /** One clock answers, and it is near enough. */
        CAPABLE("answers"),
        /** It does not answer any more. */
        SILENT("does not answer"),
        /** More than one clock answers the same request: this is no link between two. */
        SEVERAL("more than one clock answers"),
        /** Something that does not know PTP is in between. */
        TOO_FAR("is farther than neighborPropDelayThresh");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }
    }

    private final PortConfig config;
    private final Announcement announcement;
    private final PortEffects effects;
    private final PortCounters counters;
    private final LatencyInForce latency;
    private final int portIndex;
    private final Beat beat;
    private final MemorySegment frame = MemorySegment.ofArray(new byte[MessageType.PDELAY_REQ.minimumLength()]);
    private final PdelayReq request;

    private int sequence;
    /** The exchange that is under way. */
    private boolean asked;
    private boolean sentKnown;
    private long sentClockNs;
    private boolean answered;
    private boolean followUpDue;
    private long answerClock;
    private int answerPort;
    private long receivedClockNs;
    private long requestReceiptNs;
    private long correctionScaledNs;

    private final long[] delays = new long[KEPT];
    private final long[] sorted = new long[KEPT];
    private int known;
    private int next;
    private int lost;
    private Verdict verdict = Verdict.UNKNOWN;
    private long meanLinkDelayScaledNs;

    Neighbour(PortConfig config, Announcement announcement, PortEffects effects, PortCounters counters,
            LatencyInForce latency, int portIndex) {
        this.config = config;
        this.announcement = announcement;
        this.effects = effects;
        this.counters = counters;
        this.latency = latency;
        this.portIndex = portIndex;
        beat = new Beat(config.intervals().logMinDelayReqInterval());
        request = new PdelayReq().begin(frame, 0, config.minorVersion());
        announcement.instance().identify(request, config.portNumber());
    }

    /** The link is new, or back: nothing is known of who is there. */
    void start(long nowMonoNs) {
        beat.request(GptpTlvs.INITIAL, nowMonoNs);
        beat.start(nowMonoNs);
        asked = false;
        known = 0;
        next = 0;
        lost = 0;
        verdict = Verdict.UNKNOWN;
        meanLinkDelayScaledNs = 0;
    }

    /** Asks when it is time; returns when it is next, monotonic ns. */
    long onTime(long nowMonoNs) {
        if (beat.take(nowMonoNs)) {
            if (asked && !complete()) {
                miss();
            }
            ask();
        }
        return nowMonoNs + beat.untilNs(nowMonoNs);
    }

    /** It wants to be asked more or less often, or not at all: then what is known of it stays. */
    void onIntervalRequest(int logLinkDelayInterval, long nowMonoNs) {
        if (beat.request(logLinkDelayInterval, nowMonoNs)) {
            asked = false;
        }
    }

    /** Whether it is the clock that answers our requests well. */
    boolean is(Header message) {
        return capable() && message.sourceClockIdentity() == answerClock && message.sourcePortNumber() == answerPort;
    }

    /** meanLinkDelay (clause 8.2.15.3.3), 2^-16 ns; 0 while it is not known. */
    long meanLinkDelayScaledNs() {
        return meanLinkDelayScaledNs;
    }

    /** Whether one clock, near enough, answers: asCapable of IEEE 802.1AS. */
    boolean capable() {
        return verdict == Verdict.CAPABLE;
    }

    void addTo(Map<String, Long> counts) {
        counts.put("mean_link_delay_ns", meanLinkDelayScaledNs >> 16);
        counts.put("neighbour_capable", capable() ? 1L : 0L);
    }

    private boolean complete() {
        return answered && sentKnown && !followUpDue;
    }

    private void ask() {
        sequence = (sequence + 1) & 0xFFFF;
        request.sequenceId(sequence);
        // The neighbour gives it back, and the answer's own asymmetry is added here: together they are nothing for us (clause 11.6).
        request.correctionScaledNs(-config.neighbour().delayAsymmetryScaledNs());
        int result = effects.sendEvent(Token.of(Token.PDELAY_REQ, portIndex, 0, sequence), effects.peerDelayGroup(),
                frame,
                request.messageLength());
        (result < 0 ? counters.sendFailed : counters.sent(MessageType.PDELAY_REQ)).increment();
        asked = result >= 0;
        sentKnown = false;
        answered = false;
        followUpDue = false;
    }

    void onTransmitStamp(long token, long txClockNs) {
        if (!asked || Token.sequenceId(token) != sequence) {
            counters.stampLate.increment();
        } else if (!announcement.plausible(txClockNs)) {
            counters.stampImplausible.increment();
        } else {
            sentKnown = true;
            sentClockNs = txClockNs;
            settle();
        }
    }

    void onTransmitStampLost(long token) {
        if (asked && Token.sequenceId(token) == sequence) {
            asked = false;
            counters.stampLost.increment();
        }
    }

    void onPdelayResp(PdelayResp response, long rxClockNs) {
        if (!isOurs(response)) {
            return;
        }
        if (answered && !isOfAnswerer(response)) {
            judge(Verdict.SEVERAL);
            asked = false;
            return;
        }
        if (answered || rxClockNs == PtpSink.NO_STAMP || !announcement.plausible(rxClockNs)) {
            return;
        }
        answered = true;
        followUpDue = response.hasFlag(Flags.TWO_STEP);
        answerClock = response.sourceClockIdentity();
        answerPort = response.sourcePortNumber();
        receivedClockNs = rxClockNs;
        requestReceiptNs = followUpDue ? response.taiNs() : 0;
        correctionScaledNs = response.correctionScaledNs() + config.neighbour().delayAsymmetryScaledNs();
        settle();
    }

    void onPdelayRespFollowUp(PdelayRespFollowUp followUp) {
        if (!isOurs(followUp) || !answered || !followUpDue || !isOfAnswerer(followUp)) {
            return;
        }
        long originNs = followUp.taiNs();
        if (originNs == Timestamp.NONE || requestReceiptNs == Timestamp.NONE) {
            asked = false;
            return;
        }
        followUpDue = false;
        correctionScaledNs += followUp.correctionScaledNs() + ((originNs - requestReceiptNs) << 16);
        settle();
    }

    private boolean isOurs(Response response) {
        return asked && response.sequenceId() == sequence
                && response.requestingClockIdentity() == announcement.instance().clockIdentity().value()
                && response.requestingPortNumber() == config.portNumber();
    }

    private boolean isOfAnswerer(Response response) {
        return response.sourceClockIdentity() == answerClock && response.sourcePortNumber() == answerPort;
    }

    /** When all parts are there, an exchange becomes a delay. */
    private void settle() {
        if (!complete()) {
            return;
        }
        long roundTripScaledNs = ((receivedClockNs - sentClockNs) << 16) - latency.ingressScaledNs()
                - latency.egressScaledNs();
        long delayScaledNs = (roundTripScaledNs - correctionScaledNs) / 2;
        lost = 0;
        asked = false;
        if (delayScaledNs < SHORTEST_SCALED_NS) {
            counters.stampImplausible.increment();
            return;
        }
        delays[next] = delayScaledNs;
        next = (next + 1) % KEPT;
        known = Math.min(known + 1, KEPT);
        System.arraycopy(delays, 0, sorted, 0, known);
        Arrays.sort(sorted, 0, known);
        meanLinkDelayScaledNs = Math.max(0, sorted[known / 2]);
        judge(meanLinkDelayScaledNs >> 16 > config.neighbour().threshNs() ? Verdict.TOO_FAR : Verdict.CAPABLE);
    }

    private void miss() {
        lost++;
        counters.pdelayUnanswered.increment();
        if (lost > ALLOWED_LOST || verdict == Verdict.UNKNOWN) {
            known = 0;
            next = 0;
            meanLinkDelayScaledNs = 0;
            judge(lost > ALLOWED_LOST ? Verdict.SILENT : Verdict.UNKNOWN);
        }
    }

    private void judge(Verdict now) {
        if (now != verdict) {
            verdict = now;
            effects.onNotice(now == Verdict.UNKNOWN || now == Verdict.SILENT
                    ? "the neighbour " + now.text
                    : "neighbour " + new ClockIdentity(answerClock) + '/' + answerPort + ' ' + now.text
                            + ", link delay "
                            + (meanLinkDelayScaledNs >> 16) + " ns");
        }
    }
}
