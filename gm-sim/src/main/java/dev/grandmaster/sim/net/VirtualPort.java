package dev.grandmaster.sim.net;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.LongUnaryOperator;

import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpSink;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.sim.world.Foreseeable;
import dev.grandmaster.sim.world.TrueInstant;
import dev.grandmaster.sim.world.VirtualClock;

/**
 * A PTP port of a {@link VirtualNetwork}. It stamps at the instant of sending and of arrival, with its board's clock.
 */
public final class VirtualPort implements PtpTransport, Foreseeable {

    private static final int EVENT_PORT = 319;
    private static final int GENERAL_PORT = 320;
    private static final int ENETDOWN = 100;

    /** As a socket's buffer, an inbox is finite: what does not fit is lost. */
    private static final int MOST_WAITING = 10_000;

    /** A message on its way in; {@code order} keeps those of one instant as they were sent. */
    record Arrival(long atTaiNs, long order, MemorySegment message, PtpAddress source, boolean multicast,
            boolean event) {
    }

    private record SentStamp(long token, long txClockNs, boolean lost) {
    }

    private final PortSpec spec;
    private final VirtualNetwork network;
    private final VirtualClock time;
    private final LongUnaryOperator stampingClock;
    private final PtpAddress address;
    private final PtpAddress primaryGroup;
    private final PtpAddress peerDelayGroup;
    private final PriorityQueue<Arrival> inbox = new PriorityQueue<>(
            Comparator.comparingLong(Arrival::atTaiNs).thenComparingLong(Arrival::order));
    private final Queue<SentStamp> stamps = new ArrayDeque<>();
    private Link link = Link.UP;
    private int incarnation;

    VirtualPort(PortSpec spec, VirtualNetwork network, int host, VirtualClock time, LongUnaryOperator stampingClock) {
        this.spec = spec;
        this.network = network;
        this.time = time;
        this.stampingClock = stampingClock;
        // Hosts 10.0.0.x, fd00::x, 02:00:00:00:00:x; groups of IEEE 1588-2019 Annexes C, D and E.
        switch (spec.protocol()) {
            case UDP_IPV4 -> {
                address = new PtpAddress().setIpv4(0x0A00_0000 + host, EVENT_PORT);
                primaryGroup = new PtpAddress().setIpv4(0xE000_0181, EVENT_PORT);
                peerDelayGroup = new PtpAddress().setIpv4(0xE000_006B, EVENT_PORT);
            }
            case UDP_IPV6 -> {
                address = new PtpAddress().set(0xFD00L << 48, host, EVENT_PORT);
                primaryGroup = new PtpAddress().set(0xFF0EL << 48, 0x181, EVENT_PORT);
                peerDelayGroup = new PtpAddress().set(0xFF02L << 48, 0x6B, EVENT_PORT);
            }
            case IEEE_802_3 -> {
                address = new PtpAddress().setEthernet(0x0200_0000_0000L + host);
                primaryGroup = new PtpAddress().setEthernet(0x011B_1900_0000L);
                peerDelayGroup = new PtpAddress().setEthernet(0x0180_C200_000EL);
            }
            default -> throw new AssertionError(spec.protocol());
        }
    }

    @Override
    public PortSpec spec() {
        return spec;
    }

    /** The port's own unicast address. */
    public PtpAddress address() {
        return address;
    }

    @Override
    public Link link() {
        return link;
    }

    /** Pulls the cable or plugs it in again; an interface that was absent comes back as a new incarnation. */
    public void setLink(Link newLink) {
        if (link == Link.ABSENT && newLink != Link.ABSENT) {
            incarnation++;
        }
        link = newLink;
        if (link != Link.UP) {
            inbox.clear();
        }
    }

    @Override
    public int incarnation() {
        return incarnation;
    }

    @Override
    public boolean hardwareStamps() {
        return true;
    }

    @Override
    public PtpAddress primaryGroup() {
        return primaryGroup;
    }

    @Override
    public PtpAddress peerDelayGroup() {
        return peerDelayGroup;
    }

    @Override
    public int poll(PtpSink sink, int limit) {
        int delivered = 0;
        while (delivered < limit && !stamps.isEmpty()) {
            SentStamp stamp = stamps.remove();
            if (stamp.lost()) {
                sink.onTransmitStampLost(stamp.token());
            } else {
                sink.onTransmitStamp(stamp.token(), stamp.txClockNs());
            }
            delivered++;
        }
        while (delivered < limit && !inbox.isEmpty() && inbox.element().atTaiNs() <= time.taiNs()) {
            Arrival arrival = inbox.remove();
            long rxClockNs = arrival.event() ? stampingClock.applyAsLong(arrival.atTaiNs()) : PtpSink.NO_STAMP;
            sink.onMessage(arrival.message(), (int) arrival.message().byteSize(), arrival.source(), arrival.multicast(),
                    rxClockNs);
            delivered++;
        }
        return delivered;
    }

    @Override
    public int sendEvent(long token, PtpAddress to, MemorySegment message, int length) {
        if (link != Link.UP) {
            return -ENETDOWN;
        }
        stamps.add(new SentStamp(token, stampingClock.applyAsLong(time.taiNs()), network.losesStamp()));
        network.carry(this, to, message, length, true);
        return 0;
    }

    @Override
    public int sendGeneral(PtpAddress to, MemorySegment message, int length) {
        if (link != Link.UP) {
            return -ENETDOWN;
        }
        network.carry(this, to, message, length, false);
        return 0;
    }

    @Override
    public int flush() {
        return 0;
    }

    @Override
    public long nextEventMonoNs() {
        TrueInstant now = time.now();
        if (!stamps.isEmpty()) {
            return now.monoNs();
        }
        return inbox.isEmpty() ? NEVER : now.monoAt(inbox.element().atTaiNs());
    }

    @Override
    public void close() {
        network.detach(this);
        setLink(Link.ABSENT);
    }

    boolean isGroup(PtpAddress to) {
        return primaryGroup.sameHost(to) || peerDelayGroup.sameHost(to);
    }

    /** The address that receivers see. */
    PtpAddress sourceAddress(boolean event) {
        if (spec.protocol() == TransportProtocol.IEEE_802_3) {
            return address;
        }
        return new PtpAddress().set(address.high(), address.low(), event ? EVENT_PORT : GENERAL_PORT);
    }

    void arrive(Arrival arrival) {
        if (link == Link.UP && inbox.size() < MOST_WAITING) {
            inbox.add(arrival);
        }
    }
}
