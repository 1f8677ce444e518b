package dev.grandmaster.web.access;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Patience with those who guess, by address and by account: three failures are free, each further one doubles the wait up to a minute, and
 * ten minutes without any forgive.
 */
final class Throttle {

    private static final long SECOND_NS = 1_000_000_000L;
    private static final int FREE = 3;
    private static final long LONGEST_S = 60;
    private static final long FORGIVEN_NS = 600 * SECOND_NS;
    private static final int MOST_KEPT = 1024;

    private record Failures(int count, long lastMonoNs) {
    }

    private final Map<String, Failures> failures = new LinkedHashMap<>();

    /** Seconds until this one may try again; 0 for now. */
    synchronized long waitS(String who, long nowMonoNs) {
        Failures known = failures.get(who);
        if (known == null || nowMonoNs - known.lastMonoNs() >= FORGIVEN_NS || known.count() < FREE) {
            return 0;
        }
        long waitNs = Math.min(LONGEST_S, 1L << Math.min(known.count() - FREE, 6)) * SECOND_NS;
        long leftNs = known.lastMonoNs() + waitNs - nowMonoNs;
        return leftNs <= 0 ? 0 : (leftNs + SECOND_NS - 1) / SECOND_NS;
    }

    synchronized void failed(String who, long nowMonoNs) {
        Failures known = failures.remove(who);
        boolean forgiven = known == null || nowMonoNs - known.lastMonoNs() >= FORGIVEN_NS;
        failures.put(who, new Failures(forgiven || known == null ? 1 : known.count() + 1, nowMonoNs));
        if (failures.size() > MOST_KEPT) {
            failures.remove(failures.keySet().iterator().next());
        }
    }

    synchronized void succeeded(String who) {
        failures.remove(who);
    }
}
