package dev.grandmaster.gnss.scan;

/** Whoever takes the bytes of a link. Single-threaded; owned by whoever reads the link. */
public interface ByteListener {

    /**
     * Takes the next bytes of the stream, in chunks of any size.
     *
     * @param arrivalMonoNs monotonic time at which this chunk was read; never earlier than the chunk before
     */
    void accept(byte[] chunk, int offset, int length, long arrivalMonoNs);

    /** No more bytes will come, or none have come for so long that whatever is open was cut. */
    void finish();
}
