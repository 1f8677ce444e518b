package dev.grandmaster.app.recording;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;

import dev.grandmaster.board.PtpAddress;

/** A recording while it is played, cycle by cycle. Every question must be answered by the entry that stands next, of the same kind. */
public final class Playback implements AutoCloseable {

    private static final int LONGEST_HEADER = 1 << 22;

    private final Path file;
    private final DataInputStream in;
    private final Header header;
    private ByteBuffer cycle = ByteBuffer.allocate(0);
    private long cycles;

    /**
     * Opens a file and reads its header.
     *
     * @throws IOException           where it cannot be read
     * @throws BadRecordingException where it is no recording
     */
    public Playback(Path file) throws IOException {
        this.file = file;
        in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file))));
        if (in.readInt() != Tape.MAGIC) {
            throw damaged("it is no recording");
        }
        int length = in.readInt();
        if (length < 0 || length > LONGEST_HEADER) {
            throw damaged("its header has an impossible length");
        }
        header = Header.parse(new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    public Header header() {
        return header;
    }

    /** Cycles that were begun. */
    public long cycles() {
        return cycles;
    }

    /** Goes to the next cycle; gives the number of its agent, or -1 at the end. A last cycle that is cut is the end. */
    public int nextCycle() throws IOException {
        if (cycle.hasRemaining()) {
            throw damaged("the agent did not take all that stands there");
        }
        try {
            int agent = in.readByte();
            int length = in.readInt();
            if (length < Long.BYTES || length > Tape.MOST_BYTES) {
                throw damaged("a cycle has an impossible length");
            }
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                return -1;
            }
            cycle = ByteBuffer.wrap(bytes);
            cycles++;
            return agent;
        } catch (EOFException end) {
            return -1;
        }
    }

    /** Takes the next entry's kind if it is this one. */
    boolean next(Entry kind) {
        if (cycle.hasRemaining() && cycle.get(cycle.position()) == kind.code()) {
            cycle.get();
            return true;
        }
        return false;
    }

    /** Takes the next entry's kind, which has to be this one. */
    void expect(Entry kind) {
        if (!next(kind)) {
            throw damaged("the agent asks for " + kind + ", but "
                    + (cycle.hasRemaining() ? Entry.of(cycle.get(cycle.position())) : "nothing") + " stands there");
        }
    }

    public long whole() {
        return take(() -> cycle.getLong());
    }

    int number() {
        return take(() -> cycle.getInt());
    }

    boolean flag() {
        return take(() -> cycle.get()) != 0;
    }

    /** A number of things that are each a byte at least. */
    int count() {
        int count = number();
        if (count < 0 || count > cycle.remaining()) {
            throw damaged("an impossible count");
        }
        return count;
    }

    double real() {
        return Double.longBitsToDouble(whole());
    }

    String text() {
        int length = take(() -> cycle.getShort()) & 0xFFFF;
        byte[] bytes = new byte[length];
        take(() -> cycle.get(bytes));
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Bytes as {@link Recorder.DataOutput#bytes} writes them; gives the length, which is negative for an error. */
    int bytes(byte[] into) {
        int length = number();
        if (length > into.length) {
            throw damaged("more bytes than were asked for");
        }
        if (length > 0) {
            take(() -> cycle.get(into, 0, length));
        }
        return length;
    }

    /** Bytes as {@link Recorder.DataOutput#bytes} writes them. */
    byte[] octets() {
        byte[] octets = new byte[count()];
        take(() -> cycle.get(octets));
        return octets;
    }

    PtpAddress address() {
        return new PtpAddress().set(whole(), whole(), number()).arrivedAt(whole(), whole());
    }

    <T> Optional<T> optional(Supplier<T> content) {
        return flag() ? Optional.of(content.get()) : Optional.empty();
    }

    private <T> T take(Supplier<T> get) {
        try {
            return get.get();
        } catch (BufferUnderflowException e) {
            throw new BadRecordingException(file + ": an entry is cut in cycle " + cycles, e);
        }
    }

    BadRecordingException damaged(String why) {
        return new BadRecordingException(file + ": " + why + ", in cycle " + cycles
                + "; it is damaged, or was made by another build");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
