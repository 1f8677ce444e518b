package dev.grandmaster.linux.serial;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.GnssLink;
import dev.grandmaster.board.MonotonicClock;
import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.ffi.EventFd;
import dev.grandmaster.linux.thread.DeviceThread;

/**
 * A receiver's byte stream. Its thread reads, stamps each chunk with the monotonic time at which it was seen, and puts it into a ring;
 * a reader that does not come loses the oldest chunks, never the newest, and the loss is counted. A source that breaks is opened
 * again every second, for ever.
 *
 * <p>The stamp is as late as the driver delivers: a UART's FIFO, a USB adapter's timer of up to 16 ms. It tells seconds apart and is
 * good for nothing finer.
 */
public final class ReceiverLink implements GnssLink {

    static final int CHUNKS = 256;
    static final int CHUNK_BYTES = 512;
    private static final long REOPEN_NS = 1_000_000_000;
    /** A UART is read a few bytes at a time; what follows this closely and was not fetched yet joins the chunk before it. */
    private static final long ONE_CHUNK_NS = 10_000_000;

    private final ByteSource source;
    private final MonotonicClock clock;
    private final EventFd ready;
    private final DeviceThread thread;
    private final byte[][] chunks = new byte[CHUNKS][CHUNK_BYTES];
    private final int[] lengths = new int[CHUNKS];
    private final long[] arrivalsNs = new long[CHUNKS];
    private int head;
    private int size;
    private int taken;
    private int error;
    private long arrivalMonoNs;
    private long lostBytes;

    private ReceiverLink(ByteSource source, MonotonicClock clock) throws BoardException {
        this.source = source;
        this.clock = clock;
        this.ready = new EventFd(source.name());
        this.thread = new DeviceThread("gm-receiver", this::run);
    }

    /** A serial port, 8 data bits, no parity, one stop bit, no flow control. */
    public static ReceiverLink serial(String device, int baudRate, MonotonicClock clock) throws BoardException {
        return serial(device, baudRate, Parity.NONE, clock);
    }

    /** The same with a parity. */
    public static ReceiverLink serial(String device, int baudRate, Parity parity, MonotonicClock clock)
            throws BoardException {
        return open(new SerialSource(device, baudRate, parity), clock);
    }

    /** A TCP server that sends what the receiver says: ser2net, a receiver with Ethernet, a simulator. */
    public static ReceiverLink tcp(String host, int port, MonotonicClock clock) throws BoardException {
        return open(new TcpSource(host, port), clock);
    }

    /** A file, as fast as it can be read, once: for replay. A named pipe or a character device works too. */
    public static ReceiverLink file(String path, MonotonicClock clock) throws BoardException {
        return open(new FileSource(path), clock);
    }

    static ReceiverLink open(ByteSource source, MonotonicClock clock) throws BoardException {
        source.open();
        try {
            ReceiverLink link = new ReceiverLink(source, clock);
            link.thread.start();
            return link;
        } catch (BoardException refused) {
            source.close();
            throw refused;
        }
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public int descriptor() {
        return ready.descriptor();
    }

    @Override
    public synchronized int read(byte[] into) {
        if (size == 0) {
            ready.lower();
            return error;
        }
        int length = Math.min(into.length, lengths[head] - taken);
        System.arraycopy(chunks[head], taken, into, 0, length);
        arrivalMonoNs = arrivalsNs[head];
        taken += length;
        if (taken == lengths[head]) {
            forgetOldest();
        }
        return length;
    }

    @Override
    public synchronized long arrivalMonoNs() {
        return arrivalMonoNs;
    }

    @Override
    public int write(byte[] bytes, int length) {
        return thread.isOpen() ? source.write(bytes, length) : -Errno.EBADF;
    }

    @Override
    public boolean baudRate(int baudRate) {
        return thread.isOpen() && source.baudRate(baudRate);
    }

    /** Bytes that came and were overwritten before anybody read them. */
    public synchronized long lostBytes() {
        return lostBytes;
    }

    @Override
    public void close() {
        // A serial port waits for ever where another program has changed its terminal.
        if (thread.close(source::close)) {
            ready.close();
        }
    }

    private void run() {
        byte[] buffer = new byte[CHUNK_BYTES];
        while (thread.isOpen()) {
            int length = source.read(buffer);
            if (length > 0) {
                put(buffer, length, clock.nowNs());
            } else if (length < 0) {
                broken(length);
                reopen();
            }
        }
        source.close();
    }

    private void reopen() {
        source.close();
        while (thread.isOpen()) {
            thread.rest(REOPEN_NS);
            try {
                if (thread.isOpen()) {
                    source.open();
                    broken(0);
                    return;
                }
            } catch (BoardException stillBroken) {
                // its owner sees the error at each read; the next try is in a second
            }
        }
    }

    private synchronized void put(byte[] bytes, int length, long nowNs) {
        int newest = (head + size - 1 + CHUNKS) % CHUNKS;
        if (size > 0 && lengths[newest] + length <= CHUNK_BYTES && nowNs - arrivalsNs[newest] < ONE_CHUNK_NS) {
            System.arraycopy(bytes, 0, chunks[newest], lengths[newest], length);
            lengths[newest] += length;
            return;
        }
        if (size == CHUNKS) {
            lostBytes += lengths[head] - taken;
            forgetOldest();
        }
        int tail = (head + size) % CHUNKS;
        System.arraycopy(bytes, 0, chunks[tail], 0, length);
        lengths[tail] = length;
        arrivalsNs[tail] = nowNs;
        size++;
        ready.raise();
    }

    private synchronized void broken(int answer) {
        error = answer;
        ready.raise();
    }

    private void forgetOldest() {
        head = (head + 1) % CHUNKS;
        size--;
        taken = 0;
    }
}
