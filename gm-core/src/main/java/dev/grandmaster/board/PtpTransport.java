package dev.grandmaster.board;

import java.lang.foreign.MemorySegment;

/**
 * The sockets of one PTP port. It opens, reopens and re-joins its groups by itself when the interface comes, goes or changes; the port
 * sees that in {@link #link()}. Owner: one PTP agent. Nothing here blocks or allocates in steady state.
 *
 * <p>Messages given to a send method are copied into a batch; {@link #flush()} hands the batch to the kernel, and so does a full batch.
 */
public interface PtpTransport extends Pollable, AutoCloseable {

    /** The state of what lies below the port. */
    enum Link {
        /** The interface does not exist, or the sockets cannot be opened now. */
        ABSENT,
        /** The interface exists and is down or has no carrier or no address. */
        DOWN,
        /** Messages can be sent and received. */
        UP
    }

    PortSpec spec();

    Link link();

    /** Counts each time that the sockets were opened anew (interface back, address or MAC changed). */
    int incarnation();

    /** Addresses and speed, asked of the system anew at each call; not for the packet path. */
    default Attachment attachment() {
        return Attachment.UNKNOWN;
    }

    /** True where the card takes the stamps. */
    boolean hardwareStamps();

    /** The N of the {@code /dev/ptpN} that takes the stamps; -1 where no card does. */
    default int phcIndex() {
        return -1;
    }

    /** True where the card puts its stamp into each Sync that is sent: its transmit stamp will not come. */
    default boolean oneStep() {
        return false;
    }

    /** The clock that stamps messages, for people: that of a card, or the kernel's. */
    default String stampedBy() {
        return "";
    }

    /** By how much that clock may be off the board's disciplined one, ns; 0 where it is that one. */
    default double stampErrorNs() {
        return 0;
    }

    /** Speed of the link, Mbit/s; 0 where it is not known. */
    default int linkSpeedMbps() {
        return 0;
    }

    /** Address of the group for all messages but peer delay ones. */
    PtpAddress primaryGroup();

    /** Address of the group for peer delay messages. */
    PtpAddress peerDelayGroup();

    /**
     * Delivers received messages and transmit stamps to the sink, and looks after the link.
     *
     * @param limit at most so many messages
     * @return the number of messages and stamps delivered
     */
    int poll(PtpSink sink, int limit);

    /**
     * Delivers transmit stamps that are there already, as software stamps are after a {@link #flush()}, without a look at anything else; what the
     * sink sends in answer is handed to the kernel at once.
     *
     * @return the number of stamps delivered, or of whatever a transport that makes no difference delivers
     */
    default int pollStamps(PtpSink sink, int limit) {
        return poll(sink, limit);
    }

    /**
     * Queues an event message; its transmit stamp, or its loss, is delivered later by {@link #poll}.
     *
     * @param token comes back with the stamp; not negative
     * @return 0, or {@code -errno} (then neither stamp nor loss follows)
     */
    int sendEvent(long token, PtpAddress to, MemorySegment message, int length);

    /**
     * Queues a general message.
     *
     * @return 0, or {@code -errno}
     */
    int sendGeneral(PtpAddress to, MemorySegment message, int length);

    /**
     * Tells that a client was granted messages by the request that {@link #poll} delivers at the moment: a transport may send by a way that it learnt
     * from that request. To be called before the grant is sent.
     *
     * @param anew the client held none before; {@link #dismiss} follows once it holds none any longer
     */
    default void admit(PtpAddress client, boolean anew) {
    }

    /** Tells that a client holds no grant any longer. */
    default void dismiss(PtpAddress client) {
    }

    /**
     * Hands all queued messages to the kernel.
     *
     * @return 0, or the first {@code -errno}
     */
    int flush();

    @Override
    void close();
}
