package dev.grandmaster.ptp.security;

import java.lang.foreign.MemorySegment;

import dev.grandmaster.ptp.wire.Header;

/** Puts seals on messages and looks at those of others. One for each PTP agent, used by its thread alone. */
public interface Seals {

    /**
     * Seals a copy of a message; it lies in {@link #sealed} until the next one.
     *
     * @return its octets
     */
    int seal(MemorySegment message, int length);

    /** The message that was sealed last; always the same segment. */
    MemorySegment sealed();

    /** Whether the last TLV of a message is a seal of a known key of our association, and is right. */
    boolean genuine(Header message);
}
