package dev.grandmaster.board;

/**
 * The byte stream of a receiver: serial port, TCP or a file. It reopens by itself. Owner: the receiver agent.
 */
public interface GnssLink extends Pollable, AutoCloseable {

    /** A name for people, such as {@code /dev/ttyS0 at 9600}. */
    String name();

    /**
     * Takes what has arrived, one chunk at most. Never blocks.
     *
     * @return the number of bytes; 0 for none; {@code -errno} while the link is broken
     */
    int read(byte[] into);

    /** Monotonic ns at which the chunk that {@link #read} returned last had begun to arrive. */
    long arrivalMonoNs();

    /**
     * Sends bytes to the receiver. Never blocks for long.
     *
     * @return the number of bytes taken, or {@code -errno}
     */
    int write(byte[] bytes, int length);

    /**
     * Changes the speed of a serial line, bit/s. Bytes that are under way may be lost.
     *
     * @return false where there is no such thing as a speed, or not this one
     */
    default boolean baudRate(int baudRate) {
        return false;
    }

    @Override
    void close();
}
