package dev.grandmaster.ptp.transmit;

import java.util.Arrays;

/** The sequence ids of a stream whose transmit stamp is still to come; one that is 16 messages late is no longer waited for. */
public final class AwaitedStamps {
    private static final int DEPTH = 16;
    private static final int NONE = -1;

    private final int[] awaited = new int[DEPTH];

    public AwaitedStamps() {
        clear();
    }

    /**
     * Waits for the stamp of this sequenceId.
     *
     * @return false when that ended the wait for an older one
     */
    public boolean expect(int sequenceId) {
        int at = sequenceId & (DEPTH - 1);
        boolean free = awaited[at] == NONE;
        awaited[at] = sequenceId;
        return free;
    }

    /** Whether the stamp was waited for; it is no longer. */
    public boolean settle(int sequenceId) {
        int at = sequenceId & (DEPTH - 1);
        if (awaited[at] != sequenceId) {
            return false;
        }
        awaited[at] = NONE;
        return true;
    }

    /** Waits for none. */
    public void clear() {
        Arrays.fill(awaited, NONE);
    }
}
