package dev.grandmaster.board;

/** Something that a thread can wait for. */
public interface Pollable {

    /** A descriptor that polls readable when there is something to do; -1 where there is none (then deadlines alone wake the waiter). */
    default int descriptor() {
        return -1;
    }
}
