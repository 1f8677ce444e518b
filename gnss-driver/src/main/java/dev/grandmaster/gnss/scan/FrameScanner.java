package dev.grandmaster.gnss.scan;

/**
 * Cuts a byte stream into frames. Feed it chunks of any size; what it finds does not depend on where they are cut.
 *
 * <p>A byte that cannot begin a frame, or begins one that turns out wrong, is passed over alone, and the search goes on
 * with the very next one: a good frame inside the ruins of a bad one is found. The exception is a sentence with a wrong
 * or missing checksum, which is taken whole, since only printable characters lie in it.
 *
 * <p>The buffer is bounded: it holds one frame of the largest accepted size and a chunk. Nothing is allocated after
 * construction. So is the work: whatever comes, each byte is read a few times at most, as {@link Ruins} has it. Single-threaded; owned by whoever reads the link.
 */
public final class FrameScanner implements ByteListener {

    /** For recorded files: every size that the UBX length field can express. */
    public static final int ANY_FRAME = 0xFFFF + 8;

    /**
     * For a live link: larger than anything a receiver sends by itself (RXM-RAWX of 184 signals has 5,912 bytes), and
     * small enough that a length field made of garbage hides at most 8 KiB of the stream.
     */
    public static final int LIVE_FRAME = 8_192;

    /** NMEA 0183 allows 82 characters; proprietary sentences of up to 422 were seen. */
    static final int MAX_SENTENCE = 1_024;

    private static final int UBX_OVERHEAD = 8;
    private static final int UBX_HEADER = 6;
    private static final int RTCM_HEADER = 3;
    private static final int RTCM_OVERHEAD = 6;
    private static final int RTCM_MAX_FRAME = 1_023 + RTCM_OVERHEAD;
    private static final byte UBX_SYNC_1 = (byte) 0xB5;
    private static final byte UBX_SYNC_2 = 0x62;
    private static final byte RTCM_PREAMBLE = (byte) 0xD3;
    private static final int MIN_ADDRESS = 2;
    private static final int MAX_ADDRESS = 8;
    private static final int CHUNK = 65_536;
    /** What is left of a chunk goes to the buffer's front at once, if it is no more than this; else when there is no room. */
    private static final int SMALL_REST = 64;

    /** Answers of the three recognisers beside the size of a frame. */
    private static final int NO_FRAME = 0;
    private static final int INCOMPLETE = -1;

    private static final byte[] TRAITS = traits();
    private static final byte STARTS_FRAME = 1;
    private static final byte IN_ADDRESS = 2;
    private static final byte IN_SENTENCE = 4;

    private final FrameSink sink;
    private final int maxFrame;
    private final byte[] buffer;
    private final Frame frame = new Frame();
    private final ArrivalMarks arrivals = new ArrivalMarks();
    private final Ruins ruins;

    /** Stream offset of the first byte in the buffer. */
    private long base;
    private int position;
    private int end;
    /** How many bytes from {@code position} on must be there before it is worth looking again. */
    private int needed;
    /** Up to here bytes were claimed by something that was no frame: their sums will be asked for again. */
    private int claimedTo;
    /** How far the open sentence was read, and which it is. */
    private int sentenceTo;
    private long sentenceOffset = -1;
    private long summed;

    /**
     * @param maxFrame the largest UBX frame to accept, framing included: {@link #LIVE_FRAME} or {@link #ANY_FRAME}
     */
    public FrameScanner(FrameSink sink, int maxFrame) {
        if (maxFrame < RTCM_MAX_FRAME || maxFrame > ANY_FRAME) {
            throw new IllegalArgumentException(
                    "maxFrame " + maxFrame + ", allowed " + RTCM_MAX_FRAME + " to " + ANY_FRAME);
        }
        this.sink = sink;
        this.maxFrame = maxFrame;
        this.buffer = new byte[maxFrame + Math.min(CHUNK, maxFrame)];
        this.ruins = new Ruins(buffer.length);
    }

    /**
     * Takes the next bytes of the stream and reports all that can be decided with them.
     *
     * @param arrivalMonoNs monotonic time at which this chunk was read; never earlier than the chunk before
     */
    @Override
    public void accept(byte[] chunk, int offset, int length, long arrivalMonoNs) {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (end == buffer.length) {
                moveToFront();
            }
            int taken = Math.min(left, buffer.length - end);
            System.arraycopy(chunk, from, buffer, end, taken);
            arrivals.add(base + end, arrivalMonoNs);
            end += taken;
            from += taken;
            left -= taken;
            if (end - position >= needed) {
                search(false);
                if (end - position <= SMALL_REST) {
                    moveToFront();
                }
            }
        }
    }

    /**
     * No more bytes will come, or none have come for so long that an open frame was cut: decides on what is still
     * pending. The scanner can go on with further chunks afterwards.
     */
    @Override
    public void finish() {
        search(true);
        moveToFront();
    }

    /** How many bytes were read for a check, some of them more than once. */
    long bytesSummed() {
        return summed + ruins.summed();
    }

    private void search(boolean last) {
        int unframed = position;
        needed = 1;
        while (position < end) {
            position = nextStart(position);
            if (position == end) {
                break;
            }
            int size = recognise(last);
            if (size == INCOMPLETE) {
                break;
            }
            if (size == NO_FRAME) {
                position++;
                continue;
            }
            reportUnframed(unframed);
            report(size);
            position += size;
            unframed = position;
        }
        reportUnframed(unframed);
    }

    /** The first byte from {@code from} on that may begin a frame, or the end; on locals, since most of the bytes of noise pass here. */
    private int nextStart(int from) {
        byte[] bytes = buffer;
        int limit = end;
        int at = from;
        while (at < limit && (TRAITS[bytes[at] & 0xFF] & STARTS_FRAME) == 0) {
            at++;
        }
        return at;
    }

    private int recognise(boolean last) {
        return switch (buffer[position]) {
            case UBX_SYNC_1 -> ubx(last);
            case RTCM_PREAMBLE -> rtcm3(last);
            default -> sentence(last);
        };
    }

    private int ubx(boolean last) {
        int available = end - position;
        if (available > 1 && buffer[position + 1] != UBX_SYNC_2) {
            return NO_FRAME;
        }
        if (available < UBX_HEADER) {
            return incomplete(UBX_HEADER, last);
        }
        int size = u8(position + 4) + (u8(position + 5) << 8) + UBX_OVERHEAD;
        if (size > maxFrame) {
            return damaged(UBX_HEADER, Damage.UBX_TOO_LONG);
        }
        if (available < size) {
            return last ? damaged(available, Damage.UBX_CUT) : incomplete(size, false);
        }
        int checkAt = position + size - 2;
        boolean claimed = position < claimedTo;
        int sums = claimed
                ? ruins.fletcher(buffer, position + 2, checkAt)
                : fletcher(buffer, position + 2, checkAt);
        summed += claimed ? 0 : size;
        if (sums != u8(checkAt) + (u8(checkAt + 1) << 8)) {
            claimedTo = Math.max(claimedTo, position + size);
            return damaged(size, Damage.UBX_CHECKSUM);
        }
        view(FrameKind.UBX, size);
        return size;
    }

    /** Both sums of the bytes, the second one in the upper byte. */
    private static int fletcher(byte[] bytes, int from, int to) {
        int a = 0;
        int b = 0;
        for (int i = from; i < to; i++) {
            a += bytes[i];
            b += a;
        }
        return (a & 0xFF) | ((b & 0xFF) << 8);
    }

    private int rtcm3(boolean last) {
        int available = end - position;
        if (available > 1 && (buffer[position + 1] & 0xFC) != 0) {
            return NO_FRAME;
        }
        if (available < RTCM_HEADER) {
            return incomplete(RTCM_HEADER, last);
        }
        int size = (u8(position + 1) << 8) + u8(position + 2) + RTCM_OVERHEAD;
        if (available < size) {
            return incomplete(size, last);
        }
        int checkAt = position + size - 3;
        int check = (u8(checkAt) << 16) + (u8(checkAt + 1) << 8) + u8(checkAt + 2);
        boolean claimed = position < claimedTo;
        summed += claimed ? 0 : size;
        int crc = claimed
                ? ruins.crc24q(buffer, position, checkAt)
                : Crc24q.of(buffer, position, checkAt);
        if (crc != check) {
            claimedTo = Math.max(claimedTo, position + size);
            return NO_FRAME;
        }
        view(FrameKind.RTCM3, size);
        return size;
    }

    /**
     * A sentence is an address, then {@code ,} or {@code *}, then printable characters up to the first byte that is none
     * or begins the next sentence. Its checksum follows the first {@code *}; what follows the checksum does not matter.
     */
    private int sentence(boolean last) {
        int available = end - position;
        int at = position + 1;
        while (at < end && at - position <= MAX_ADDRESS + 1 && (TRAITS[buffer[at] & 0xFF] & IN_ADDRESS) != 0) {
            at++;
        }
        int address = at - position - 1;
        if (address > MAX_ADDRESS) {
            return NO_FRAME;
        }
        if (at == end) {
            return incomplete(available + 1, last);
        }
        if (address < MIN_ADDRESS || (buffer[at] != ',' && buffer[at] != '*')) {
            return NO_FRAME;
        }
        if (sentenceOffset == base + position) {
            at = Math.max(at, position + sentenceTo);
        }
        while (at < end && (TRAITS[buffer[at] & 0xFF] & IN_SENTENCE) != 0) {
            at++;
        }
        int size = at - position;
        if (size > MAX_SENTENCE) {
            return NO_FRAME;
        }
        if (at == end && !last) {
            sentenceOffset = base + position;
            sentenceTo = size;
            return incomplete(available + 1, false);
        }
        view(FrameKind.NMEA, size);
        return size;
    }

    private int incomplete(int size, boolean last) {
        if (last) {
            return NO_FRAME;
        }
        needed = size;
        return INCOMPLETE;
    }

    private int damaged(int size, Damage damage) {
        view(FrameKind.UBX, size);
        sink.onDamaged(frame, damage);
        return NO_FRAME;
    }

    private void view(FrameKind kind, int size) {
        long streamOffset = base + position;
        frame.move(kind, buffer, position, size, streamOffset, arrivals.at(streamOffset));
    }

    private void report(int size) {
        if (frame.kind() != FrameKind.NMEA) {
            sink.onFrame(frame);
            return;
        }
        int sum = 0;
        int at = position + 1;
        int sentenceEnd = position + size;
        while (at < sentenceEnd && buffer[at] != '*') {
            sum ^= buffer[at++];
        }
        if (at + 2 >= sentenceEnd) {
            sink.onDamaged(frame, Damage.NMEA_NO_CHECKSUM);
        } else if ((Character.digit(buffer[at + 1], 16) << 4 | Character.digit(buffer[at + 2], 16)) != sum) {
            sink.onDamaged(frame, Damage.NMEA_CHECKSUM);
        } else {
            sink.onFrame(frame);
        }
    }

    private void reportUnframed(int from) {
        if (position > from) {
            sink.onUnframed(buffer, from, position - from, base + from);
        }
    }

    private void moveToFront() {
        if (position == 0) {
            return;
        }
        claimedTo = Math.max(0, claimedTo - position);
        ruins.move(position);
        System.arraycopy(buffer, position, buffer, 0, end - position);
        base += position;
        end -= position;
        position = 0;
    }

    private int u8(int at) {
        return buffer[at] & 0xFF;
    }

    private static byte[] traits() {
        byte[] traits = new byte[256];
        for (int c = 0x20; c <= 0x7E; c++) {
            traits[c] = IN_SENTENCE;
        }
        for (int c = '0'; c <= '9'; c++) {
            traits[c] |= IN_ADDRESS;
        }
        for (int c = 'A'; c <= 'Z'; c++) {
            traits[c] |= IN_ADDRESS;
        }
        traits['$'] = STARTS_FRAME;
        traits['!'] = STARTS_FRAME;
        traits[UBX_SYNC_1 & 0xFF] = STARTS_FRAME;
        traits[RTCM_PREAMBLE & 0xFF] = STARTS_FRAME;
        return traits;
    }
}
