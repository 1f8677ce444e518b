package dev.grandmaster.board;

/**
 * The converter that makes the tuning voltage of the oscillator behind the disciplined clock. Owner: the discipline agent.
 */
public interface TuningVoltage {

    /** A name for people. */
    String name();

    /** The number of codes; they go from 0 to one less. */
    int steps();

    /**
     * Sets the voltage.
     *
     * @param code 0 .. {@link #steps()} - 1
     * @return 0 or {@code -errno}
     */
    int set(int code);
}
