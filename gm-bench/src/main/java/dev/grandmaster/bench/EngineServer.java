package dev.grandmaster.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import dev.grandmaster.agent.Agent;
import dev.grandmaster.agent.AgentThread;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.MonotonicClock;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.board.Timestamping;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.event.EventRing;
import dev.grandmaster.linux.board.PpollWaiter;
import dev.grandmaster.linux.net.LinuxPtpTransport;
import dev.grandmaster.linux.net.SocketOptions;
import dev.grandmaster.linux.net.StampTranslator;
import dev.grandmaster.linux.time.LinuxMonotonic;
import dev.grandmaster.ptp.PortPlan;
import dev.grandmaster.ptp.PtpAgent;
import dev.grandmaster.ptp.PtpOptions;
import dev.grandmaster.ptp.dataset.DelayMechanism;
import dev.grandmaster.ptp.dataset.InstanceConfig;
import dev.grandmaster.ptp.management.ClockDescription;
import dev.grandmaster.ptp.port.PortConfig;
import dev.grandmaster.ptp.unicast.UnicastConfig;
import dev.grandmaster.quality.ClockAccuracy;
import dev.grandmaster.quality.ClockQuality;
import dev.grandmaster.quality.TimeSource;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.ClockState;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.Latest;
import dev.grandmaster.state.PtpStatus;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.UtcStatus;

/**
 * The product's PTP engine, agent and transport on one port, for a clock that is simply said to be locked: the host's. A measuring
 * process; it serves until its input closes, and each line of input begins or ends the measured stretch.
 */
final class EngineServer {
    /** The argument that opens the port with packetPath. */
    static final String FRAMES = "frames";

    private static final long DAY_NS = 86_400_000_000_000L;
    private static final long TAI_UTC_NS = 37_000_000_000L;
    /** More messages than any test here asks for. */
    private static final int UNMET = 2_000_000;

    private EngineServer() {
    }

    /** Argument: {@link #FRAMES}, or the message budget; without one the engine's limit is what is met. */
    public static void main(String[] arguments) throws BoardException, IOException {
        boolean frames = List.of(arguments).contains(FRAMES);
        UnicastConfig unicast = new UnicastConfig(100_000, -7, 3600, 64,
                frames || arguments.length == 0 ? UNMET : Integer.parseInt(arguments[0]), true,
                UnicastConfig.Access.EVERYBODY);
        MonotonicClock clock = new LinuxMonotonic();
        PortSpec spec = new PortSpec(Namespaces.INTERFACE, TransportProtocol.UDP_IPV4, Timestamping.SOFTWARE,
                PortSpec.Marking.NONE, new PortSpec.Manner(false, false, frames));
        PtpTransport transport = new StampTranslator(LinuxPtpTransport.open(spec, -1, clock, SocketOptions.DEFAULT),
                realtimeNs -> realtimeNs + TAI_UTC_NS);
        ClockIdentity identity = new ClockIdentity(0x0200_00FF_FE00_0001L);
        PortPlan plan = new PortPlan(new InstanceConfig("bench", identity, 0, 0, 128, 128),
                new PortConfig(1, DelayMechanism.E2E, new PortConfig.Intervals(-3, 0, 0, 3), true, 1,
                        PortConfig.Latency.NONE),
                transport);
        Latest<PtpStatus> status = new Latest<>(new PtpStatus(identity, List.of()));
        Metered agent = new Metered(
                new PtpAgent("gm-ptp-0", List.of(plan), new PtpOptions(unicast, ClockDescription.DEFAULT),
                        new Latest<>(locked(clock.nowNs())), status, new EventRing(1024)));
        AtomicReference<Throwable> failure = new AtomicReference<>();
        try (AgentThread thread = new AgentThread(agent, clock, new PpollWaiter(List.of(transport), clock),
                failure::set)) {
            thread.start();
            if (System.in.read() < 0) {
                return;
            }
            Stretch stretch = Stretch.begin(agent);
            while (System.in.read() >= 0) {
                // until the parent hangs up
            }
            stretch.tell(agent);
        }
        for (PtpStatus.Port port : status.get().ports()) {
            port.counters().forEach((name, count) -> Child.tell("engine-" + name, count.doubleValue()));
        }
        if (failure.get() != null) {
            throw new IllegalStateException(failure.get());
        }
    }

    private static GrandmasterState locked(long nowMonoNs) {
        GrandmasterState.Announced announced = new GrandmasterState.Announced(
                new ClockQuality(6, ClockAccuracy.WITHIN_100_NS, 0x4E5D),
                new UtcStatus(37, true, LeapSecondTable.NEVER, LeapSecondTable.NEVER, 0), true, true, TimeSource.GNSS);
        long taiNs = System.currentTimeMillis() * 1_000_000L + TAI_UTC_NS;
        return new GrandmasterState(ClockState.LOCKED, true, 0, 100, 0, announced, announced, nowMonoNs + DAY_NS, taiNs,
                nowMonoNs);
    }

    /** The measured stretch: processor time of the process and garbage of the agent. */
    private record Stretch(long startNs, long busyNs, long garbage, long cycles) {
        static Stretch begin(Metered agent) {
            return new Stretch(System.nanoTime(), Spent.busyNs(), agent.garbage, agent.cycles);
        }

        void tell(Metered agent) {
            double tookS = (System.nanoTime() - startNs) / 1e9;
            Child.tell("cpu-share", (Spent.busyNs() - busyNs) / 1e9 / tookS);
            Child.tell("garbage-per-s", (agent.garbage - garbage) / tookS);
            Child.tell("cycles-per-s", (agent.cycles - cycles) / tookS);
        }
    }

    /** The agent with its garbage counted on its own thread. */
    private static final class Metered implements Agent {
        private final Agent agent;
        private volatile long garbage;
        private volatile long cycles;
        private long counted;

        Metered(Agent agent) {
            this.agent = agent;
        }

        @Override
        public String role() {
            return agent.role();
        }

        @Override
        public long doWork(long nowMonoNs) {
            long nextNs = agent.doWork(nowMonoNs);
            counted++;
            cycles = counted;
            if ((counted & 63) == 0) {
                garbage = Spent.bytes();
            }
            return nextNs;
        }

        @Override
        public void onWorked(long ns) {
            agent.onWorked(ns);
        }

        @Override
        public void onStop() {
            agent.onStop();
        }
    }
}
