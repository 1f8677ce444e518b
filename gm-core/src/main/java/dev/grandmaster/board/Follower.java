package dev.grandmaster.board;

/**
 * A clock that is kept on the disciplined one: the clock of another card that stamps ports of its own, or the host's own clock. Its
 * steering belongs to the follower agent.
 */
public interface Follower {

    SteerableClock clock();

    /** A larger error is stepped away, a smaller one is steered away, ns. */
    double stepNs();

    /** Whether it counts UTC in the end, so that it may follow only while UTC is known. */
    boolean needsUtc();

    /** Why it must be left alone now, one line; empty where it may be steered. */
    String refusal();

    /**
     * How far it may be from the disciplined clock, ns; infinite while it does not follow. Told once a second; what depends on the clock
     * (its ports, what the kernel says of it) goes by this.
     */
    void within(double errorNs);
}
