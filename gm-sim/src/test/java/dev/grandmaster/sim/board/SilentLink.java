package dev.grandmaster.sim.board;

import dev.grandmaster.board.GnssLink;

/** A receiver that says nothing. */
final class SilentLink implements GnssLink {

    @Override
    public String name() {
        return "silent";
    }

    @Override
    public int read(byte[] into) {
        return 0;
    }

    @Override
    public long arrivalMonoNs() {
        return 0;
    }

    @Override
    public int write(byte[] bytes, int length) {
        return length;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
