package dev.grandmaster.linux.serial;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.ffi.Files;
import dev.grandmaster.linux.ffi.Refusal;
import dev.grandmaster.linux.ffi.Timespec;

/**
 * A file's bytes, once from the beginning; at its end it stays open and silent, as a receiver that says nothing. Cannot be written.
 */
final class FileSource implements ByteSource {

    private final String path;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(ReceiverLink.CHUNK_BYTES);
    private final MemorySegment poll = arena.allocate(Files.POLLFD);
    private final MemorySegment patience = arena.allocate(Timespec.LAYOUT);
    private int fd = -1;

    FileSource(String path) {
        this.path = path;
    }

    @Override
    public String name() {
        return path;
    }

    @Override
    public void open() throws BoardException {
        int opened = Files.open(path, Files.O_RDONLY | Files.O_NONBLOCK);
        if (opened < 0) {
            throw Refusal.of(path, opened);
        }
        fd = opened;
        poll.set(ValueLayout.JAVA_INT, Files.POLLFD_FD, fd);
        poll.set(ValueLayout.JAVA_SHORT, Files.POLLFD_EVENTS, Files.POLLIN);
        Timespec.set(patience, PATIENCE_MS * 1_000_000L);
    }

    @Override
    public int read(byte[] into) {
        int length = Files.read(fd, buffer, Math.min(into.length, buffer.byteSize()));
        if (length > 0) {
            MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, into, 0, length);
            return length;
        }
        if (length == 0 || length == -Errno.EAGAIN) {
            // At the end of a file the descriptor stays readable: leave it out, and only let the time pass.
            Files.ppoll(poll, length == 0 ? 0 : 1, patience);
            return 0;
        }
        return length == -Errno.EINTR ? 0 : length;
    }

    @Override
    public int write(byte[] bytes, int length) {
        return -Errno.EBADF;
    }

    @Override
    public void close() {
        if (fd >= 0) {
            Files.close(fd);
            fd = -1;
        }
    }
}
