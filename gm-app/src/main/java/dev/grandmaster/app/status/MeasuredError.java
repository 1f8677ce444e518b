package dev.grandmaster.app.status;

import dev.grandmaster.board.Edge;
import dev.grandmaster.board.PpsInput;
import org.jspecify.annotations.Nullable;

/**
 * Our error as the pulse of another clock shows it: the true time error, as far as that clock is true. Nothing is steered by it. Polled by the
 * supervisor, read by any thread.
 */
public final class MeasuredError {

    /** Without another clock. */
    public static final MeasuredError NONE = new MeasuredError(null, 0);

    private static final long SECOND_NS = 1_000_000_000L;
    /** Without an edge for so long there is no value. */
    private static final long STALE_NS = 3 * SECOND_NS;

    private final @Nullable PpsInput pulse;
    private final double delayNs;
    private volatile @Nullable Reading last;

    private record Reading(double errorNs, long monoNs) {
    }

    /**
     * @param pulse   null where none is connected: there is never a value then
     * @param delayNs from the other clock to our input, ns; positive: the pulse arrives late
     */
    public MeasuredError(@Nullable PpsInput pulse, double delayNs) {
        this.pulse = pulse;
        this.delayNs = delayNs;
    }

    /** Takes the edges that came. */
    public void poll() {
        PpsInput input = pulse;
        for (Edge edge = next(input); edge != null; edge = next(input)) {
            last = new Reading(nearest(Math.floorMod(edge.clockNs(), SECOND_NS) - delayNs), edge.monoNs());
        }
    }

    /**
     * Clock minus the other clock at its last pulse, ns, positive: ahead; null where no pulse came lately.
     *
     * @param named whether our second has its name: before, the clock has not made its step and the value says nothing
     */
    public @Nullable Double errorNs(boolean named, long nowMonoNs) {
        Reading reading = last;
        return !named || reading == null || nowMonoNs - reading.monoNs() > STALE_NS ? null : reading.errorNs();
    }

    private static @Nullable Edge next(@Nullable PpsInput input) {
        return input == null ? null : input.poll();
    }

    /** A pulse marks the second that is nearest to it. */
    private static double nearest(double ns) {
        return ns > SECOND_NS / 2.0 ? ns - SECOND_NS : ns;
    }
}
