package dev.grandmaster.web.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who is logged in. In memory only: a restart logs everybody out. The cookie's value is not kept, its fingerprint is. */
final class Sessions {

    static final long IDLE_NS = 12 * 3600 * 1_000_000_000L;

    private static final int MOST = 64;

    /**
     * A session that has begun.
     *
     * @param secret what the cookie holds
     */
    record Begun(String secret, Session session) {
    }

    /**
     * One log-in.
     *
     * @param csrf what a changing request must carry in a header beside the cookie
     */
    record Session(Principal principal, String csrf) {
    }

    private static final class Seat {
        private final Session session;
        private long usedMonoNs;

        private Seat(Session session, long usedMonoNs) {
            this.session = session;
            this.usedMonoNs = usedMonoNs;
        }
    }

    private final Map<String, Seat> seats = new LinkedHashMap<>();

    /** Begins a session; where there are too many, the one that was not used for longest ends. */
    synchronized Begun begin(Principal principal, long nowMonoNs) {
        String secret = Secrets.random();
        Session session = new Session(principal, Secrets.random());
        seats.values().removeIf(seat -> nowMonoNs - seat.usedMonoNs >= IDLE_NS);
        if (seats.size() >= MOST) {
            seats.entrySet().stream()
                    .min(Map.Entry.comparingByValue((a, b) -> Long.signum(a.usedMonoNs - b.usedMonoNs)))
                    .map(Map.Entry::getKey).ifPresent(seats::remove);
        }
        seats.put(Secrets.fingerprint(secret), new Seat(session, nowMonoNs));
        return new Begun(secret, session);
    }

    /** The session of a cookie; looking for it counts as use. */
    synchronized Optional<Session> find(String secret, long nowMonoNs) {
        String key = Secrets.fingerprint(secret);
        Seat seat = seats.get(key);
        if (seat == null) {
            return Optional.empty();
        }
        if (nowMonoNs - seat.usedMonoNs >= IDLE_NS) {
            seats.remove(key);
            return Optional.empty();
        }
        seat.usedMonoNs = nowMonoNs;
        return Optional.of(seat.session);
    }

    synchronized void end(String secret) {
        seats.remove(Secrets.fingerprint(secret));
    }

    /** Ends all sessions of an account. */
    synchronized void endAll(String name) {
        seats.values().removeIf(seat -> seat.session.principal().name().equals(name));
    }
}
