package dev.grandmaster.ptp;

import java.lang.foreign.MemorySegment;
import java.util.Map;

import dev.grandmaster.board.Attachment;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.event.EventRing;
import dev.grandmaster.event.GmEvent;
import dev.grandmaster.ptp.monitor.ClientReports;
import dev.grandmaster.ptp.port.Port;
import dev.grandmaster.ptp.port.PortEffects;
import dev.grandmaster.ptp.unicast.Quota;
import dev.grandmaster.ptp.wire.Header;
import dev.grandmaster.state.PtpStatus;
import dev.grandmaster.state.PtpStatus.PortState;

/** A port at its place in the agent: carries out what the port wants, through its line. */
final class Seat implements PortEffects {
    private final PortPlan plan;
    private final Line line;
    private final Instance instance;
    private final EventRing events;
    private final Quota quota;
    private final Port port;
    private boolean changed;

    /** Takes its seat; {@code index} is its place among the agent's ports. */
    Seat(PortPlan plan, Line line, Instance instance, int index, Quota quota, EventRing events) {
        this.plan = plan;
        this.line = line;
        this.instance = instance;
        this.quota = quota;
        this.events = events;
        port = new Port(plan.config(), plan.tlvs(), instance.announcement(), this, index, quota);
        instance.management().add(port, this);
        line.add(new Line.Tenant(plan.instance(), port, this, instance.management(), instance.reports()));
    }

    /** Puts the port's identity and domain into a message. */
    void identify(Header message) {
        instance.announcement().instance().identify(message, plan.config().portNumber());
    }

    int domainNumber() {
        return plan.instance().domainNumber();
    }

    /** What clients of the instance say of themselves. */
    ClientReports reports() {
        return instance.reports();
    }

    Port port() {
        return port;
    }

    /** Whether the port's state changed since the last time that this was asked. */
    boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    PtpStatus.Port status(long nowMonoNs) {
        Map<String, Long> counters = port.counts();
        line.addTo(counters);
        quota.addTo(counters);
        instance.management().addTo(counters);
        instance.reports().addTo(counters);
        return new PtpStatus.Port(plan.instance().name(), plan.instance().domainNumber(), plan.config().portNumber(),
                spec(),
                port.state(), transport().link(), port.clients(nowMonoNs), port.betterMaster(), counters,
                transport().stampedBy());
    }

    @Override
    public PortSpec spec() {
        return transport().spec();
    }

    @Override
    public Attachment attachment() {
        return transport().attachment();
    }

    @Override
    public boolean hardwareStamps() {
        return transport().hardwareStamps();
    }

    @Override
    public int phcIndex() {
        return transport().phcIndex();
    }

    @Override
    public PtpAddress primaryGroup() {
        return transport().primaryGroup();
    }

    @Override
    public PtpAddress peerDelayGroup() {
        return transport().peerDelayGroup();
    }

    @Override
    public int sendEvent(long token, PtpAddress to, MemorySegment message, int length) {
        int result = line.sendEvent(token, to, message, length);
        if (result == 0) {
            line.onEventSent();
        }
        return result;
    }

    @Override
    public int sendGeneral(PtpAddress to, MemorySegment message, int length) {
        return line.sendGeneral(to, message, length);
    }

    @Override
    public void admit(PtpAddress client, boolean anew) {
        transport().admit(client, anew);
    }

    @Override
    public void dismiss(PtpAddress client) {
        transport().dismiss(client);
    }

    @Override
    public double stampErrorNs() {
        return transport().stampErrorNs();
    }

    @Override
    public boolean oneStep() {
        return transport().oneStep();
    }

    @Override
    public void onNotice(String text) {
        events.publish(new GmEvent.Notice(line.nowMonoNs(), "port " + name() + ": " + text));
    }

    @Override
    public void onStateChanged(PortState from, PortState to, String why) {
        changed = true;
        if (to == PortState.FAULTY) {
            instance.management().onFault(port, why);
        }
        events.publish(new GmEvent.PortStateChanged(line.nowMonoNs(), name(), from, to, why));
    }

    private String name() {
        return plan.instance().name() + '/' + plan.config().portNumber() + " (" + spec().interfaceName() + ' '
                + spec().protocol().label() + ')';
    }

    private PtpTransport transport() {
        return plan.transport();
    }
}
