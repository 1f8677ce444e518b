package dev.grandmaster.linux.net;

/**
 * The event messages whose transmit stamp is still to come: a bounded ring from the kernel's stamp id (SOF_TIMESTAMPING_OPT_ID, a
 * 32-bit number that grows by one with each message) to the caller's token.
 *
 * <p>A token that was taken in leaves exactly once: by {@link #take} with its stamp, or by {@link #takeLost} when the message could not be sent,
 * the stamp did not come in time or the socket it was expected from is gone. Not for use by more than one thread.
 */
final class TransmitStamps {

    private final int mask;
    private final long patienceNs;
    private final long[] tokens;
    private final long[] sentMonoNs;
    private final boolean[] waiting;
    /** Oldest id that may still be waited for, and the id that the next message gets. Both wrap. */
    private int oldest;
    private int next;
    private final long[] lost;
    private int lostHead;
    private int lostCount;
    private long token;

    /** {@code capacity} is a power of two; a stamp is waited for {@code patienceNs} after its message was handed to the kernel. */
    TransmitStamps(int capacity, long patienceNs) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity " + capacity + " is not a power of two");
        }
        this.mask = capacity - 1;
        this.patienceNs = patienceNs;
        this.tokens = new long[capacity];
        this.sentMonoNs = new long[capacity];
        this.waiting = new boolean[capacity];
        this.lost = new long[capacity];
    }

    /** Whether there is room for so many messages more. */
    boolean hasRoom(int messages) {
        return next - oldest + lostCount + messages <= mask + 1;
    }

    /** Whether any token is still inside. */
    boolean isEmpty() {
        return next == oldest && lostCount == 0;
    }

    /** Whether a stamp may still come. */
    boolean isExpecting() {
        return next != oldest;
    }

    /** The id that the next message gets. */
    int nextId() {
        return next;
    }

    /** The message took the next id and its stamp is expected. */
    void sent(long sentToken, long monoNs) {
        int slot = next++ & mask;
        tokens[slot] = sentToken;
        sentMonoNs[slot] = monoNs;
        waiting[slot] = true;
    }

    /** The message was refused; {@code tookId} tells whether it used up the next id all the same. */
    void failed(long failedToken, boolean tookId) {
        lose(failedToken);
        if (tookId) {
            waiting[next++ & mask] = false;
        }
    }

    /**
     * A stamp arrived. True if somebody waits for it: {@link #token} then says who. False for an id that is unknown, too old or was
     * answered before; its stamp means nothing.
     */
    boolean take(int id) {
        if (Integer.compareUnsigned(id - oldest, next - oldest) >= 0 || !waiting[id & mask]) {
            return false;
        }
        token = tokens[id & mask];
        waiting[id & mask] = false;
        passAnswered();
        return true;
    }

    /** True if some token will never be stamped: {@link #token} says which. To be called until it says false. */
    boolean takeLost(long monoNs) {
        if (lostCount == 0) {
            passAnswered();
            if (next == oldest || monoNs - sentMonoNs[oldest & mask] < patienceNs) {
                return false;
            }
            token = tokens[oldest & mask];
            waiting[oldest & mask] = false;
            passAnswered();
            return true;
        }
        token = lost[lostHead];
        lostHead = (lostHead + 1) & mask;
        lostCount--;
        return true;
    }

    /** The token that the last successful {@link #take} or {@link #takeLost} is about. */
    long token() {
        return token;
    }

    /** The socket is gone and with it every stamp that was expected from it; the next socket counts from zero. */
    void abandon() {
        for (; oldest != next; oldest++) {
            if (waiting[oldest & mask]) {
                lose(tokens[oldest & mask]);
            }
        }
        oldest = 0;
        next = 0;
    }

    private void lose(long lostToken) {
        lost[(lostHead + lostCount) & mask] = lostToken;
        lostCount++;
    }

    private void passAnswered() {
        while (oldest != next && !waiting[oldest & mask]) {
            oldest++;
        }
    }
}
