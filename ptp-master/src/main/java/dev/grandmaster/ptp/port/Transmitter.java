package dev.grandmaster.ptp.port;

import java.lang.foreign.MemorySegment;

import dev.grandmaster.ptp.dataset.Announcement;
import dev.grandmaster.ptp.tlv.AnnounceTlvs;
import dev.grandmaster.ptp.tlv.GptpTlvs;
import dev.grandmaster.ptp.tlv.PortTlvs;
import dev.grandmaster.ptp.transmit.AwaitedStamps;
import dev.grandmaster.ptp.transmit.LatencyInForce;
import dev.grandmaster.ptp.transmit.Token;
import dev.grandmaster.ptp.wire.Announce;
import dev.grandmaster.ptp.wire.Flags;
import dev.grandmaster.ptp.wire.FollowUp;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.ptp.wire.Sync;

/**
 * The messages that a master sends unasked: Announce (IEEE 1588-2019 clause 9.5.8), Sync and its Follow_Up (9.5.9, 9.5.10). Frames are
 * prepared once; a message changes what changes.
 */
final class Transmitter {
    private final Announcement announcement;
    private final PortEffects effects;
    private final PortCounters counters;
    private final LatencyInForce latency;
    private final int portIndex;
    private final Beat announceBeat;
    private final Beat syncBeat;
    private final AwaitedStamps awaited = new AwaitedStamps();

    private final AnnounceTlvs announceTlvs;
    private final MemorySegment announceFrame;
    private final MemorySegment syncFrame = MemorySegment.ofArray(new byte[MessageType.SYNC.minimumLength()]);
    private final MemorySegment followUpFrame = MemorySegment
            .ofArray(new byte[MessageType.FOLLOW_UP.minimumLength() + GptpTlvs.FOLLOW_UP_LENGTH]);
    private final Announce announce;
    private final Sync sync;
    private final FollowUp followUp;
    private int announceSequence;
    private int syncSequence;

    Transmitter(PortConfig config, PortTlvs tlvs, Announcement announcement, PortEffects effects,
            PortCounters counters, LatencyInForce latency, int portIndex) {
        this.latency = latency;
        this.announcement = announcement;
        this.effects = effects;
        this.counters = counters;
        this.portIndex = portIndex;
        PortConfig.Intervals intervals = config.intervals();
        announceBeat = new Beat(intervals.logAnnounceInterval());
        syncBeat = new Beat(intervals.logSyncInterval());
        announceTlvs = new AnnounceTlvs(tlvs, announcement, effects::stampErrorNs);
        announceFrame = announceTlvs.frame();
        announce = new Announce().begin(announceFrame, 0, config.minorVersion());
        sync = new Sync().begin(syncFrame, 0, config.minorVersion());
        followUp = new FollowUp().begin(followUpFrame, 0, config.minorVersion());
        announcement.instance().identify(announce, config.portNumber());
        announcement.instance().identify(sync, config.portNumber());
        announcement.instance().identify(followUp, config.portNumber());
        announce.logMessageInterval(intervals.logAnnounceInterval());
        sync.logMessageInterval(intervals.logSyncInterval());
        followUp.logMessageInterval(intervals.logSyncInterval());
        if (tlvs.gptp()) {
            GptpTlvs.writeFollowUp(followUpFrame, followUp.messageLength());
            followUp.messageLength(followUp.messageLength() + GptpTlvs.FOLLOW_UP_LENGTH);
        }
    }

    /** A neighbour of IEEE 802.1AS wants messages more or less often, or none, until it says otherwise; see {@link GptpTlvs}. */
    void onIntervalRequest(int logSyncInterval, int logAnnounceInterval, long nowMonoNs) {
        if (syncBeat.request(logSyncInterval, nowMonoNs)) {
            sync.logMessageInterval(syncBeat.logInterval());
            followUp.logMessageInterval(syncBeat.logInterval());
        }
        if (announceBeat.request(logAnnounceInterval, nowMonoNs)) {
            announce.logMessageInterval(announceBeat.logInterval());
        }
    }

    /** The link is new: what a neighbour asked for holds no longer. */
    void restore(long nowMonoNs) {
        onIntervalRequest(GptpTlvs.INITIAL, GptpTlvs.INITIAL, nowMonoNs);
    }

    /** The port became a master. */
    void start(long nowMonoNs) {
        announceBeat.start(nowMonoNs);
        syncBeat.start(nowMonoNs);
    }

    /** Sends what is due; returns when something is due next, monotonic ns. */
    long onTime(long nowMonoNs) {
        if (announceBeat.take(nowMonoNs)) {
            sendAnnounce();
        }
        if (syncBeat.take(nowMonoNs)) {
            sendSync();
        }
        return nowMonoNs + Math.min(announceBeat.untilNs(nowMonoNs), syncBeat.untilNs(nowMonoNs));
    }

    /** The Sync of this token left: its Follow_Up says when. */
    void onTransmitStamp(long token, long txClockNs) {
        int sequenceId = Token.sequenceId(token);
        if (!awaited.settle(sequenceId)) {
            counters.stampLate.increment();
            return;
        }
        if (!announcement.plausible(txClockNs)) {
            counters.stampImplausible.increment();
            return;
        }
        long t1ScaledNs = latency.egressScaledNs();
        followUp.sequenceId(sequenceId);
        followUp.correctionScaledNs(t1ScaledNs & 0xFFFF);
        followUp.preciseOriginTaiNs(txClockNs + (t1ScaledNs >> 16));
        count(MessageType.FOLLOW_UP,
                effects.sendGeneral(effects.primaryGroup(), followUpFrame, followUp.messageLength()));
    }

    void onTransmitStampLost(long token) {
        if (awaited.settle(Token.sequenceId(token))) {
            counters.stampLost.increment();
        }
    }

    /** Stamps of sockets that are gone, or of a time when we were a master, are not waited for. */
    void forget() {
        awaited.clear();
    }

    private void sendAnnounce() {
        announcement.write(announce, effects.stampErrorNs());
        announceTlvs.attach(announce, announceFrame);
        announce.sequenceId(announceSequence);
        announceSequence = (announceSequence + 1) & 0xFFFF;
        count(MessageType.ANNOUNCE,
                effects.sendGeneral(effects.primaryGroup(), announceFrame, announce.messageLength()));
    }

    private void sendSync() {
        int sequenceId = syncSequence;
        syncSequence = (syncSequence + 1) & 0xFFFF;
        sync.sequenceId(sequenceId);
        sync.originTaiNs(announcement.originTaiNs());
        boolean oneStep = effects.oneStep();
        sync.flags(oneStep ? 0 : Flags.TWO_STEP);
        sync.correctionScaledNs(oneStep ? latency.egressScaledNs() : 0);
        int result = effects.sendEvent(Token.of(oneStep ? Token.ONE_STEP : Token.SYNC, portIndex, 0, sequenceId),
                effects.primaryGroup(), syncFrame, sync.messageLength());
        if (result >= 0 && !oneStep && !awaited.expect(sequenceId)) {
            counters.stampLost.increment();
        }
        count(MessageType.SYNC, result);
    }

    private void count(MessageType type, int result) {
        (result < 0 ? counters.sendFailed : counters.sent(type)).increment();
    }
}
