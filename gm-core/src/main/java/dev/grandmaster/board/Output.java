package dev.grandmaster.board;

/**
 * Something by which the board shows the outside how the clock is: a pulse, a lamp, a relay contact, a supply that is switched. Owner: the
 * supervisor alone sets it.
 */
public interface Output {

    /** When an output is on. */
    enum Shows {
        /** Always, while the service runs: a supply. */
        ALWAYS,
        /** The second is named and the clock has made its last step: time is served, however well. */
        SERVED,
        /** Time is served by a clock that follows its reference, or is in holdover within its specification. */
        TRUSTED,
        /** The clock follows its reference. */
        LOCKED,
        /** The clock is in holdover, within its specification or beyond. */
        HOLDOVER,
        /** An alarm stands that is major or worse. */
        ALARM,
        /** Time is served and no such alarm stands: what falls off by itself when the service dies. */
        HEALTHY
    }

    /** A name for people. */
    String name();

    /** When it is to be on. */
    Shows shows();

    /**
     * Turns it on or off; asked for twice a second, so that a device that was away, or a clock that was stepped, is set up anew. Never blocks for
     * longer than a bus takes.
     *
     * @return 0 or {@code -errno}
     */
    int set(boolean on);
}
