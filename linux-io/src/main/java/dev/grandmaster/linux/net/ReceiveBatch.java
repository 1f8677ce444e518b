package dev.grandmaster.linux.net;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import dev.grandmaster.linux.ffi.SocketStructs;
import dev.grandmaster.linux.ffi.Sockets;

/** Buffers that one {@code recvmmsg} fills: messages with their sender and control messages. Serves the sockets and their error queues. */
final class ReceiveBatch {

    static final int SLOTS = 64;

    private static final int NAME_STRIDE = 32;
    /** The longest frame; a longer message is cut by the kernel and then passed over. */
    private static final int MESSAGE_BYTES = 1536;
    private static final int CONTROL_STRIDE = 256;

    private final MemorySegment headers;
    private final MemorySegment[] names = new MemorySegment[SLOTS];
    private final MemorySegment[] messages = new MemorySegment[SLOTS];
    private final MemorySegment[] controls = new MemorySegment[SLOTS];
    /** Headers, from the first on, that the kernel may have written to since they were set up. */
    private int touched = SLOTS;

    ReceiveBatch(Arena arena) {
        headers = arena.allocate((long) SLOTS * SocketStructs.MMSGHDR, 8);
        MemorySegment iovecs = arena.allocate((long) SLOTS * SocketStructs.IOVEC, 8);
        for (int i = 0; i < SLOTS; i++) {
            names[i] = arena.allocate(NAME_STRIDE, 8);
            messages[i] = arena.allocate(MESSAGE_BYTES, 8);
            controls[i] = arena.allocate(CONTROL_STRIDE, 8);
            long iovec = (long) i * SocketStructs.IOVEC;
            iovecs.set(JAVA_LONG, iovec + SocketStructs.IOV_BASE, messages[i].address());
            iovecs.set(JAVA_LONG, iovec + SocketStructs.IOV_LEN, MESSAGE_BYTES);
            long header = (long) i * SocketStructs.MMSGHDR;
            headers.set(JAVA_LONG, header + SocketStructs.MSG_NAME, names[i].address());
            headers.set(JAVA_LONG, header + SocketStructs.MSG_IOV, iovecs.address() + iovec);
            headers.set(JAVA_LONG, header + SocketStructs.MSG_IOVLEN, 1);
            headers.set(JAVA_LONG, header + SocketStructs.MSG_CONTROL, controls[i].address());
        }
    }

    /** Takes at most {@code limit} messages. Returns how many came, -1 for none. */
    int receive(int fd, int limit, int flags) {
        for (int i = 0; i < touched; i++) {
            // The kernel overwrote these with what it used.
            long header = (long) i * SocketStructs.MMSGHDR;
            headers.set(JAVA_INT, header + SocketStructs.MSG_NAMELEN, NAME_STRIDE);
            headers.set(JAVA_LONG, header + SocketStructs.MSG_CONTROLLEN, CONTROL_STRIDE);
        }
        int count = Sockets.recvmmsg(fd, headers, Math.min(limit, SLOTS), flags | Sockets.MSG_DONTWAIT);
        // One that fails may have touched the header behind the last good one.
        touched = Math.min(Math.max(count, 0) + 1, SLOTS);
        return count;
    }

    MemorySegment name(int slot) {
        return names[slot];
    }

    MemorySegment message(int slot) {
        return messages[slot];
    }

    int length(int slot) {
        return headers.get(JAVA_INT, (long) slot * SocketStructs.MMSGHDR + SocketStructs.MSG_LEN);
    }

    /** Whether the message was longer than any may be. */
    boolean cut(int slot) {
        return (headers.get(JAVA_INT, (long) slot * SocketStructs.MMSGHDR + SocketStructs.MSG_FLAGS)
                & Sockets.MSG_TRUNC) != 0;
    }

    /** Reads the slot's control messages. */
    void control(int slot, ControlReader into) {
        into.read(controls[slot],
                headers.get(JAVA_LONG, (long) slot * SocketStructs.MMSGHDR + SocketStructs.MSG_CONTROLLEN));
    }
}
