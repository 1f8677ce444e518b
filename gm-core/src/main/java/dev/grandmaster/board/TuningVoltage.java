package dev.grandmaster.board;

/**
 * What tunes the oscillator behind the disciplined clock: a converter that makes its tuning voltage, or the oscillator itself that takes a number.
 * Owner: the discipline agent.
 */
public interface TuningVoltage {

    /** A type of these, most often a constant of an enum. */
    interface Type {

        /** Its name for what is kept of it. */
        String name();

        /** The number of its codes. */
        int steps();
    }

    /** A name for people. */
    String name();

    /** The number of codes; they go from 0 to one less. */
    int steps();

    /**
     * Sets the voltage. Never blocks for longer than a message on a bus takes.
     *
     * @param code 0 .. {@link #steps()} - 1
     * @return 0 or {@code -errno}
     */
    int set(int code);
}
