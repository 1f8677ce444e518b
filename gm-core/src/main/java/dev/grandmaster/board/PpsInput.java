package dev.grandmaster.board;

import org.jspecify.annotations.Nullable;

/**
 * The pulse per second of the receiver, stamped on the scale of the steered clock. Owner: the discipline agent.
 */
public interface PpsInput extends Pollable, AutoCloseable {

    /** A name for people. */
    String name();

    /** The oldest edge not yet taken, or null. Never blocks. */
    @Nullable
    Edge poll();

    /** How far the stamps may be from the truth by the nature of the input, ns: a few for a PHC pin, thousands for an interrupt. */
    double stampUncertaintyNs();

    /** False while the device is gone, so that no edge can come; one that comes back is opened again by itself. Safe from any thread. */
    default boolean present() {
        return true;
    }

    @Override
    void close();
}
