package dev.grandmaster.ptp.unicast;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.ptp.dataset.Announcement;
import dev.grandmaster.ptp.tlv.AnnounceTlvs;
import dev.grandmaster.ptp.transmit.Outlet;
import dev.grandmaster.ptp.transmit.Token;
import dev.grandmaster.ptp.wire.Announce;
import dev.grandmaster.ptp.wire.Flags;
import dev.grandmaster.ptp.wire.FollowUp;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.ptp.wire.Sync;

/** Sends granted Announce, Sync and Follow_Up messages from prepared frames: only sequenceId and time differ between clients. */
final class UnicastStreams {
    /** Syncs of one client whose stamp is waited for; a bit each, the latest lowest. */
    private static final int AWAITED = 8;

    private final UnicastPort port;
    private final Announcement announcement;
    private final Outlet outlet;
    private final Clients clients;
    private final UnicastCounters counters;
    private byte[] awaited = {};

    private final AnnounceTlvs announceTlvs;
    private final MemorySegment announceFrame;
    private final MemorySegment syncFrame = MemorySegment.ofArray(new byte[MessageType.SYNC.minimumLength()]);
    private final MemorySegment followUpFrame = MemorySegment.ofArray(new byte[MessageType.FOLLOW_UP.minimumLength()]);
    private final Announce announce;
    private final Sync sync;
    private final FollowUp followUp;
    private final PtpAddress to = new PtpAddress();
    private boolean oneStep;

    UnicastStreams(UnicastPort port, Announcement announcement, Outlet outlet, Clients clients,
            UnicastCounters counters) {
        this.port = port;
        this.announcement = announcement;
        this.outlet = outlet;
        this.clients = clients;
        this.counters = counters;
        announceTlvs = new AnnounceTlvs(port.tlvs(), announcement, outlet::stampErrorNs);
        announceFrame = announceTlvs.frame();
        announce = new Announce().begin(announceFrame, 0, port.minorVersion());
        sync = new Sync().begin(syncFrame, 0, port.minorVersion());
        followUp = new FollowUp().begin(followUpFrame, 0, port.minorVersion());
        announcement.instance().identify(announce, port.portNumber());
        announcement.instance().identify(sync, port.portNumber());
        announcement.instance().identify(followUp, port.portNumber());
        followUp.flags(Flags.UNICAST);
    }

    void grow(int rows) {
        awaited = Arrays.copyOf(awaited, rows);
    }

    /** Once before the messages of a cycle: what they say is the same for all. */
    void prepare() {
        announcement.write(announce, outlet.stampErrorNs());
        announce.flags(announce.flags() | Flags.UNICAST);
        announceTlvs.attach(announce, announceFrame);
        sync.originTaiNs(announcement.originTaiNs());
        oneStep = outlet.oneStep();
        sync.flags(oneStep ? Flags.UNICAST : Flags.TWO_STEP | Flags.UNICAST);
        sync.correctionScaledNs(oneStep ? port.latency().egressScaledNs() : 0);
    }

    void sendAnnounce(int stream) {
        announce.sequenceId(clients.nextSequence(stream));
        int result = outlet.sendGeneral(clients.address(Clients.row(stream), to), announceFrame,
                announce.messageLength());
        (result < 0 ? counters.sendFailed : counters.announceSent).increment();
    }

    void sendSync(int stream) {
        int row = Clients.row(stream);
        int sequenceId = clients.nextSequence(stream);
        sync.sequenceId(sequenceId);
        int result = outlet.sendEvent(
                Token.of(oneStep ? Token.ONE_STEP : Token.UNICAST_SYNC, port.index(), row, sequenceId),
                clients.eventAddress(row, to),
                syncFrame, sync.messageLength());
        int waiting = awaited[row] & 0xFF;
        if (waiting >>> (AWAITED - 1) != 0) {
            counters.stampLost.increment();
        }
        awaited[row] = (byte) (waiting << 1 | (result < 0 || oneStep ? 0 : 1));
        (result < 0 ? counters.sendFailed : counters.syncSent).increment();
    }

    /** The Sync of this token left: its Follow_Up says when. */
    void onTransmitStamp(long token, long txClockNs) {
        if (!settle(token)) {
            counters.stampLate.increment();
            return;
        }
        if (!announcement.plausible(txClockNs)) {
            counters.stampImplausible.increment();
            return;
        }
        long egressScaledNs = port.latency().egressScaledNs();
        followUp.sequenceId(Token.sequenceId(token));
        followUp.correctionScaledNs(egressScaledNs & 0xFFFF);
        followUp.preciseOriginTaiNs(txClockNs + (egressScaledNs >> 16));
        int result = outlet.sendGeneral(clients.address(Token.slot(token), to), followUpFrame,
                followUp.messageLength());
        (result < 0 ? counters.sendFailed : counters.followUpSent).increment();
    }

    void onTransmitStampLost(long token) {
        if (settle(token)) {
            counters.stampLost.increment();
        }
    }

    /** No stamp of this client is waited for any longer. */
    void forget(int row) {
        awaited[row] = 0;
    }

    void forgetAll() {
        Arrays.fill(awaited, (byte) 0);
    }

    private boolean settle(long token) {
        int row = Token.slot(token);
        if (row < 0 || row >= awaited.length) {
            return false;
        }
        int last = clients.sequence(Clients.stream(row, GrantType.SYNC)) - 1;
        int age = (last - Token.sequenceId(token)) & 0xFFFF;
        if (age >= AWAITED || (awaited[row] >>> age & 1) == 0) {
            return false;
        }
        awaited[row] &= (byte) ~(1 << age);
        return true;
    }
}
