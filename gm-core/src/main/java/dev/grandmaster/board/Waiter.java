package dev.grandmaster.board;

/** Where an agent's thread waits. */
public interface Waiter extends AutoCloseable {

    /** Returns at the deadline, when one of the sources has something, or after {@link #wake()}; early returns are allowed. */
    void await(long deadlineMonoNs);

    /** Ends the wait of another thread. */
    void wake();

    @Override
    void close();
}
