package dev.grandmaster.ptp;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpSink;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.counter.Counter;
import dev.grandmaster.ptp.dataset.InstanceConfig;
import dev.grandmaster.ptp.management.ManagementResponder;
import dev.grandmaster.ptp.monitor.ClientReports;
import dev.grandmaster.ptp.monitor.OtherMasters;
import dev.grandmaster.ptp.port.Port;
import dev.grandmaster.ptp.port.PortEffects;
import dev.grandmaster.ptp.security.ReplayGuard;
import dev.grandmaster.ptp.security.Seals;
import dev.grandmaster.ptp.transmit.Token;
import dev.grandmaster.ptp.wire.Header;
import dev.grandmaster.ptp.wire.WireStatus;
import org.jspecify.annotations.Nullable;

/** A transport and the ports on it: looks at what arrives, and hands it to the port of its domain. */
final class Line implements PtpSink {

    /** A port with the domain by which its messages are known. */
    record Tenant(InstanceConfig instance, Port port, PortEffects effects, ManagementResponder management,
            ClientReports reports) {
    }

    private final PtpTransport transport;
    private final @Nullable Seals seals;
    private final @Nullable ReplayGuard replays;
    private final List<Tenant> joining = new ArrayList<>();
    private Tenant[] tenants = new Tenant[0];
    private final OtherMasters others = new OtherMasters();
    private final Header header = new Header();
    private final Counter malformed = new Counter("rx_malformed");
    private final Counter otherVersion = new Counter("rx_other_version");
    private final Counter otherDomain = new Counter("rx_other_domain");
    private final Counter unauthenticated = new Counter("rx_unauthenticated");
    private final Counter replayed = new Counter("rx_replayed");
    private long nowMonoNs;
    private boolean eventSent;
    private long sent;

    /** @param seals puts and checks seals; null where messages are sent and taken as they are */
    Line(PtpTransport transport, @Nullable Seals seals) {
        this.transport = transport;
        this.seals = seals;
        replays = seals == null ? null : new ReplayGuard();
    }

    /** Hands an event message to the transport, sealed where messages are. */
    int sendEvent(long token, PtpAddress to, MemorySegment message, int length) {
        sent++;
        Seals ours = seals;
        return ours == null
                ? transport.sendEvent(token, to, message, length)
                : transport.sendEvent(token, to, ours.sealed(), ours.seal(message, length));
    }

    /** Hands a general message to the transport, sealed where messages are. */
    int sendGeneral(PtpAddress to, MemorySegment message, int length) {
        sent++;
        Seals ours = seals;
        return ours == null
                ? transport.sendGeneral(to, message, length)
                : transport.sendGeneral(to, ours.sealed(), ours.seal(message, length));
    }

    /** Messages handed to the transport since the beginning. */
    long sent() {
        return sent;
    }

    PtpTransport transport() {
        return transport;
    }

    void add(Tenant tenant) {
        InstanceConfig instance = tenant.instance;
        if (find(instance.domainNumber(), instance.sdoId()) != null) {
            throw new IllegalArgumentException("two ports of domain " + instance.domainNumber() + " on "
                    + transport.spec().interfaceName());
        }
        others.ours(instance.clockIdentity());
        joining.add(tenant);
        tenants = joining.toArray(Tenant[]::new);
    }

    /** Looks after the link and takes in what has arrived; returns the number of messages and stamps. */
    int poll(int limit, long newNowMonoNs) {
        nowMonoNs = newNowMonoNs;
        int delivered = transport.poll(this, limit);
        PtpTransport.Link link = transport.link();
        for (Tenant tenant : tenants) {
            tenant.port.onLinkSpeed(transport.linkSpeedMbps());
            tenant.port.onLink(link, transport.incarnation(), nowMonoNs);
        }
        return delivered;
    }

    /** Takes in the stamps of what was just sent; returns their number. */
    int pollStamps(int limit) {
        return transport.pollStamps(this, limit);
    }

    /** What other masters on it tell. Without seals in any domain, with seals only those that have one. */
    OtherMasters others() {
        return others;
    }

    /** An event message was handed to the transport. */
    void onEventSent() {
        eventSent = true;
    }

    /** Whether transmit stamps are there already, to be asked once after a flush: the kernel takes its own while it sends. */
    boolean stampsAtOnce() {
        boolean atOnce = eventSent && !transport.hardwareStamps();
        eventSent = false;
        return atOnce;
    }

    /** When the cycle began, monotonic ns. */
    long nowMonoNs() {
        return nowMonoNs;
    }

    @Override
    public void onMessage(MemorySegment message, int length, PtpAddress source, boolean multicast, long rxClockNs) {
        WireStatus status = header.wrap(message, 0, length);
        if (status != WireStatus.OK) {
            (status == WireStatus.OTHER_VERSION ? otherVersion : malformed).increment();
            return;
        }
        Tenant tenant = find(header.domainNumber(), header.sdoId());
        Seals known = seals;
        if (known == null) {
            others.onMessage(header, nowMonoNs);
        }
        if (tenant == null) {
            otherDomain.increment();
            return;
        }
        if (known != null && !known.genuine(header)) {
            unauthenticated.increment();
            return;
        }
        ReplayGuard guard = replays;
        if (guard != null && !guard.isNew(header, multicast, nowMonoNs)) {
            replayed.increment();
            return;
        }
        if (known != null) {
            others.onMessage(header, nowMonoNs);
        }
        tenant.port.onMessage(header, source, multicast, rxClockNs, nowMonoNs);
        switch (header.messageType()) {
            case MANAGEMENT -> {
                if (!tenant.port.denies(source)) {
                    tenant.management.onMessage(header, tenant.port, tenant.effects, source, multicast, nowMonoNs);
                }
            }
            case SIGNALING, DELAY_RESP -> {
                if (tenant.port.isClient(source, header.sourceClockIdentity(), header.sourcePortNumber(),
                        nowMonoNs)) {
                    tenant.reports.onMessage(header, nowMonoNs);
                }
            }
            default -> {
                // all of it is the port's
            }
        }
    }

    @Override
    public void onTransmitStamp(long token, long txClockNs) {
        for (Tenant tenant : tenants) {
            if (tenant.port.index() == Token.port(token)) {
                tenant.port.onTransmitStamp(token, txClockNs);
            }
        }
    }

    @Override
    public void onTransmitStampLost(long token) {
        for (Tenant tenant : tenants) {
            if (tenant.port.index() == Token.port(token)) {
                tenant.port.onTransmitStampLost(token);
            }
        }
    }

    /** Adds what was dropped before it reached a port. */
    void addTo(Map<String, Long> counters) {
        counters.put(malformed.name(), malformed.get());
        counters.put(otherVersion.name(), otherVersion.get());
        counters.put(otherDomain.name(), otherDomain.get());
        counters.put(unauthenticated.name(), unauthenticated.get());
        counters.put(replayed.name(), replayed.get());
    }

    private @Nullable Tenant find(int domainNumber, int sdoId) {
        for (Tenant tenant : tenants) {
            if (tenant.instance.domainNumber() == domainNumber && tenant.instance.sdoId() == sdoId) {
                return tenant;
            }
        }
        return null;
    }
}
