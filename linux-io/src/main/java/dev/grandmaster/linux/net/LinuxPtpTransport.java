package dev.grandmaster.linux.net;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.IntSupplier;

import dev.grandmaster.board.Attachment;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.MonotonicClock;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpSink;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.ffi.Sockets;

/**
 * A PTP port's sockets on a Linux interface. Hardware stamps are as the card's clock reads; <b>software stamps are CLOCK_REALTIME</b>
 * and need the {@link StampTranslator} around this class.
 *
 * <p>The UDP port of a receiver is 319 for event and 320 for general messages unless its {@link PtpAddress} bears a third one. On the loopback interface our own multicast messages come back to us, because clients on the same host must hear them; the
 * engine knows its own port identity.
 *
 * <p>Stamps are matched to messages by SOF_TIMESTAMPING_OPT_ID. Kernels from 6.13 on are given the id with each message. Older ones
 * count messages by themselves, and we count along; after a refusal of which it is not known whether it was counted, the sockets are
 * opened anew, so that a stamp can never be matched to the wrong message.
 */
public final class LinuxPtpTransport implements PtpTransport {

    /** Stamps that may be outstanding: 100 ms at 160,000 event messages a second. */
    private static final int STAMP_CAPACITY = 16_384;
    private static final long LOOK_INTERVAL_NS = 1_000_000_000L;
    /** After a refusal we look earlier, but not at every one of a storm. */
    private static final long LOOK_AFTER_REFUSAL_NS = 10_000_000L;
    private static final long REOPEN_IN_DOUBT_NS = 1_000_000_000L;
    /** Messages of type 0 to 3 are event messages, IEEE 1588-2019 Table 36. */
    private static final int FIRST_GENERAL_TYPE = 8;
    private static final int TYPE_MASK = 0x0F;

    private final PortSpec spec;
    private final MonotonicClock monotonic;
    private final Arena arena = Arena.ofShared();
    private final Wire wire;
    private final InterfaceProbe probe;
    private final LinkWatch watch = new LinkWatch();
    private final IntSupplier phcIndex;
    private final PortSockets sockets;
    private final SendBatch events;
    private final SendBatch generals;
    private final ReceiveBatch received;
    private final TransmitStamps stamps;
    private final boolean explicitIds;
    private final ControlReader control = new ControlReader();
    private final PtpAddress source = new PtpAddress();
    private final TransportCounters counters = new TransportCounters();

    private Link link = Link.ABSENT;
    private int failure;
    private int incarnation;
    private long nextLookNs;
    private long openedNs;
    private boolean stampsInDoubt;
    /** What the interface was like when the sockets were opened. */
    private int openIndex;
    private long openMac;
    private int openIpv4;
    private boolean openReady;

    private LinuxPtpTransport(PortSpec spec, IntSupplier phcIndex, MonotonicClock monotonic, SocketOptions options) {
        this.spec = spec;
        this.monotonic = monotonic;
        this.wire = Wire.of(spec.protocol(), options, spec.manner().linkLocalGroup());
        this.probe = new InterfaceProbe(spec.interfaceName());
        this.phcIndex = phcIndex;
        this.sockets = new PortSockets(arena, wire, spec, phcIndex, watch.descriptor());
        this.events = new SendBatch(arena, wire, true);
        this.generals = new SendBatch(arena, wire, false);
        this.received = new ReceiveBatch(arena);
        this.stamps = new TransmitStamps(STAMP_CAPACITY, options.stampPatienceNs());
        this.explicitIds = options.explicitIds() && PortSockets.kernelTakesIds();
    }

    /**
     * Opens a port; an interface that is not there yet is waited for by {@link #poll}.
     *
     * @param phcIndex the N of the {@code /dev/ptpN} that may stamp messages, -1 where no card's clock may; it changes when a card is
     *                 taken out and put back
     * @throws BoardException where it can never open: no privilege, a port that somebody else holds, stamps that the card cannot give
     */
    public static LinuxPtpTransport open(PortSpec spec, IntSupplier phcIndex, MonotonicClock monotonic,
            SocketOptions options) throws BoardException {
        LinuxPtpTransport transport = new LinuxPtpTransport(spec, phcIndex, monotonic, options);
        transport.look(monotonic.nowNs());
        if (transport.failure < 0 && transport.probe.index() != 0) {
            BoardException refusal = refusal(spec, transport.failure);
            transport.close();
            throw refusal;
        }
        return transport;
    }

    /** As above, by a clock that never changes its number. */
    public static LinuxPtpTransport open(PortSpec spec, int phcIndex, MonotonicClock monotonic, SocketOptions options)
            throws BoardException {
        return open(spec, () -> phcIndex, monotonic, options);
    }

    private static BoardException refusal(PortSpec spec, int failure) {
        String port = "PTP port on " + spec.interfaceName() + " (" + spec.protocol().label() + "): ";
        return switch (-failure) {
            case Errno.EACCES, Errno.EPERM -> new BoardException(BoardException.Kind.FORBIDDEN,
                    port + "not permitted; needs root, or CAP_NET_BIND_SERVICE, CAP_NET_RAW and CAP_NET_ADMIN");
            case Errno.EADDRINUSE -> new BoardException(BoardException.Kind.BUSY,
                    port + "another program holds UDP port " + Wire.EVENT_PORT + " or " + Wire.GENERAL_PORT);
            case Errno.EOPNOTSUPP -> new BoardException(BoardException.Kind.UNSUITABLE,
                    port + "the card cannot stamp PTP messages by the board's clock");
            default -> new BoardException(BoardException.Kind.UNSUITABLE, port + Errno.text(failure));
        };
    }

    @Override
    public PortSpec spec() {
        return spec;
    }

    @Override
    public Link link() {
        return link;
    }

    /** Why the sockets are not open: {@code -errno}, or 0. */
    public int failure() {
        return failure;
    }

    @Override
    public int incarnation() {
        return incarnation;
    }

    @Override
    public Attachment attachment() {
        PtpAddress own = new PtpAddress();
        switch (spec.protocol()) {
            case UDP_IPV4 -> {
                if (probe.ipv4() != 0) {
                    own.setIpv4(probe.ipv4(), Wire.GENERAL_PORT);
                }
            }
            case UDP_IPV6 -> probe.ipv6(own);
            case IEEE_802_3 -> own.setEthernet(probe.mac());
        }
        return new Attachment(probe.mac(), own, probe.linkSpeedMbps());
    }

    @Override
    public boolean hardwareStamps() {
        return sockets.hardware();
    }

    @Override
    public boolean oneStep() {
        return sockets.oneStep();
    }

    @Override
    public int phcIndex() {
        return hardwareStamps() ? phcIndex.getAsInt() : -1;
    }

    @Override
    public String stampedBy() {
        return hardwareStamps() ? "/dev/ptp" + phcIndex() : "the kernel";
    }

    @Override
    public int linkSpeedMbps() {
        return probe.linkSpeedMbps();
    }

    @Override
    public PtpAddress primaryGroup() {
        return wire.primaryGroup();
    }

    @Override
    public PtpAddress peerDelayGroup() {
        return wire.peerDelayGroup();
    }

    @Override
    public int descriptor() {
        return sockets.descriptor();
    }

    public TransportCounters counters() {
        return counters;
    }

    /** Messages and stamps are bounded by {@code limit} each. */
    @Override
    public int poll(PtpSink sink, int limit) {
        long nowNs = monotonic.nowNs();
        sockets.lookWhatWaits();
        boolean rang = sockets.bellRang() && watch.rang();
        if (rang || nowNs - nextLookNs >= 0) {
            look(nowNs);
        }
        int done = sockets.stampsWait() ? deliverStamps(sink, limit) : 0;
        // The Follow_Ups must not wait until all that came is answered.
        flushGenerals();
        // An error without stamps is the socket's own; receiving clears it, and the interface explains it.
        boolean eventTroubled = sockets.stampsWait() && done == 0;
        boolean generalTroubled = sockets.generalTroubled();
        if (eventTroubled || generalTroubled) {
            lookSoon();
        }
        done += deliverLosses(sink, nowNs, limit);
        boolean generalWaits = sockets.generalWaits() || generalTroubled;
        int left = limit;
        if (sockets.eventWaits() || eventTroubled) {
            // A flood of event messages must leave room for the general ones.
            left -= deliverMessages(sink, sockets.event(), generalWaits ? limit - limit / 2 : limit);
        }
        if (generalWaits && left > 0) {
            left -= deliverMessages(sink, sockets.general(), left);
        }
        if (events.size() + generals.size() > 0) {
            flush();
        }
        return done + limit - left;
    }

    @Override
    public int pollStamps(PtpSink sink, int limit) {
        int done = deliverStamps(sink, limit);
        flushGenerals();
        return done;
    }

    private int deliverStamps(PtpSink sink, int limit) {
        int done = 0;
        while (done < limit && sockets.isOpen()) {
            int asked = Math.min(limit - done, ReceiveBatch.SLOTS);
            int count = received.receive(sockets.event(), asked, Sockets.MSG_ERRQUEUE);
            for (int i = 0; i < count; i++) {
                received.control(i, control);
                long clockNs = sockets.hardware() ? control.hardwareNs() : control.softwareNs();
                if (!control.identified() || !stamps.take(control.stampId())) {
                    continue;
                }
                if (clockNs == PtpSink.NO_STAMP) {
                    counters.stampsLost().increment();
                    sink.onTransmitStampLost(stamps.token());
                } else {
                    sink.onTransmitStamp(stamps.token(), clockNs);
                }
            }
            done += Math.max(count, 0);
            if (count < asked) {
                break;
            }
        }
        return done;
    }

    private int deliverLosses(PtpSink sink, long nowNs, int limit) {
        int done = 0;
        while (done < limit && stamps.takeLost(nowNs)) {
            done++;
            counters.stampsLost().increment();
            sink.onTransmitStampLost(stamps.token());
        }
        return done;
    }

    private int deliverMessages(PtpSink sink, int fd, int limit) {
        int done = 0;
        while (done < limit && fd >= 0) {
            int asked = Math.min(limit - done, ReceiveBatch.SLOTS);
            int count = received.receive(fd, asked, 0);
            for (int i = 0; i < count; i++) {
                deliver(sink, i, fd == sockets.event());
            }
            done += Math.max(count, 0);
            if (count < asked) {
                break;
            }
        }
        return done;
    }

    private void deliver(PtpSink sink, int slot, boolean eventSocket) {
        MemorySegment message = received.message(slot);
        int length = received.length(slot);
        if (length == 0 || received.cut(slot) || !wire.readName(received.name(slot), source)) {
            counters.passedOver().increment();
            return;
        }
        received.control(slot, control);
        source.arrivedAt(control.localHigh(), control.localLow());
        long rxClockNs = PtpSink.NO_STAMP;
        if (eventSocket && (message.get(JAVA_BYTE, 0) & TYPE_MASK) < FIRST_GENERAL_TYPE) {
            rxClockNs = sockets.hardware() ? control.hardwareNs() : control.softwareNs();
            if (rxClockNs == PtpSink.NO_STAMP) {
                counters.unstamped().increment();
            }
        }
        sink.onMessage(message, length, source, wire.multicast(received.name(slot), control), rxClockNs);
    }

    @Override
    public int sendEvent(long token, PtpAddress to, MemorySegment message, int length) {
        if (link != Link.UP) {
            return -Errno.ENETDOWN;
        }
        if (events.isFull()) {
            flushEvents();
        }
        if (stampsInDoubt || !stamps.hasRoom(events.size() + 1)) {
            return -Errno.EAGAIN;
        }
        int id = stamps.nextId() + events.size();
        int result = events.add(token, to, message, length, openIndex);
        if (result == 0 && explicitIds) {
            events.identifyLast(id);
        }
        return result;
    }

    @Override
    public int sendGeneral(PtpAddress to, MemorySegment message, int length) {
        if (link != Link.UP) {
            return -Errno.ENETDOWN;
        }
        if (generals.isFull()) {
            flushGenerals();
        }
        return generals.add(0, to, message, length, openIndex);
    }

    @Override
    public int flush() {
        int eventResult = flushEvents();
        int generalResult = flushGenerals();
        return eventResult < 0 ? eventResult : generalResult;
    }

    private int flushEvents() {
        int result = 0;
        if (events.size() > 0) {
            sockets.unbundleEvent();
        }
        while (events.size() > 0) {
            int sent = sockets.isOpen() ? events.send(sockets.event(), !explicitIds) : -Errno.ENETDOWN;
            if (sent > 0) {
                long nowNs = monotonic.nowNs();
                for (int i = 0; i < sent; i++) {
                    stamps.sent(events.token(i), nowNs);
                }
                events.drop(sent);
                continue;
            }
            if (sent == -Errno.EINTR) {
                continue;
            }
            result = result < 0 ? result : sent;
            if (sent == -Errno.EAGAIN && explicitIds) {
                break;
            }
            stampsInDoubt |= !explicitIds && !Wire.refusedBeforeCounting(sent);
            stamps.failed(events.token(0), explicitIds);
            refused();
            events.drop(1);
            if (stampsInDoubt) {
                loseWaitingEvents();
            }
        }
        return result;
    }

    private int flushGenerals() {
        int result = 0;
        while (generals.size() > 0) {
            int sent = sockets.isOpen() ? generals.send(sockets.general(), false) : -Errno.ENETDOWN;
            if (sent > 0) {
                generals.drop(sent);
                continue;
            }
            if (sent == -Errno.EINTR) {
                continue;
            }
            result = result < 0 ? result : sent;
            if (sent == -Errno.EAGAIN) {
                break;
            }
            refused();
            generals.drop(1);
        }
        return result;
    }

    private void refused() {
        counters.sendRefused().increment();
        lookSoon();
    }

    private void lookSoon() {
        long soonNs = monotonic.nowNs() + LOOK_AFTER_REFUSAL_NS;
        nextLookNs = nextLookNs - soonNs > 0 ? soonNs : nextLookNs;
    }

    /** Looks at the interface and opens, reopens or closes the sockets accordingly. */
    private void look(long nowNs) {
        nextLookNs = nowNs + LOOK_INTERVAL_NS;
        probe.look();
        if (probe.index() == 0) {
            shut();
            failure = -Errno.ENODEV;
            return;
        }
        boolean ready = wire.ready(probe);
        boolean changed = probe.index() != openIndex || probe.mac() != openMac || probe.ipv4() != openIpv4
                || (ready && !openReady);
        boolean doubtful = stampsInDoubt && nowNs - openedNs >= REOPEN_IN_DOUBT_NS;
        if (changed || doubtful || sockets.clockChanged() || !sockets.isOpen()) {
            reopen(nowNs);
        }
        openReady = ready;
        if (sockets.isOpen()) {
            link = ready ? Link.UP : Link.DOWN;
        }
    }

    private void reopen(long nowNs) {
        shut();
        failure = sockets.open(probe);
        if (failure < 0) {
            counters.openFailures().increment();
            return;
        }
        openedNs = nowNs;
        openIndex = probe.index();
        openMac = probe.mac();
        openIpv4 = probe.ipv4();
        incarnation++;
        counters.reopened().increment();
    }

    /** Closes the sockets; what waited to be sent or stamped is lost. */
    private void shut() {
        link = Link.ABSENT;
        openReady = false;
        sockets.closeSockets();
        stamps.abandon();
        loseWaitingEvents();
        generals.drop(generals.size());
        stampsInDoubt = false;
    }

    private void loseWaitingEvents() {
        for (int i = 0; i < events.size(); i++) {
            stamps.failed(events.token(i), false);
        }
        events.drop(events.size());
    }

    @Override
    public void close() {
        if (!arena.scope().isAlive()) {
            return;
        }
        link = Link.ABSENT;
        sockets.close();
        watch.close();
        probe.close();
        arena.close();
    }
}
