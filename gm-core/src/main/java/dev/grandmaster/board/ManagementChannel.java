package dev.grandmaster.board;

import java.lang.foreign.MemorySegment;

/**
 * Where programs of this host ask about the clock and may set something: whoever can open it is trusted. One Management message a
 * datagram. Nothing here blocks; owner is one PTP agent.
 */
public interface ManagementChannel extends Pollable, AutoCloseable {

    /** Takes the next datagram; returns its octets, 0 for one to be passed over, -1 when there is none. Allocates nothing then. */
    int receive();

    /** The octets of the last datagram, lent until the next {@link #receive}. */
    MemorySegment request();

    /**
     * Answers whoever sent the last datagram.
     *
     * @return 0, or {@code -errno}: the asker is gone, has no address or does not read
     */
    int answer(MemorySegment message, int length);

    @Override
    void close();
}
