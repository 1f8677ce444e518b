package dev.grandmaster.board;

/** Who takes the time stamps of a port. */
public enum Timestamping {
    /** The network card, or the port does not open. */
    HARDWARE,
    /** The kernel. */
    SOFTWARE,
    /** The network card where it can and where its clock is ours, else the kernel. */
    AUTO
}
