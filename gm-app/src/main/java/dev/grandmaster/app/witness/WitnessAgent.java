package dev.grandmaster.app.witness;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

import dev.grandmaster.agent.Agent;
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

    private final List<NtpServer> servers = new ArrayList<>();
    private final RealTimeClock realTimeClock;
    private final Latest<Optional<Testimony>> testimony;
    private long hearMonoNs;

    /**
     * Asks nobody yet.
     *
     * @param ntpServers    host or host:port
     * @param notBeforeUtcS no clock is right that is earlier, s since 1970-01-01
     * @param random        for the questions
     * @param testimony     written by this agent alone
     */
    public WitnessAgent(List<String> ntpServers, long notBeforeUtcS, RandomGenerator random,
            Latest<Optional<Testimony>> testimony, long nowMonoNs) {
        this(ntpServers, RealTimeClock.ofBoard(notBeforeUtcS), random, testimony, nowMonoNs);
    }

    WitnessAgent(List<String> ntpServers, RealTimeClock realTimeClock, RandomGenerator random,
            Latest<Optional<Testimony>> testimony, long nowMonoNs) {
        ntpServers.forEach(server -> servers.add(new NtpServer(server, random, nowMonoNs)));
        this.realTimeClock = realTimeClock;
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
        return readings;
    }

    @Override
    public void onStop() {
        servers.forEach(NtpServer::close);
    }
}
