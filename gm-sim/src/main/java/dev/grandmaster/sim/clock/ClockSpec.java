package dev.grandmaster.sim.clock;

/**
 * The counter that the oscillator drives.
 *
 * @param startErrorNs what the clock reads at the start minus true TAI, ns
 * @param maxFrequencyPpb largest correction in either direction
 */
public record ClockSpec(long startErrorNs, double maxFrequencyPpb) {

    /** The range of an Intel i210. */
    private static final double I210_PPB = 62_499_999;

    /** A clock that was set by hand: 400 us ahead. */
    public static final ClockSpec NEARLY_SET = new ClockSpec(400_000, I210_PPB);

    /** A clock that has just been switched on: it counts from 1970. */
    public static ClockSpec unset(long startTaiNs) {
        return new ClockSpec(-startTaiNs, I210_PPB);
    }
}
