package dev.grandmaster.ptp.transmit;

import java.lang.foreign.MemorySegment;

import dev.grandmaster.board.PtpAddress;

/** Where messages leave. Arguments are lent for the length of the call. */
public interface Outlet {
    /**
     * Sends an event message; its transmit stamp, or its loss, comes back with the token.
     *
     * @return 0, or {@code -errno}: then neither follows
     */
    int sendEvent(long token, PtpAddress to, MemorySegment message, int length);

    /**
     * Sends a general message.
     *
     * @return 0, or {@code -errno}
     */
    int sendGeneral(PtpAddress to, MemorySegment message, int length);

    /**
     * A client was granted messages by the request that is being taken in; called before the grant is sent.
     *
     * @param anew it held none before; {@link #dismiss} follows once it holds none any longer
     */
    default void admit(PtpAddress client, boolean anew) {
    }

    /** A client holds no grant any longer. */
    default void dismiss(PtpAddress client) {
    }

    /** Whether the card puts its stamp into each Sync, so that no Follow_Up is to be sent. */
    default boolean oneStep() {
        return false;
    }

    /** By how much the clock that stamps may be off the one that is announced, ns. */
    default double stampErrorNs() {
        return 0;
    }
}
