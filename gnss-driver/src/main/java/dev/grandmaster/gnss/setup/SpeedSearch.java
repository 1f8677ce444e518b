package dev.grandmaster.gnss.setup;

/** Goes round the speeds at which receivers speak, while none is heard. */
public final class SpeedSearch {

    /** The usual ones, the most usual first. */
    private static final int[] SPEEDS = {9_600, 38_400, 115_200, 57_600, 19_200, 230_400, 460_800, 921_600, 4_800};
    private static final int NONE = -1;

    private final int configured;
    private int at = NONE;

    /** @param configured bit/s, at which the line is when the search begins */
    public SpeedSearch(int configured) {
        this.configured = configured;
    }

    /** The next speed, bit/s; the configured one after all others, and then all of them again. */
    public int next() {
        at = (at + 1) % (SPEEDS.length + 1);
        return at == SPEEDS.length ? configured : SPEEDS[at];
    }

    /** Whether any was tried since the last end. */
    public boolean isGoingOn() {
        return at != NONE;
    }

    /** The receiver was heard. */
    public void end() {
        at = NONE;
    }
}
