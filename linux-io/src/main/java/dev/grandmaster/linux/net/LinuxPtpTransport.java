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
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.linux.ffi.Errno;
import org.jspecify.annotations.Nullable;

/**
 * A PTP port's sockets on a Linux interface. Hardware stamps are as the card's clock reads; <b>software stamps are CLOCK_REALTIME</b>
 * and need the {@link StampTranslator} around this class.
 *
 * <p>The UDP port of a receiver is 319 for event and 320 for general messages unless its {@link PtpAddress} bears a third one. On the loopback interface our own multicast messages come back to us, because clients on the same host must hear them; the
 * engine knows its own port identity.
 *
 * <p>Messages leave by the UDP or Ethernet sockets of the {@link Wire}; where the port has {@link PortSpec.Manner#packetPath}, those to granted clients
 * whose next hop is known leave as whole frames ({@link FramePath}). After a refusal that puts stamps in doubt ({@link Outbound}) the sockets are
 * opened anew.
 */
public final class LinuxPtpTransport implements PtpTransport {

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
    private final Outbound plain;
    private final ReceiveBatch received;
    /** Null where all messages leave by the wire's sockets. */
    private final @Nullable FramePath path;
    private final Outbound framed;
    private final ControlReader control = new ControlReader();
    private final PtpAddress source = new PtpAddress();
    private final TransportCounters counters = new TransportCounters();

    private Link link = Link.ABSENT;
    private int failure;
    private int incarnation;
    private long nextLookNs;
    private long openedNs;
    /** What the interface was like when the sockets were opened. */
    private int openIndex;
    private long openMac;
    private int openIpv4;
    private boolean openReady;
    private int lookedIndex;

    private LinuxPtpTransport(PortSpec spec, IntSupplier phcIndex, MonotonicClock monotonic, SocketOptions options) {
        this.spec = spec;
        this.monotonic = monotonic;
        this.wire = Wire.of(spec.protocol(), options, spec.manner().linkLocalGroup());
        this.probe = new InterfaceProbe(spec.interfaceName());
        this.phcIndex = phcIndex;
        this.path = spec.manner().packetPath() && spec.protocol() != TransportProtocol.IEEE_802_3
                ? new FramePath(arena, wire, spec.protocol(), options)
                : null;
        this.sockets = new PortSockets(arena, wire, path, spec, phcIndex, watch.descriptor());
        this.received = new ReceiveBatch(arena);
        boolean explicitIds = options.explicitIds() && PortSockets.kernelTakesIds();
        this.plain = new Outbound(arena, wire, sockets, PortSockets.EVENT, PortSockets.GENERAL, explicitIds,
                options.stampPatienceNs(), monotonic, counters);
        this.framed = path == null
                ? plain
                : new Outbound(arena, FramePath.ENVELOPE, sockets, PortSockets.FRAME_EVENT, PortSockets.FRAME_GENERAL,
                        explicitIds, options.stampPatienceNs(), monotonic, counters);
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

    /** Messages, and stamps of each way out, are bounded by {@code limit} each. */
    @Override
    public int poll(PtpSink sink, int limit) {
        long nowNs = monotonic.nowNs();
        sockets.lookWhatWaits();
        boolean rang = sockets.bellRang() && watch.rang();
        if (rang || nowNs - nextLookNs >= 0) {
            look(nowNs);
        }
        int fromPlain = sockets.troubled(PortSockets.EVENT) ? plain.deliverStamps(sink, received, limit) : 0;
        int fromFramed = sockets.troubled(PortSockets.FRAME_EVENT) ? framed.deliverStamps(sink, received, limit) : 0;
        // The Follow_Ups must not wait until all that came is answered.
        flushGenerals();
        // An error without stamps is the socket's own; receiving clears it, and the interface explains it.
        boolean eventTroubled = sockets.troubled(PortSockets.EVENT) && fromPlain == 0;
        boolean generalTroubled = sockets.troubled(PortSockets.GENERAL);
        boolean framesTroubled = sockets.troubled(PortSockets.FRAME_EVENT) && fromFramed == 0;
        if (eventTroubled || generalTroubled || framesTroubled) {
            lookSoon();
        }
        if (framesTroubled) {
            received.receive(sockets.descriptor(PortSockets.FRAME_EVENT), 1, 0);
        }
        int done = fromPlain + fromFramed + deliverLosses(sink, nowNs, limit);
        boolean generalWaits = sockets.waits(PortSockets.GENERAL) || generalTroubled;
        int left = limit;
        if (sockets.waits(PortSockets.EVENT) || eventTroubled) {
            // A flood of event messages must leave room for the general ones.
            left -= deliverMessages(sink, PortSockets.EVENT, generalWaits ? limit - limit / 2 : limit);
        }
        if (generalWaits && left > 0) {
            left -= deliverMessages(sink, PortSockets.GENERAL, left);
        } else if (sockets.waits(PortSockets.REQUESTS) || sockets.troubled(PortSockets.REQUESTS)) {
            listen();
        }
        if (plain.waits() || framed.waits()) {
            flush();
        }
        return done + limit - left;
    }

    @Override
    public int pollStamps(PtpSink sink, int limit) {
        int done = plain.expectsStamps() ? plain.deliverStamps(sink, received, limit) : 0;
        if (path != null && framed.expectsStamps()) {
            done += framed.deliverStamps(sink, received, limit);
        }
        flushGenerals();
        return done;
    }

    private int deliverLosses(PtpSink sink, long nowNs, int limit) {
        int done = plain.deliverLosses(sink, nowNs, limit);
        return path == null ? done : done + framed.deliverLosses(sink, nowNs, limit);
    }

    private int deliverMessages(PtpSink sink, int place, int limit) {
        int done = 0;
        while (done < limit && sockets.isOpen(place)) {
            int asked = Math.min(limit - done, ReceiveBatch.SLOTS);
            int count = received.receive(sockets.descriptor(place), asked, 0);
            if (place == PortSockets.GENERAL) {
                // By which neighbour a request came must be known before it is granted.
                listen();
            }
            for (int i = 0; i < count; i++) {
                deliver(sink, i, place == PortSockets.EVENT);
            }
            done += Math.max(count, 0);
            if (count < asked) {
                break;
            }
        }
        return done;
    }

    private void listen() {
        FramePath frames = path;
        if (frames != null && sockets.isOpen(PortSockets.REQUESTS)) {
            frames.listen(sockets.descriptor(PortSockets.REQUESTS));
        }
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
    public void admit(PtpAddress client, boolean anew) {
        FramePath frames = path;
        if (frames != null) {
            frames.admit(client, anew);
        }
    }

    @Override
    public void dismiss(PtpAddress client) {
        FramePath frames = path;
        if (frames != null) {
            frames.dismiss(client);
        }
    }

    @Override
    public int sendEvent(long token, PtpAddress to, MemorySegment message, int length) {
        if (link != Link.UP) {
            return -Errno.ENETDOWN;
        }
        FramePath frames = path;
        // A card that writes into a Sync must find the checksum as it expects it.
        if (frames != null && sockets.isOpen(PortSockets.FRAME_EVENT) && !framed.inDoubt() && !sockets.oneStep()) {
            int octets = frames.write(to, true, message, length);
            if (octets > 0) {
                return framed.sendEvent(token, to, frames.frame(), octets, openIndex);
            }
        }
        return plain.sendEvent(token, to, message, length, openIndex);
    }

    @Override
    public int sendGeneral(PtpAddress to, MemorySegment message, int length) {
        if (link != Link.UP) {
            return -Errno.ENETDOWN;
        }
        FramePath frames = path;
        if (frames != null && sockets.isOpen(PortSockets.FRAME_GENERAL)) {
            int octets = frames.write(to, false, message, length);
            if (octets > 0) {
                return framed.sendGeneral(to, frames.frame(), octets, openIndex);
            }
        }
        return plain.sendGeneral(to, message, length, openIndex);
    }

    @Override
    public int flush() {
        int eventResult = plain.flushEvents();
        int framedResult = path == null ? 0 : framed.flushEvents();
        int generalResult = flushGenerals();
        lookAfterRefusals();
        return eventResult < 0 ? eventResult : framedResult < 0 ? framedResult : generalResult;
    }

    private int flushGenerals() {
        int result = plain.flushGenerals();
        int framedResult = path == null ? 0 : framed.flushGenerals();
        lookAfterRefusals();
        return result < 0 ? result : framedResult;
    }

    private void lookAfterRefusals() {
        boolean refused = plain.takeRefused();
        if (framed.takeRefused() || refused) {
            lookSoon();
        }
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
            lookedIndex = 0;
            failure = -Errno.ENODEV;
            return;
        }
        boolean ready = wire.ready(probe);
        boolean changed = probe.index() != openIndex || probe.mac() != openMac || probe.ipv4() != openIpv4
                || (ready && !openReady);
        boolean doubtful = (plain.inDoubt() || framed.inDoubt()) && nowNs - openedNs >= REOPEN_IN_DOUBT_NS;
        if (changed || doubtful || sockets.clockChanged() || !sockets.isOpen()) {
            reopen(nowNs);
        }
        FramePath frames = path;
        if (frames != null) {
            frames.look(probe);
            if (!ready || probe.index() != lookedIndex) {
                frames.forget();
            }
            lookedIndex = probe.index();
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
        plain.abandon();
        if (path != null) {
            framed.abandon();
        }
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
