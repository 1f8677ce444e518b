package dev.grandmaster.ptp.transmit;

import dev.grandmaster.board.PtpAddress;

/** Pdelay_Resp messages whose transmit stamp is still to come, with what their Follow_Up will need. 64 at most, oldest first out. */
public final class AwaitedResponses {
    private static final int DEPTH = 64;

    /** One of them. */
    public static final class Response {
        private boolean awaited;
        private int sequenceId;
        private long requestingClock;
        private int requestingPort;
        private long correctionScaledNs;
        private boolean unicast;
        private final PtpAddress to = new PtpAddress();

        public Response requester(long clockIdentity, int portNumber, int newSequenceId) {
            requestingClock = clockIdentity;
            requestingPort = portNumber;
            sequenceId = newSequenceId;
            return this;
        }

        /** Where the answer went, and the correctionField of the request, 2^-16 ns, which the Follow_Up will carry. */
        public void answer(PtpAddress address, boolean toUnicast, long scaledNs) {
            to.set(address);
            unicast = toUnicast;
            correctionScaledNs = scaledNs;
        }

        public int sequenceId() {
            return sequenceId;
        }

        public long requestingClock() {
            return requestingClock;
        }

        public int requestingPort() {
            return requestingPort;
        }

        public long correctionScaledNs() {
            return correctionScaledNs;
        }

        public boolean unicast() {
            return unicast;
        }

        public PtpAddress to() {
            return to;
        }
    }

    private final Response[] responses = new Response[DEPTH];
    private int next;

    public AwaitedResponses() {
        for (int i = 0; i < DEPTH; i++) {
            responses[i] = new Response();
        }
    }

    /** The slot that {@link #expect} will give out next. */
    public int nextSlot() {
        return next;
    }

    /** Begins to wait, in the slot that {@link #nextSlot} said; the caller fills in what is given back. */
    public Response expect() {
        Response response = responses[next];
        response.awaited = true;
        next = (next + 1) % DEPTH;
        return response;
    }

    /** Whether a slot still waits for this sequenceId; it does no longer. */
    public boolean settle(int slot, int sequenceId) {
        if (slot < 0 || slot >= DEPTH || !responses[slot].awaited || responses[slot].sequenceId != sequenceId) {
            return false;
        }
        responses[slot].awaited = false;
        return true;
    }

    /** What a settled slot held, until it is given out again. */
    public Response at(int slot) {
        return responses[slot];
    }

    public void clear() {
        for (Response response : responses) {
            response.awaited = false;
        }
    }
}
