package dev.grandmaster.linux.serial;

/** The ninth bit of each byte on a serial line. */
public enum Parity {
    NONE, ODD, EVEN
}
