package dev.grandmaster.gnss.scan;

/**
 * Hears what {@link FrameScanner} finds, in stream order. Views and arrays are the scanner's own: they hold during the
 * call and must not be kept or changed.
 */
public interface FrameSink {

    /** A frame whose check is right. */
    void onFrame(Frame frame);

    /** Something that began like a frame and is not to be believed; {@code frame} shows as much of it as there is. */
    default void onDamaged(Frame frame, Damage damage) {
    }

    /**
     * Bytes that belong to no frame, line ends among them. A run may arrive in several pieces, depending on how the
     * stream was cut into chunks.
     *
     * @param streamOffset how many bytes of the stream came before the run
     */
    default void onUnframed(byte[] bytes, int offset, int length, long streamOffset) {
    }
}
