package dev.grandmaster.board;

import java.lang.foreign.MemorySegment;

/** Where a transport delivers what arrived. Arguments are lent for the length of the call. */
public interface PtpSink {

    /** In place of a receive stamp that the kernel or the card did not give, or that has no single meaning. */
    long NO_STAMP = Long.MIN_VALUE;

    /**
     * A PTP message.
     *
     * @param message   begins with the PTP header
     * @param length    bytes that belong to the message
     * @param source    who sent it
     * @param multicast true where it was sent to a group
     * @param rxClockNs receive stamp on the scale of the board's clock, TAI ns, or {@link #NO_STAMP}; general messages carry none
     */
    void onMessage(MemorySegment message, int length, PtpAddress source, boolean multicast, long rxClockNs);

    /**
     * The transmit stamp of an event message.
     *
     * @param token     as given to {@link PtpTransport#sendEvent}
     * @param txClockNs on the scale of the board's clock, TAI ns
     */
    void onTransmitStamp(long token, long txClockNs);

    /** The transmit stamp of an event message will never come. */
    void onTransmitStampLost(long token);
}
