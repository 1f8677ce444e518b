package dev.grandmaster.app.witness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import dev.grandmaster.agent.Agent;
import dev.grandmaster.ptp.monitor.OtherMasters;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.Latest;
import dev.grandmaster.time.Testimony;

/**
 * The duty cycle of the second witness. On a thread of its own: looking up a server's name may wait for seconds, which nobody else notices.
 */
public final class WitnessAgent implements Agent {

    private static final long NS = 1_000_000_000L;
    private static final long HEAR_EVERY_NS = 10 * NS;
    /** An older answer is no longer heard. */
    private static final long MOST_AGE_NS = 1200 * NS;
    /** A message of a PTP master lies in our socket for a cycle, and was on its way for some ms at most. */
    private static final long OVERHEARD_NS = 100_000_000L;

    private final List<NtpServer> servers = new ArrayList<>();
    private final RealTimeClock realTimeClock;
    private final Supplier<List<OtherMasters.Heard>> masters;
    private final Latest<Optional<Testimony>> testimony;
    private long hearMonoNs;

    /**
     * Asks nobody yet.
     *
     * @param ntpServers    host or host:port
     * @param realTimeClock the board's
     * @param masters       what other PTP masters tell that are overheard
     * @param random        for the questions
     * @param testimony     written by this agent alone
     */
    public WitnessAgent(List<String> ntpServers, RealTimeClock realTimeClock,
            Supplier<List<OtherMasters.Heard>> masters, RandomGenerator random, Latest<Optional<Testimony>> testimony,
            long nowMonoNs) {
        ntpServers.forEach(server -> servers.add(new NtpServer(server, random, nowMonoNs)));
        this.realTimeClock = realTimeClock;
        this.masters = masters;
        this.testimony = testimony;
        this.hearMonoNs = nowMonoNs;
    }

    @Override
    public String role() {
        return "gm-witness";
    }

    @Override
    public long doWork(long nowMonoNs) {
        long nextMonoNs = hearMonoNs;
        for (NtpServer server : servers) {
            Reading before = server.reading();
            nextMonoNs = Math.min(nextMonoNs, server.doWork(nowMonoNs));
            if (!Objects.equals(server.reading(), before)) {
                hearMonoNs = nowMonoNs;
            }
        }
        if (nowMonoNs - hearMonoNs >= 0) {
            hearMonoNs = nowMonoNs + HEAR_EVERY_NS;
            testimony.set(Panel.hear(readings(nowMonoNs), nowMonoNs));
        }
        return Math.max(nowMonoNs, nextMonoNs);
    }

    private List<Reading> readings(long nowMonoNs) {
        List<Reading> readings = new ArrayList<>();
        for (NtpServer server : servers) {
            Reading reading = server.reading();
            if (reading != null && nowMonoNs - reading.monoNs() <= MOST_AGE_NS) {
                readings.add(reading);
            }
        }
        realTimeClock.read(nowMonoNs).ifPresent(readings::add);
        masters(nowMonoNs).ifPresent(readings::add);
        return readings;
    }

    /** All of them make one source, for anybody on the network can speak in many names: the one that most of them allow. */
    private Optional<Reading> masters(long nowMonoNs) {
        Map<ClockIdentity, Reading> each = new LinkedHashMap<>();
        for (OtherMasters.Heard heard : masters.get()) {
            if (nowMonoNs - heard.monoNs() <= MOST_AGE_NS) {
                each.put(heard.grandmaster(), new Reading("PTP " + heard.grandmaster(), heard.utcNs(), heard.monoNs(),
                        OVERHEARD_NS));
            }
        }
        return Panel.hear(List.copyOf(each.values()), nowMonoNs)
                .map(said -> new Reading("PTP", said.utcNs(), said.monoNs(), said.uncertaintyNs()));
    }

    @Override
    public void onStop() {
        servers.forEach(NtpServer::close);
    }
}
