package dev.grandmaster.bench;

import java.io.IOException;

/** Something that a measurement needs is missing on this machine: a privilege, a compiler, a tool. */
final class NotHere extends IOException {
    private static final long serialVersionUID = 1;

    NotHere(String what) {
        super(what);
    }
}
