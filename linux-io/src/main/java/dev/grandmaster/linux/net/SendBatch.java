package dev.grandmaster.linux.net;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.ffi.SocketStructs;
import dev.grandmaster.linux.ffi.Sockets;

/**
 * Messages that wait to be handed to the kernel in one {@code sendmmsg}: a fixed number of slots, each with its address, its bytes, the
 * address of ours that it leaves from and, for event messages, the id of its stamp. What the kernel did not take stays first in line.
 */
final class SendBatch {

    private static final int SLOTS = 64;
    private static final int NAME_STRIDE = 32;
    /** The longest message that fits an Ethernet frame, rounded up. */
    private static final int MESSAGE_BYTES = 1536;
    private static final int ID_BYTES = Integer.BYTES;
    private static final int ID_SPACE = SocketStructs.controlSpace(ID_BYTES);
    private static final int CONTROL_STRIDE = ID_SPACE + SocketStructs.controlSpace(SocketStructs.IN6_PKTINFO);

    private final Envelope envelope;
    private final boolean event;
    private final MemorySegment iovecs;
    private final MemorySegment controls;
    private final MemorySegment messages;
    private final MemorySegment headers;
    /** The headers from each slot on: {@code sendmmsg} takes the address where it is to begin. */
    private final MemorySegment[] headersFrom = new MemorySegment[SLOTS];
    private final MemorySegment[] names = new MemorySegment[SLOTS];
    private final long[] tokens = new long[SLOTS];
    /** What stands in the slots' headers: most messages need no other, and each access to native memory counts. */
    private final int[] lengths = new int[SLOTS];
    private final boolean[] identified = new boolean[SLOTS];
    private final long[] originHigh = new long[SLOTS];
    private final long[] originLow = new long[SLOTS];
    private final int[] originIndex = new int[SLOTS];
    private final int[] originBytes = new int[SLOTS];
    private int first;
    private int end;

    SendBatch(Arena arena, Envelope envelope, boolean event) {
        this.envelope = envelope;
        this.event = event;
        this.headers = arena.allocate((long) SLOTS * SocketStructs.MMSGHDR, 8);
        this.iovecs = arena.allocate((long) SLOTS * SocketStructs.IOVEC, 8);
        this.controls = arena.allocate((long) SLOTS * CONTROL_STRIDE, 8);
        this.messages = arena.allocate((long) SLOTS * MESSAGE_BYTES, 8);
        MemorySegment allNames = arena.allocate((long) SLOTS * NAME_STRIDE, 8);
        for (int i = 0; i < SLOTS; i++) {
            headersFrom[i] = headers.asSlice((long) i * SocketStructs.MMSGHDR);
            names[i] = allNames.asSlice((long) i * NAME_STRIDE, envelope.nameBytes());
            iovecs.set(JAVA_LONG, (long) i * SocketStructs.IOVEC + SocketStructs.IOV_BASE,
                    messages.address() + (long) i * MESSAGE_BYTES);
            prepareHeader(headersFrom[i], i);
            prepareId((long) i * CONTROL_STRIDE);
        }
    }

    private void prepareHeader(MemorySegment header, int slot) {
        header.set(JAVA_LONG, SocketStructs.MSG_NAME, names[slot].address());
        header.set(JAVA_INT, SocketStructs.MSG_NAMELEN, envelope.nameBytes());
        header.set(JAVA_LONG, SocketStructs.MSG_IOV, iovecs.address() + (long) slot * SocketStructs.IOVEC);
        header.set(JAVA_LONG, SocketStructs.MSG_IOVLEN, 1);
        header.set(JAVA_LONG, SocketStructs.MSG_CONTROL,
                controls.address() + (long) slot * CONTROL_STRIDE + ID_SPACE);
    }

    /** The id comes first and is left out where there is none; behind it comes the address that the message leaves from. */
    private void prepareId(long at) {
        controls.set(JAVA_LONG, at + SocketStructs.CMSG_LEN, SocketStructs.CMSGHDR + ID_BYTES);
        controls.set(JAVA_INT, at + SocketStructs.CMSG_LEVEL, Sockets.SOL_SOCKET);
        controls.set(JAVA_INT, at + SocketStructs.CMSG_TYPE, Sockets.SCM_TS_OPT_ID);
    }

    private void leaveFrom(int slot, PtpAddress to, int interfaceIndex) {
        if (to.localHigh() == originHigh[slot] && to.localLow() == originLow[slot]
                && interfaceIndex == originIndex[slot]) {
            return;
        }
        originHigh[slot] = to.localHigh();
        originLow[slot] = to.localLow();
        originIndex[slot] = interfaceIndex;
        int bytes = envelope.writeOrigin(controls, (long) slot * CONTROL_STRIDE + ID_SPACE, to, interfaceIndex);
        if (bytes != originBytes[slot]) {
            originBytes[slot] = bytes;
            tellControlLength(slot);
        }
    }

    private void tellControlLength(int slot) {
        headers.set(JAVA_LONG, (long) slot * SocketStructs.MMSGHDR + SocketStructs.MSG_CONTROLLEN,
                originBytes[slot] + (identified[slot] ? ID_SPACE : 0));
    }

    boolean isFull() {
        return end == SLOTS;
    }

    /** How many messages wait. */
    int size() {
        return end - first;
    }

    /** Copies a message in. Returns 0, -EAGAIN where no slot is free or -EMSGSIZE where the message is longer than any may be. */
    int add(long token, PtpAddress to, MemorySegment message, int length, int interfaceIndex) {
        if (isFull()) {
            return -Errno.EAGAIN;
        }
        int padding = event ? envelope.eventPadding() : 0;
        if (length <= 0 || length > MESSAGE_BYTES - padding || length > message.byteSize()) {
            return -Errno.EMSGSIZE;
        }
        int slot = end++;
        long at = (long) slot * MESSAGE_BYTES;
        MemorySegment.copy(message, 0, messages, at, length);
        for (int i = 0; i < padding; i++) {
            messages.set(JAVA_BYTE, at + length + i, (byte) 0);
        }
        if (lengths[slot] != length + padding) {
            lengths[slot] = length + padding;
            iovecs.set(JAVA_LONG, (long) slot * SocketStructs.IOVEC + SocketStructs.IOV_LEN, length + padding);
        }
        leaveFrom(slot, to, interfaceIndex);
        envelope.writeName(names[slot], to, event, interfaceIndex);
        tokens[slot] = token;
        return 0;
    }

    /** Sends the stamp id along with the message that was added last; to be done with all messages of a batch or with none. */
    void identifyLast(int stampId) {
        int slot = end - 1;
        if (!identified[slot]) {
            identified[slot] = true;
            headers.set(JAVA_LONG, (long) slot * SocketStructs.MMSGHDR + SocketStructs.MSG_CONTROL,
                    controls.address() + (long) slot * CONTROL_STRIDE);
            tellControlLength(slot);
        }
        controls.set(JAVA_INT, (long) slot * CONTROL_STRIDE + SocketStructs.CMSGHDR, stampId);
    }

    /**
     * Hands over what waits: the number of messages that the kernel took, or its {@code -errno} about the first. The caller then says
     * with {@link #drop} how many are done.
     *
     * @param once the caller must know of every refusal: nothing is tried a second time
     */
    int send(int fd, boolean once) {
        int flags = Sockets.MSG_DONTWAIT | Sockets.MSG_NOSIGNAL;
        return once
                ? Sockets.sendmmsgOnce(fd, headersFrom[first], end - first, flags)
                : Sockets.sendmmsg(fd, headersFrom[first], end - first, flags);
    }

    /** The token of the message so many places behind the first. */
    long token(int place) {
        return tokens[first + place];
    }

    /** The first messages are done with. */
    void drop(int count) {
        first += count;
        if (first == end) {
            first = 0;
            end = 0;
        }
    }
}
