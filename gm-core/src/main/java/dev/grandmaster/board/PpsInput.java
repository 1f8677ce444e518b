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

    @Override
    void close();
}
