package dev.grandmaster.holdover;

import dev.grandmaster.holdover.model.OscillatorModel;

/**
 * One holdover, from the loss of the reference to its return.
 */
public final class Holdover {

    private static final double NS_PER_S = 1e9;
    /** Farther ahead nobody asks. */
    private static final double LONGEST_S = 30 * 86_400.0;

    private final OscillatorModel model;
    private final long sinceMonoNs;
    private final double boundAtStartNs;

    /**
     * @param model          which has seen its last pulse at {@code sinceMonoNs}
     * @param sinceMonoNs    monotonic ns of the last pulse that was believed
     * @param boundAtStartNs the bound then, ns
     */
    public Holdover(OscillatorModel model, long sinceMonoNs, double boundAtStartNs) {
        this.model = model;
        this.sinceMonoNs = sinceMonoNs;
        this.boundAtStartNs = boundAtStartNs;
    }

    public long sinceMonoNs() {
        return sinceMonoNs;
    }

    /** The bound at a monotonic instant, ns. */
    public double boundNs(long nowMonoNs) {
        return boundAtStartNs + model.growthNs((nowMonoNs - sinceMonoNs) / NS_PER_S);
    }

    /** Seconds from a monotonic instant until the bound reaches a limit, ns: 0 where it has, 30 days at most. */
    public double secondsUntil(double limitNs, long nowMonoNs) {
        double nowS = (nowMonoNs - sinceMonoNs) / NS_PER_S;
        double low = nowS;
        double high = nowS + LONGEST_S;
        if (boundAtStartNs + model.growthNs(low) >= limitNs) {
            return 0;
        }
        // The growth is monotonic: halve until the second is found.
        while (high - low > 0.5) {
            double middle = (low + high) / 2;
            if (boundAtStartNs + model.growthNs(middle) < limitNs) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low - nowS;
    }
}
