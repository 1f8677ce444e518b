package dev.grandmaster.ptp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.grandmaster.agent.Agent;
import dev.grandmaster.board.ManagementChannel;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.event.EventRing;
import dev.grandmaster.ptp.dataset.Announcement;
import dev.grandmaster.ptp.dataset.InstanceConfig;
import dev.grandmaster.ptp.dataset.Priorities;
import dev.grandmaster.ptp.management.ManagementResponder;
import dev.grandmaster.ptp.monitor.ClientReports;
import dev.grandmaster.ptp.monitor.OtherMasters;
import dev.grandmaster.ptp.security.Seals;
import dev.grandmaster.ptp.transmit.Token;
import dev.grandmaster.ptp.unicast.Quota;
import dev.grandmaster.ptp.unicast.UnicastService;
import dev.grandmaster.state.ClientDirectory;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.Latest;
import dev.grandmaster.state.PtpStatus;
import org.jspecify.annotations.Nullable;

/**
 * The duty cycle of the wire: reads the clock's state once, takes in what arrived, lets every port send what is due, and hands it to
 * the kernel in one go. Owns its transports, which it closes when it stops. A cycle allocates nothing but its status, once a second.
 */
public final class PtpAgent implements Agent {
    /** What is taken in before what is due is sent: little, so that under a flood neither waits long for the other. */
    private static final int POLL_LIMIT = 128;
    private static final long STATUS_NS = 1_000_000_000L;
    /** Nobody is served yet: how soon a first word of the clock is heard. */
    private static final long SILENT_CYCLE_NS = 20_000_000L;

    /** In place of a time to drain in: clients are served. */
    public static final long SERVE = -1;

    private final String role;
    private final Latest<GrandmasterState> clock;
    private final Latest<PtpStatus> status;
    private final PtpOptions options;
    private final Line[] lines;
    private final Instance[] instances;
    private final Seat[] seats;
    private final ClientBook clients;
    private final Quota quota;
    private final @Nullable ClientQuestions questions;
    private final Latest<Map<String, Priorities>> priorities = new Latest<>(Map.of());
    private final Latest<List<OtherMasters.Heard>> others = new Latest<>(List.of());
    private final @Nullable LocalManagement local;
    private final ClockIdentity clockIdentity;
    /** How long draining may take, ns; {@link #SERVE} to grant. Written by any thread. */
    private volatile long drainWantedNs = SERVE;
    private long drainNs = SERVE;
    private long statusDueMonoNs;
    private boolean statusDue = true;

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
        this(role, plans, PtpOptions.DEFAULT, clock, status, events);
    }

    /** The same with options of its own. */
    public PtpAgent(String role, List<PortPlan> plans, PtpOptions options, Latest<GrandmasterState> clock,
            Latest<PtpStatus> status, EventRing events) {
        if (plans.isEmpty() || plans.size() > Token.MAX_PORTS) {
            throw new IllegalArgumentException("1 to " + Token.MAX_PORTS + " ports, not " + plans.size());
        }
        this.role = role;
        this.clock = clock;
        this.status = status;
        this.options = options;
        clockIdentity = plans.getFirst().instance().clockIdentity();
        quota = new Quota(options.unicast());
        Seals seals = options.seals();
        List<Line> newLines = new ArrayList<>();
        List<Instance> newInstances = new ArrayList<>();
        seats = new Seat[plans.size()];
        for (int index = 0; index < seats.length; index++) {
            PortPlan plan = plans.get(index);
            seats[index] = new Seat(plan, line(newLines, plan.transport(), seals),
                    instance(newInstances, plan.instance()),
                    index,
                    quota, events);
        }
        clients = new ClientBook(seats);
        int asked = options.management().clientsAskedPerSecond();
        questions = asked == 0 ? null : new ClientQuestions(seats, asked);
        lines = newLines.toArray(Line[]::new);
        instances = newInstances.toArray(Instance[]::new);
        ManagementChannel channel = options.localManagement();
        local = channel == null ? null : new LocalManagement(channel, instances);
    }

    @Override
    public String role() {
        return role;
    }

    /** The priorities in force, by the instance's name; from any thread. */
    public Latest<Map<String, Priorities>> priorities() {
        return priorities;
    }

    /** What other masters tell that are overheard, each second anew; from any thread. */
    public Latest<List<OtherMasters.Heard>> others() {
        return others;
    }

    /** From any thread: who the clients are. */
    public ClientDirectory clients() {
        return clients;
    }

    /** From any thread: cancel all grants evenly over a time, ns, and give no more, so that clients find another grandmaster. */
    public void drain(long overNs) {
        drainWantedNs = Math.max(0, overNs);
    }

    /** From any thread: grant again after {@link #drain}. */
    public void resume() {
        drainWantedNs = SERVE;
    }

    /** From any thread: how long draining was asked to take, ns, or {@link #SERVE}. */
    public long drainWantedNs() {
        return drainWantedNs;
    }

    /** From any thread: whether {@link #drain} was asked for and {@link #resume} was not. */
    public boolean isDraining() {
        return drainWantedNs != SERVE;
    }

    @Override
    public long doWork(long nowMonoNs) {
        followDrain(nowMonoNs);
        GrandmasterState state = clock.get();
        for (Instance instance : instances) {
            instance.announcement().update(state, nowMonoNs);
        }
        LocalManagement asked = local;
        boolean more = asked != null && asked.poll(nowMonoNs);
        for (Line line : lines) {
            more |= line.poll(POLL_LIMIT, nowMonoNs) >= POLL_LIMIT;
        }
        long untilNs = state.served() ? STATUS_NS : SILENT_CYCLE_NS;
        for (Seat seat : seats) {
            untilNs = Math.min(untilNs, seat.port().onTime(nowMonoNs) - nowMonoNs);
            statusDue |= seat.takeChanged();
        }
        ClientQuestions toClients = questions;
        if (toClients != null) {
            untilNs = Math.min(untilNs, toClients.onTime(nowMonoNs) - nowMonoNs);
        }
        for (Line line : lines) {
            line.transport().flush();
            if (line.stampsAtOnce()) {
                more |= line.pollStamps(POLL_LIMIT) >= POLL_LIMIT;
            }
        }
        quota.workload().onTime(sent(), nowMonoNs);
        clients.serve(nowMonoNs);
        if (statusDue || statusDueMonoNs - nowMonoNs <= 0) {
            publishStatus(nowMonoNs);
        }
        return more ? nowMonoNs : nowMonoNs + Math.min(untilNs, statusDueMonoNs - nowMonoNs);
    }

    @Override
    public void onWorked(long ns) {
        quota.workload().onWorked(ns);
    }

    private long sent() {
        long sent = 0;
        for (Line line : lines) {
            sent += line.sent();
        }
        return sent;
    }

    @Override
    public void onStop() {
        for (Line line : lines) {
            line.transport().close();
        }
        LocalManagement asked = local;
        if (asked != null) {
            asked.close();
        }
    }

    private void followDrain(long nowMonoNs) {
        long wantedNs = drainWantedNs;
        if (wantedNs == drainNs) {
            return;
        }
        drainNs = wantedNs;
        for (Seat seat : seats) {
            UnicastService unicast = seat.port().unicast();
            if (unicast != null && wantedNs == SERVE) {
                unicast.resume();
            } else if (unicast != null) {
                unicast.drain(wantedNs, nowMonoNs);
            }
        }
    }

    private void publishStatus(long nowMonoNs) {
        statusDue = false;
        statusDueMonoNs = nowMonoNs + STATUS_NS;
        List<PtpStatus.Port> ports = new ArrayList<>(seats.length);
        for (Seat seat : seats) {
            ports.add(seat.status(nowMonoNs));
        }
        List<OtherMasters.Heard> heard = new ArrayList<>();
        List<PtpStatus.OtherMaster> announcing = new ArrayList<>();
        for (Line line : lines) {
            heard.addAll(line.others().heard(nowMonoNs));
            announcing.addAll(line.others().all(line.transport().spec(), nowMonoNs));
        }
        status.set(new PtpStatus(clockIdentity, ports, announcing));
        others.set(heard);
        Map<String, Priorities> now = new LinkedHashMap<>();
        for (Instance instance : instances) {
            now.put(instance.announcement().instance().name(), instance.announcement().priorities());
        }
        priorities.set(now);
    }

    private static Line line(List<Line> lines, PtpTransport transport, @Nullable Seals seals) {
        for (Line line : lines) {
            if (line.transport().equals(transport)) {
                return line;
            }
        }
        Line line = new Line(transport, seals);
        lines.add(line);
        return line;
    }

    private Instance instance(List<Instance> known, InstanceConfig config) {
        for (Instance instance : known) {
            if (instance.announcement().instance().equals(config)) {
                return instance;
            }
        }
        GrandmasterState state = clock.get();
        Announcement announcement = new Announcement(config, state, state.monoNs());
        Instance instance = new Instance(announcement,
                new ManagementResponder(announcement, options.description(), options.management(),
                        options.seals() == null),
                new ClientReports(config.clockIdentity().value()));
        known.add(instance);
        return instance;
    }
}
