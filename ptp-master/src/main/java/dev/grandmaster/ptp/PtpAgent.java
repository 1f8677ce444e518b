package dev.grandmaster.ptp;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.grandmaster.agent.Agent;
import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.event.EventRing;
import dev.grandmaster.event.GmEvent;
import dev.grandmaster.ptp.dataset.Announcement;
import dev.grandmaster.ptp.dataset.InstanceConfig;
import dev.grandmaster.ptp.port.Port;
import dev.grandmaster.ptp.port.PortEffects;
import dev.grandmaster.ptp.transmit.Token;
import dev.grandmaster.ptp.unicast.Quota;
import dev.grandmaster.ptp.unicast.UnicastConfig;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.Latest;
import dev.grandmaster.state.PtpStatus;
import dev.grandmaster.state.PtpStatus.PortState;

/**
 * The duty cycle of the wire: reads the clock's state once, takes in what arrived, lets every port send what is due, and hands it to
 * the kernel in one go. Owns its transports, which it closes when it stops. A cycle allocates nothing but its status, once a second.
 */
public final class PtpAgent implements Agent {
    private static final int POLL_LIMIT = 1024;
    private static final long STATUS_NS = 1_000_000_000L;
    /** Nobody is served yet: how soon a first word of the clock is heard. */
    private static final long SILENT_CYCLE_NS = 20_000_000L;

    private final String role;
    private final Latest<GrandmasterState> clock;
    private final Latest<PtpStatus> status;
    private final EventRing events;
    private final Quota quota;
    private final Line[] lines;
    private final Announcement[] instances;
    private final Seat[] seats;
    private long nowMonoNs;
    private long statusDueMonoNs;
    private boolean statusDue = true;

    /** A port at its place in this agent. */
    private final class Seat implements PortEffects {
        final PortPlan plan;
        final Line line;
        final Port port;

        Seat(PortPlan plan, Line line, Announcement announcement, int index) {
            this.plan = plan;
            this.line = line;
            boolean udp = plan.transport().spec().protocol() != TransportProtocol.IEEE_802_3;
            this.port = new Port(plan.config(), announcement, this, index, udp ? quota : null);
        }

        @Override
        public PtpAddress primaryGroup() {
            return plan.transport().primaryGroup();
        }

        @Override
        public PtpAddress peerDelayGroup() {
            return plan.transport().peerDelayGroup();
        }

        @Override
        public int sendEvent(long token, PtpAddress to, MemorySegment message, int length) {
            return plan.transport().sendEvent(token, to, message, length);
        }

        @Override
        public int sendGeneral(PtpAddress to, MemorySegment message, int length) {
            return plan.transport().sendGeneral(to, message, length);
        }

        @Override
        public void onStateChanged(PortState from, PortState to, String why) {
            statusDue = true;
            events.publish(new GmEvent.PortStateChanged(nowMonoNs, name(), from, to, why));
        }

        private String name() {
            return plan.instance().name() + '/' + plan.config().portNumber() + " ("
                    + plan.transport().spec().interfaceName()
                    + ' ' + plan.transport().spec().protocol().label() + ')';
        }

        PtpStatus.Port status() {
            Map<String, Long> counters = port.counts();
            line.addTo(counters);
            return new PtpStatus.Port(plan.instance().name(), plan.instance().domainNumber(),
                    plan.config().portNumber(),
                    plan.transport().spec(), port.state(), plan.transport().link(), port.clients(nowMonoNs),
                    port.betterMaster(), counters);
        }
    }

    /**
     * Takes its seats; nothing is sent before the first duty cycle.
     *
     * @param role the thread's name, {@code gm-ptp-N}
     * @param plans at least one port; all of one clockIdentity
     * @param clock read once a cycle
     * @param status written once a second and when a port changes its state
     * @param events told of state changes
     */
    public PtpAgent(String role, List<PortPlan> plans, Latest<GrandmasterState> clock, Latest<PtpStatus> status,
            EventRing events) {
        this(role, plans, UnicastConfig.DEFAULT, clock, status, events);
    }

    /**
     * The same with limits of its own.
     *
     * @param unicast limits of all ports together
     */
    public PtpAgent(String role, List<PortPlan> plans, UnicastConfig unicast, Latest<GrandmasterState> clock,
            Latest<PtpStatus> status, EventRing events) {
        if (plans.isEmpty() || plans.size() > Token.MAX_PORTS) {
            throw new IllegalArgumentException("1 to " + Token.MAX_PORTS + " ports, not " + plans.size());
        }
        this.role = role;
        this.clock = clock;
        this.status = status;
        this.events = events;
        this.quota = new Quota(unicast);
        List<Line> newLines = new ArrayList<>();
        List<Announcement> newInstances = new ArrayList<>();
        seats = new Seat[plans.size()];
        for (int index = 0; index < seats.length; index++) {
            PortPlan plan = plans.get(index);
            Line line = line(newLines, plan.transport());
            seats[index] = new Seat(plan, line, instance(newInstances, plan.instance()), index);
            line.add(plan.instance(), seats[index].port);
        }
        lines = newLines.toArray(Line[]::new);
        instances = newInstances.toArray(Announcement[]::new);
    }

    @Override
    public String role() {
        return role;
    }

    @Override
    public long doWork(long newNowMonoNs) {
        nowMonoNs = newNowMonoNs;
        GrandmasterState state = clock.get();
        for (Announcement instance : instances) {
            instance.update(state, nowMonoNs);
        }
        boolean more = false;
        for (Line line : lines) {
            more |= line.poll(POLL_LIMIT, nowMonoNs) >= POLL_LIMIT;
        }
        long untilNs = state.served() ? STATUS_NS : SILENT_CYCLE_NS;
        for (Seat seat : seats) {
            untilNs = Math.min(untilNs, seat.port.onTime(nowMonoNs) - nowMonoNs);
        }
        for (Line line : lines) {
            line.transport().flush();
        }
        if (statusDue || statusDueMonoNs - nowMonoNs <= 0) {
            publishStatus();
        }
        return more ? nowMonoNs : nowMonoNs + Math.min(untilNs, statusDueMonoNs - nowMonoNs);
    }

    @Override
    public void onStop() {
        for (Line line : lines) {
            line.transport().close();
        }
    }

    private void publishStatus() {
        statusDue = false;
        statusDueMonoNs = nowMonoNs + STATUS_NS;
        List<PtpStatus.Port> ports = new ArrayList<>(seats.length);
        for (Seat seat : seats) {
            ports.add(seat.status());
        }
        status.set(new PtpStatus(seats[0].plan.instance().clockIdentity(), ports));
    }

    private static Line line(List<Line> lines, PtpTransport transport) {
        for (Line line : lines) {
            if (line.transport().equals(transport)) {
                return line;
            }
        }
        Line line = new Line(transport);
        lines.add(line);
        return line;
    }

    private Announcement instance(List<Announcement> known, InstanceConfig config) {
        for (Announcement announcement : known) {
            if (announcement.instance().equals(config)) {
                return announcement;
            }
        }
        GrandmasterState state = clock.get();
        Announcement announcement = new Announcement(config, state, state.monoNs());
        known.add(announcement);
        return announcement;
    }
}
