package dev.grandmaster.sim.pps;

import dev.grandmaster.board.Edge;
import dev.grandmaster.board.PpsInput;
import dev.grandmaster.sim.clock.SimulatedClock;
import dev.grandmaster.sim.world.TrueInstant;
import dev.grandmaster.sim.world.TrueTime;
import org.jspecify.annotations.Nullable;

/** A pulse at each true second, as a laboratory's clock would give it: what the measuring input of a simulated board hears. */
public final class TruePulse implements PpsInput {

    private static final long NS = 1_000_000_000L;

    private final TrueTime time;
    private final SimulatedClock clock;
    private long dueTaiS;

    public TruePulse(TrueTime time, SimulatedClock clock) {
        this.time = time;
        this.clock = clock;
        this.dueTaiS = Math.floorDiv(time.now().taiNs(), NS) + 1;
    }

    @Override
    public String name() {
        return "simulated measuring input";
    }

    /** Edges that nobody took are lost but for the last. */
    @Override
    public @Nullable Edge poll() {
        TrueInstant now = time.now();
        dueTaiS = Math.max(dueTaiS, Math.floorDiv(now.taiNs() - 1, NS));
        long taiNs = dueTaiS * NS;
        if (taiNs >= now.taiNs()) {
            return null;
        }
        dueTaiS++;
        // The clock passes the seconds up to now first, so that the stamp lies on a finished piece of its timeline.
        clock.read();
        return new Edge(clock.readingAt(taiNs, 0.5), clock.eraAt(taiNs), now.monoAt(taiNs));
    }

    @Override
    public double stampUncertaintyNs() {
        return 1;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
