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
    private static final int WORDS = SocketStructs.MMSGHDR / Integer.BYTES;

    private final MemorySegment headers;
    /** The headers as they are to be before the kernel writes what it used. */
    private final MemorySegment fresh;
    /** What the kernel wrote, copied in one go as control messages are. */
    private final int[] words = new int[SLOTS * WORDS];
    private final MemorySegment told = MemorySegment.ofArray(words);
    private final MemorySegment[] names = new MemorySegment[SLOTS];
    private final MemorySegment[] messages = new MemorySegment[SLOTS];
    private final MemorySegment[] controls = new MemorySegment[SLOTS];
    /** Headers, from the first on, that the kernel may have written to since they were set up. */
    private int touched = SLOTS;

    ReceiveBatch(Arena arena) {
        headers = arena.allocate((long) SLOTS * SocketStructs.MMSGHDR, 8);
        fresh = arena.allocate((long) SLOTS * SocketStructs.MMSGHDR, 8);
        MemorySegment iovecs = arena.allocate((long) SLOTS * SocketStructs.IOVEC, 8);
        for (int i = 0; i < SLOTS; i++) {
            names[i] = arena.allocate(NAME_STRIDE, 8);
            messages[i] = arena.allocate(MESSAGE_BYTES, 8);
            controls[i] = arena.allocate(CONTROL_STRIDE, 8);
            long iovec = (long) i * SocketStructs.IOVEC;
            iovecs.set(JAVA_LONG, iovec + SocketStructs.IOV_BASE, messages[i].address());
            iovecs.set(JAVA_LONG, iovec + SocketStructs.IOV_LEN, MESSAGE_BYTES);
            long header = (long) i * SocketStructs.MMSGHDR;
            fresh.set(JAVA_LONG, header + SocketStructs.MSG_NAME, names[i].address());
            fresh.set(JAVA_INT, header + SocketStructs.MSG_NAMELEN, NAME_STRIDE);
            fresh.set(JAVA_LONG, header + SocketStructs.MSG_IOV, iovecs.address() + iovec);
            fresh.set(JAVA_LONG, header + SocketStructs.MSG_IOVLEN, 1);
            fresh.set(JAVA_LONG, header + SocketStructs.MSG_CONTROL, controls[i].address());
            fresh.set(JAVA_LONG, header + SocketStructs.MSG_CONTROLLEN, CONTROL_STRIDE);
        }
    }

    /** Takes at most {@code limit} messages. Returns how many came, -1 for none. */
    int receive(int fd, int limit, int flags) {
        MemorySegment.copy(fresh, 0, headers, 0, (long) touched * SocketStructs.MMSGHDR);
        int count = Sockets.recvmmsg(fd, headers, Math.min(limit, SLOTS), flags | Sockets.MSG_DONTWAIT);
        // One that fails may have touched the header behind the last good one.
        touched = Math.min(Math.max(count, 0) + 1, SLOTS);
        MemorySegment.copy(headers, 0, told, 0, (long) Math.max(count, 0) * SocketStructs.MMSGHDR);
        return count;
    }

    MemorySegment name(int slot) {
        return names[slot];
    }

    MemorySegment message(int slot) {
        return messages[slot];
    }

    int length(int slot) {
        return word(slot, SocketStructs.MSG_LEN);
    }

    /** Whether the message was longer than any may be. */
    boolean cut(int slot) {
        return (word(slot, SocketStructs.MSG_FLAGS) & Sockets.MSG_TRUNC) != 0;
    }

    /** Reads the slot's control messages. */
    void control(int slot, ControlReader into) {
        // A size_t, of which the lower half is enough.
        into.read(controls[slot],
                word(slot, SocketStructs.MSG_CONTROLLEN + (ControlReader.BIG_ENDIAN ? Integer.BYTES : 0)));
    }

    private int word(int slot, int at) {
        return words[slot * WORDS + at / Integer.BYTES];
    }
}
