package dev.grandmaster.linux.serial;

import dev.grandmaster.board.BoardException;

/**
 * Where a {@link ReceiverLink} takes its bytes from. All but {@link #write}, {@link #baudRate} and {@link #close()} are called by the link's own thread,
 * after a first {@link #open()} by whoever opens the link.
 */
interface ByteSource extends AutoCloseable {

    /** How long a read waits, ms: bounds the time that closing takes. */
    int PATIENCE_MS = 300;

    /** A name for people. */
    String name();

    /** Opens, or opens again after {@link #close()}. */
    void open() throws BoardException;

    /** Waits a moment for bytes: their number, 0 for none yet, or {@code -errno} when the source must be opened again. */
    int read(byte[] into);

    /** Sends bytes: the number taken, or {@code -errno}. */
    int write(byte[] bytes, int length);

    /** Changes the speed, bit/s, now and for each further opening; false where there is none. */
    default boolean baudRate(int baudRate) {
        return false;
    }

    @Override
    void close();
}
