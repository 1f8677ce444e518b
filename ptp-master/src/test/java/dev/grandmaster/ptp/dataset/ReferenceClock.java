package dev.grandmaster.ptp.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An ordinary or boundary clock as IEEE 1588-2019 clause 9.3 describes it, with SLAVE, written for comparison without a look at ours:
 * figures 33 to 35 over plain records, no timers but an age in rounds.
 */
public final class ReferenceClock {
    private static final int GONE_AFTER = 4;

    /** What an Announce says, and by whom. */
    public record Told(int priority1, int clockClass, int accuracy, int variance, int priority2, long grandmaster,
            int stepsRemoved, long sender, int senderPort) {
        Told passedOn(long by, int port) {
            return new Told(priority1, clockClass, accuracy, variance, priority2, grandmaster, stepsRemoved + 1, by,
                    port);
        }
    }

    /** The state of a port. */
    public enum State {
        MASTER, SLAVE, PASSIVE
    }

    private record Heard(Told told, int port, int round, int times) {
    }

    private final Told own;
    private final int ports;
    private final List<Heard> heard = new ArrayList<>();
    private final State[] states;
    private Told parent;

    public ReferenceClock(Told own, int ports) {
        this.own = own;
        this.ports = ports;
        this.parent = own;
        states = new State[ports];
        Arrays.fill(states, State.PASSIVE);
    }

    /** A message that came to a port, 0 to ports - 1. */
    public void hear(Told told, int port, int round) {
        if (told.sender() == own.sender() || told.stepsRemoved() >= 255) {
            return;
        }
        int times = heard.stream().filter(each -> same(each, told, port)).mapToInt(Heard::times).max().orElse(0);
        heard.removeIf(each -> same(each, told, port));
        heard.add(new Heard(told, port, round, times + 1));
    }

    private static boolean same(Heard each, Told told, int port) {
        return each.port == port && each.told.sender() == told.sender()
                && each.told.senderPort() == told.senderPort();
    }

    /** Decides all states. */
    public void decide(int round) {
        heard.removeIf(each -> round - each.round >= GONE_AFTER);
        Heard best = null;
        for (int port = 0; port < ports; port++) {
            Heard bestOfPort = best(port);
            if (bestOfPort != null && (best == null || compare(bestOfPort, best) < 0)) {
                best = bestOfPort;
            }
        }
        parent = own;
        for (int port = 0; port < ports; port++) {
            states[port] = state(port, best);
            if (states[port] == State.SLAVE && best != null) {
                parent = best.told;
            }
        }
    }

    private State state(int port, @Nullable Heard best) {
        Heard bestOfPort = best(port);
        Heard me = new Heard(own, -1, 0, 2);
        if (own.clockClass() <= 127) {
            return bestOfPort == null || compare(me, bestOfPort) < 0 ? State.MASTER : State.PASSIVE;
        }
        if (best == null || compare(me, best) < 0) {
            return State.MASTER;
        }
        if (best.equals(bestOfPort)) {
            return State.SLAVE;
        }
        return bestOfPort != null && Math.abs(compare(best, bestOfPort)) == 1 ? State.PASSIVE : State.MASTER;
    }

    private @Nullable Heard best(int port) {
        return heard.stream().filter(each -> each.port == port && each.times >= 2).min(this::compare).orElse(null);
    }

    /** Below 0 where the first is better; of amount 1 where only by topology. */
    private int compare(Heard a, Heard b) {
        if (a.told.grandmaster() != b.told.grandmaster()) {
            return 2 * Comparator.comparingInt(Told::priority1).thenComparingInt(Told::clockClass)
                    .thenComparingInt(Told::accuracy).thenComparingInt(Told::variance)
                    .thenComparingInt(Told::priority2).thenComparing(Told::grandmaster, Long::compareUnsigned)
                    .compare(a.told, b.told);
        }
        int steps = a.told.stepsRemoved() - b.told.stepsRemoved();
        if (Math.abs(steps) > 1) {
            return 2 * Integer.signum(steps);
        }
        if (steps != 0) {
            Heard longer = steps > 0 ? a : b;
            int away = Long.compareUnsigned(own.sender(), longer.told.sender());
            int worse = away < 0 ? 2 : 1;
            return steps > 0 ? worse : -worse;
        }
        int order = Long.compareUnsigned(a.told.sender(), b.told.sender());
        order = order != 0 ? order : Integer.compare(a.told.senderPort(), b.told.senderPort());
        order = order != 0 ? order : Integer.compare(a.port, b.port);
        return Integer.signum(order);
    }

    public State state(int port) {
        return states[port];
    }

    /** Whom it follows, or itself. */
    public long grandmaster() {
        return parent.grandmaster();
    }

    /** What a master port of it says. */
    public Told says(int port) {
        return parent.equals(own) ? own : parent.passedOn(own.sender(), port + 1);
    }
}
