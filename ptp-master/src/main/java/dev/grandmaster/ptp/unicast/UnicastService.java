package dev.grandmaster.ptp.unicast;

import java.util.Map;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.ptp.dataset.Announcement;
import dev.grandmaster.ptp.dataset.DelayMechanism;
import dev.grandmaster.ptp.transmit.Outlet;
import dev.grandmaster.ptp.unicast.UnicastConfig.Standing;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.ptp.wire.Signaling;
import dev.grandmaster.ptp.wire.TlvCursor;
import dev.grandmaster.ptp.wire.TlvType;
import dev.grandmaster.ptp.wire.UnicastTlv;
import dev.grandmaster.ptp.wire.WireStatus;
import org.jspecify.annotations.Nullable;

/**
 * The grantor of one port (IEEE 1588-2019 clause 16.1). A grant is keyed by source address, port identity and message type. Every
 * limit is looked at before anything is stored; a refusal is a grant of duration 0 and a counter with its reason. A renewal takes
 * the place of the grant before it.
 *
 * <p>A client behind a translator of ports is answered where its messages come from: general messages at the port of its last request, Sync
 * at that of its last Delay_Req (before one came, at 319).
 *
 * <p>Against floods with forged sources: an answer is no longer than the request by more than two octets a TLV; addresses that are not on the
 * allow list share a small part of the budget, for a minute at most until a renewal or a Delay_Req shows that somebody is there.
 * Somebody who forges both from off the path is excluded by AUTHENTICATION alone.
 */
public final class UnicastService {
    /** Messages sent in one go under full load: each costs less then, and the first waits for its Follow_Up until all left. */
    private static final int LOG_GREATEST_BATCH = 5;
    private static final int GREATEST_BATCH = 1 << LOG_GREATEST_BATCH;
    /** The same when some are late on a machine that has time: soon on the beat again, and still prompt. */
    private static final int LATE_BATCH = 4;
    /** Permille of a processor up to which Syncs are sent one by one, and steps in which they double from there on. */
    private static final int AT_EASE = 550;
    private static final int BUSIER = 85;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int UNPROVEN_SECONDS = 60;

    private final UnicastPort port;
    private final UnicastConfig config;
    private final Announcement announcement;
    private final Outlet outlet;
    private final Quota quota;
    private final Clients clients = new Clients();
    /** Sync streams by the client's row: under overload they slow down together. */
    private final SendWheel syncs;
    /** All others by stream: Announce, and the expiry of responses, must be in time. */
    private final SendWheel others;
    private final UnicastStreams streams;
    private final SignalingReply reply;
    private final UnicastCounters counters = new UnicastCounters();
    private final RecentRefusals refused = new RecentRefusals();
    private final ClientRoll roll = new ClientRoll(clients, refused);
    private final TlvCursor tlv = new TlvCursor();
    private final PtpAddress cancelTo = new PtpAddress();
    private final PtpAddress leaving = new PtpAddress();
    private boolean draining;
    private long drainFromMonoNs;
    private long drainOverNs;
    private int drained;

    public UnicastService(UnicastPort port, Announcement announcement, Outlet outlet, Quota quota) {
        this.port = port;
        this.config = quota.config();
        this.announcement = announcement;
        this.outlet = outlet;
        this.quota = quota;
        syncs = SendWheel.patient(announcement.nowMonoNs());
        others = SendWheel.punctual(announcement.nowMonoNs());
        streams = new UnicastStreams(port, announcement, outlet, clients, counters);
        reply = new SignalingReply(announcement.instance(), port);
    }

    /** Whether grants are given and kept on a port that is not a master at the moment. */
    public boolean whenPassive() {
        return config.whenPassive();
    }

    /**
     * A Signaling message for this port; TLVs of other options are passed over.
     *
     * @param open the port's state lets grants be given
     */
    public void onSignaling(Signaling message, PtpAddress source, boolean open, long nowMonoNs) {
        advance(nowMonoNs);
        message.tlvs(tlv);
        reply.begin(message.sourceClockIdentity(), message.sourcePortNumber());
        Standing standing = config.access().of(source);
        int count = 0;
        while (count < SignalingReply.MAX_TLVS && tlv.next()) {
            count++;
            onTlv(message, source, standing, open, nowMonoNs);
        }
        if (tlv.status() != WireStatus.OK || (count == SignalingReply.MAX_TLVS && tlv.next())) {
            counters.malformed.increment();
        }
        if (!reply.empty()) {
            send(source);
        }
    }

    /**
     * A Delay_Req or Pdelay_Req that came to us alone. It shows that the client hears us.
     *
     * @return whether the client holds a grant of responses to it
     */
    public boolean onDelayRequest(PtpAddress source, long clockIdentity, int portNumber, long nowMonoNs) {
        int row = clients.find(source, clockIdentity, portNumber);
        if (row < 0) {
            return false;
        }
        int answers = Clients.stream(row, responseType());
        prove(row);
        clients.request(row, answers, source.port(), nowMonoNs);
        return clients.holds(answers);
    }

    /**
     * Sends what is due.
     *
     * @param open the port's state lets grants be kept
     * @return when to be called again at the latest, monotonic ns
     */
    public long onTime(boolean open, long nowMonoNs) {
        advance(nowMonoNs);
        if (!open) {
            cancelAll();
        } else if (draining) {
            drainOn(nowMonoNs);
        }
        if (clients.size() > 0) {
            streams.prepare();
        }
        boolean moreSyncs = serveSyncs(nowMonoNs);
        boolean moreOthers = serveOthers(nowMonoNs);
        quota.workload().onSkipped(syncs.takeSkippedNs());
        if (moreSyncs || moreOthers) {
            return nowMonoNs;
        }
        long latestMonoNs = nowMonoNs + (draining ? NS_PER_SECOND / 10 : NS_PER_SECOND);
        long untilNs = Math.min(syncs.nextMonoNs(latestMonoNs) - nowMonoNs,
                others.nextMonoNs(latestMonoNs) - nowMonoNs);
        return nowMonoNs + Math.min(untilNs, latestMonoNs - nowMonoNs);
    }

    private void advance(long nowMonoNs) {
        syncs.advance(nowMonoNs);
        others.advance(nowMonoNs);
    }

    /** Returns whether more of them may be due. */
    private boolean serveSyncs(long nowMonoNs) {
        for (int left = syncBatch(); left > 0; left--) {
            int row = syncs.take();
            if (row < 0) {
                return false;
            }
            int stream = Clients.stream(row, GrantType.SYNC);
            if (!ended(stream, nowMonoNs)) {
                streams.sendSync(stream);
            }
        }
        return true;
    }

    /** One, 2 from 635 permille of a processor on, 4 from 720, 8 from 805, 16 from 890, 32 from 975. */
    private int syncBatch() {
        int steps = (quota.workload().workedPermille() - AT_EASE) / BUSIER;
        int batch = 1 << Math.clamp(steps, 0, LOG_GREATEST_BATCH);
        return syncs.late() ? Math.max(LATE_BATCH, batch) : batch;
    }

    private boolean serveOthers(long nowMonoNs) {
        for (int served = 0; served < GREATEST_BATCH; served++) {
            int stream = others.take();
            if (stream < 0) {
                return false;
            }
            // responses are sent when asked for; the wheel comes by for their expiry alone
            if (!ended(stream, nowMonoNs) && Clients.type(stream) == GrantType.ANNOUNCE) {
                streams.sendAnnounce(stream);
            }
        }
        return true;
    }

    private boolean ended(int stream, long nowMonoNs) {
        boolean ended = clients.expired(stream, nowMonoNs);
        if (ended) {
            counters.expired.increment();
            release(stream);
        }
        return ended;
    }

    /** Cancels all grants evenly over a time, and gives no new ones until {@link #resume}. */
    public void drain(long overNs, long nowMonoNs) {
        draining = true;
        drainFromMonoNs = nowMonoNs;
        drainOverNs = Math.max(1, overNs);
        drained = 0;
    }

    /** Grants again. */
    public void resume() {
        draining = false;
    }

    public void onTransmitStamp(long token, long txClockNs) {
        streams.onTransmitStamp(token, txClockNs);
    }

    public void onTransmitStampLost(long token) {
        streams.onTransmitStampLost(token);
    }

    /** Stamps of sockets that are gone will not come. Grants stay. */
    public void forgetStamps() {
        streams.forgetAll();
    }

    /** How fast the link is, Mbit/s; 0 where it is not known. Grants tell it from now on. */
    public void linkSpeed(int mbit) {
        reply.interfaceRate(mbit);
    }

    /** Clients that hold a grant of this port. */
    public int clients() {
        return clients.size();
    }

    /** Who they are, for people. */
    public ClientRoll roll() {
        return roll;
    }

    /** Granted messages of a type that left. */
    public long sent(MessageType type) {
        return switch (type) {
            case ANNOUNCE -> counters.announceSent.get();
            case SYNC -> counters.syncSent.get();
            case FOLLOW_UP -> counters.followUpSent.get();
            case SIGNALING -> counters.signalingSent.get();
            default -> 0;
        };
    }

    public void addTo(Map<String, Long> counts) {
        counters.addTo(counts);
    }

    private void onTlv(Signaling message, PtpAddress source, Standing standing, boolean open, long nowMonoNs) {
        TlvType type = TlvType.ofWire(tlv.type());
        if (type == TlvType.REQUEST_UNICAST_TRANSMISSION) {
            if (tlv.length() < UnicastTlv.REQUEST_VALUE) {
                counters.malformed.increment();
            } else if (standing == Standing.DENIED) {
                counters.refuse(Refusal.DENIED);
                refused.add(message, source, UnicastTlv.messageType(tlv), Refusal.DENIED, nowMonoNs);
            } else {
                request(message, source, standing == Standing.STRANGER, open, nowMonoNs);
            }
        } else if (type == TlvType.CANCEL_UNICAST_TRANSMISSION && standing != Standing.DENIED) {
            if (tlv.length() < UnicastTlv.CANCEL_VALUE) {
                counters.malformed.increment();
            } else {
                cancel(message, source);
            }
        }
    }

    private void request(Signaling message, PtpAddress source, boolean stranger, boolean open, long nowMonoNs) {
        int messageType = UnicastTlv.messageType(tlv);
        int log = UnicastTlv.logInterMessagePeriod(tlv);
        GrantType type = GrantType.ofWire(messageType);
        int row = clients.find(source, message.sourceClockIdentity(), message.sourcePortNumber());
        Refusal refusal = refusal(type, row, source, stranger, open);
        if (refusal != null || type == null) {
            Refusal why = refusal == null ? Refusal.TYPE : refusal;
            counters.refuse(why);
            refused.add(message, source, messageType, why, nowMonoNs);
            if (row >= 0) {
                clients.deny(row);
            }
            reply.grant(messageType, log, 0);
            return;
        }
        boolean renewal = row >= 0 && clients.holds(Clients.stream(row, type));
        outlet.admit(source, row < 0);
        if (row < 0) {
            row = add(message, source, stranger);
        } else {
            clients.generalPort(row, source.port());
            if (renewal) {
                prove(row);
            }
        }
        long most = clients.unproven(row) ? UNPROVEN_SECONDS : config.maxDurationSeconds();
        long seconds = Math.min(UnicastTlv.duration(tlv), Math.min(most, config.maxDurationSeconds()));
        store(Clients.stream(row, type), log, renewal, nowMonoNs + seconds * NS_PER_SECOND);
        counters.granted.increment();
        reply.grant(messageType, log, seconds);
    }

    private @Nullable Refusal refusal(@Nullable GrantType type, int row, PtpAddress source, boolean stranger,
            boolean open) {
        if (!announcement.served()) {
            return Refusal.NOT_SERVED;
        }
        if (!open) {
            return Refusal.PASSIVE;
        }
        if (draining) {
            return Refusal.DRAINING;
        }
        if (type == null || (type.response() && type != responseType())) {
            return Refusal.TYPE;
        }
        int log = UnicastTlv.logInterMessagePeriod(tlv);
        if (log < config.minLogInterval() || log > UnicastConfig.MAX_LOG_INTERVAL) {
            return Refusal.INTERVAL;
        }
        if (UnicastTlv.duration(tlv) == 0) {
            return Refusal.DURATION;
        }
        if (row < 0 && !quota.roomForClient()) {
            return Refusal.CLIENTS;
        }
        if (row < 0 && clients.countAt(source) >= config.maxClientsPerAddress()) {
            return Refusal.ADDRESS;
        }
        long more = type.load(log);
        if (row >= 0 && clients.holds(Clients.stream(row, type))) {
            more -= type.load(clients.logInterval(Clients.stream(row, type)));
        }
        if (more > 0 && !quota.roomFor(more)) {
            return quota.measured() ? Refusal.LOAD : Refusal.BUDGET;
        }
        boolean unproven = row < 0 ? stranger : clients.unproven(row);
        return unproven && more > 0 && !quota.roomForStranger(more) ? Refusal.STRANGERS : null;
    }

    private int add(Signaling message, PtpAddress source, boolean stranger) {
        int before = clients.capacity();
        int row = clients.add(source, message.sourceClockIdentity(), message.sourcePortNumber(), stranger);
        if (clients.capacity() != before) {
            syncs.grow(clients.capacity());
            others.grow(clients.capacity() * GrantType.COUNT);
            streams.grow(clients.capacity());
        }
        streams.forget(row);
        quota.addClients(1);
        return row;
    }

    /** Somebody is there: a stranger leaves the strangers' part of the budget. */
    private void prove(int row) {
        if (!clients.unproven(row)) {
            return;
        }
        clients.prove(row);
        for (int index = 0; index < GrantType.COUNT; index++) {
            int stream = row * GrantType.COUNT + index;
            if (clients.holds(stream)) {
                quota.onProven(GrantType.of(index).load(clients.logInterval(stream)));
            }
        }
    }

    private void store(int stream, int log, boolean renewal, long untilMonoNs) {
        GrantType type = Clients.type(stream);
        boolean unproven = clients.unproven(Clients.row(stream));
        boolean sameRhythm = renewal && clients.logInterval(stream) == log;
        if (renewal && !sameRhythm) {
            quota.addLoad(-type.load(clients.logInterval(stream)), unproven);
            stop(stream);
        }
        clients.grant(stream, log, untilMonoNs);
        if (!sameRhythm) {
            quota.addLoad(type.load(log), unproven);
            start(stream, log);
        }
    }

    private void start(int stream, int log) {
        GrantType type = Clients.type(stream);
        if (type == GrantType.SYNC) {
            syncs.start(Clients.row(stream), log);
        } else {
            others.start(stream, type.response() ? UnicastConfig.MAX_LOG_INTERVAL : log);
        }
    }

    private void stop(int stream) {
        if (Clients.type(stream) == GrantType.SYNC) {
            syncs.stop(Clients.row(stream));
        } else {
            others.stop(stream);
        }
    }

    private void cancel(Signaling message, PtpAddress source) {
        int messageType = UnicastTlv.messageType(tlv);
        reply.acknowledge(messageType);
        GrantType type = GrantType.ofWire(messageType);
        int row = clients.find(source, message.sourceClockIdentity(), message.sourcePortNumber());
        if (type != null && row >= 0 && clients.holds(Clients.stream(row, type))) {
            counters.cancelledByClient.increment();
            release(Clients.stream(row, type));
        }
    }

    private void release(int stream) {
        int row = Clients.row(stream);
        stop(stream);
        clients.revoke(stream);
        quota.addLoad(-Clients.type(stream).load(clients.logInterval(stream)), clients.unproven(row));
        if (!clients.holdsAny(row)) {
            streams.forget(row);
            outlet.dismiss(clients.address(row, leaving));
            clients.remove(row);
            quota.addClients(-1);
        }
    }

    private void cancelAll() {
        for (int row = 0; row < clients.capacity() && clients.size() > 0; row++) {
            cancelRow(row);
        }
    }

    private void drainOn(long nowMonoNs) {
        double part = Math.min(1, (double) (nowMonoNs - drainFromMonoNs) / drainOverNs);
        int until = (int) Math.ceil(part * clients.capacity());
        while (drained < until) {
            cancelRow(drained++);
        }
    }

    private void cancelRow(int row) {
        if (!clients.holdsAny(row)) {
            return;
        }
        reply.begin(clients.clock(row), clients.port(row));
        clients.address(row, cancelTo);
        for (int index = 0; index < GrantType.COUNT; index++) {
            int stream = row * GrantType.COUNT + index;
            if (clients.holds(stream)) {
                reply.cancel(GrantType.of(index).message().wire());
                counters.cancelledByUs.increment();
            }
        }
        // as long as the way to it is kept
        send(cancelTo);
        for (int index = 0; index < GrantType.COUNT; index++) {
            int stream = row * GrantType.COUNT + index;
            if (clients.holds(stream)) {
                release(stream);
            }
        }
    }

    private void send(PtpAddress to) {
        int result = outlet.sendGeneral(to, reply.finish(), reply.length());
        (result < 0 ? counters.sendFailed : counters.signalingSent).increment();
    }

    private GrantType responseType() {
        return port.delayMechanism() == DelayMechanism.P2P ? GrantType.PDELAY_RESP : GrantType.DELAY_RESP;
    }
}
