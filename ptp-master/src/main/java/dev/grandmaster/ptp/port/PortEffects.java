package dev.grandmaster.ptp.port;

import java.lang.foreign.MemorySegment;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.state.PtpStatus.PortState;

/** What a port may do to the world. Arguments are lent for the length of the call. */
public interface PortEffects {
    /** The group for all messages but peer delay ones. */
    PtpAddress primaryGroup();

    /** The group for peer delay messages. */
    PtpAddress peerDelayGroup();

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

    /** Tells that the port has changed its state, and why in a few words. */
    void onStateChanged(PortState from, PortState to, String why);
}
