package dev.grandmaster.linux.pps;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.board.Edge;
import dev.grandmaster.board.PpsInput;
import dev.grandmaster.board.SteerableClock;
import dev.grandmaster.linux.ffi.Clocks;
import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.ffi.EventFd;
import dev.grandmaster.linux.ffi.Files;
import dev.grandmaster.linux.ffi.Refusal;
import dev.grandmaster.linux.thread.DeviceThread;
import dev.grandmaster.linux.time.ClockPair;
import org.jspecify.annotations.Nullable;

/**
 * Edges of {@code /dev/ppsN}. A thread waits for them in the driver, because kernels before 6.15 call the descriptor readable all the
 * time; it brings each edge to the clock's scale at once, while the readings are fresh, and keeps a few for the owner.
 *
 * <p>The path of a stamp: CLOCK_REALTIME (the interrupt's), monotonic, the steered clock. An edge during which the system clock was
 * stepped cannot be placed and is dropped.
 *
 * <p>A source that is taken away keeps silent instead of failing, so its path is looked at while no edge comes; it is let go then, and
 * opened again when it is back.
 */
public final class KernelPps implements PpsInput {

    /** Which edge of the pulse is the second. */
    public enum Polarity {
        ASSERT(PpsUapi.CAPTURE_ASSERT, "assert_sequence", "assert_tu"), CLEAR(PpsUapi.CAPTURE_CLEAR, "clear_sequence",
                "clear_tu");

        private final int mode;
        private final long sequenceAt;
        private final long timeAt;

        Polarity(int mode, String sequence, String time) {
            this.mode = mode;
            this.sequenceAt = PpsUapi.at(PpsUapi.KINFO, sequence);
            this.timeAt = PpsUapi.at(PpsUapi.KINFO, time);
        }
    }

    private static final int KEPT = 16;
    /** How long one wait in the driver lasts, ns: bounds the time that close() takes. */
    private static final int WAIT_NS = 300_000_000;
    private static final long RETRY_NS = 500_000_000;
    /** CLOCK_REALTIME moves by more than this against CLOCK_MONOTONIC only when it is stepped. */
    private static final long STEP_NS = 100_000;
    /** A fetched edge is from a moment ago; older than this it is left over from before, or the system clock was stepped. */
    private static final long OLDEST_NS = 2_000_000_000;
    /** An interrupt is late by 5 to 12 us on the small computers where this input is used, by more while they are busy. */
    private static final double STAMP_UNCERTAINTY_NS = 20_000;

    private final String path;
    private final int fd;
    private final Polarity polarity;
    private final SteerableClock clock;
    private final EventFd ready;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment data = arena.allocate(PpsUapi.FDATA);
    private final ClockPair realtime = new ClockPair(Clocks.CLOCK_REALTIME, arena);
    private final @Nullable Edge[] edges = new @Nullable Edge[KEPT];
    private final DeviceThread thread;
    private int head;
    private int size;
    private final AtomicLong missed = new AtomicLong();
    private volatile boolean present = true;

    private KernelPps(String path, int fd, Polarity polarity, SteerableClock clock) throws BoardException {
        this.path = path;
        this.fd = fd;
        this.polarity = polarity;
        this.clock = clock;
        this.ready = new EventFd(path);
        this.thread = new DeviceThread("gm-pps", this::run);
    }

    /**
     * Opens a source and sees to it that it captures the wanted edge.
     *
     * @param clock the clock on whose scale the edges are given
     * @throws BoardException when the device is absent, not permitted, or cannot capture that edge or wait for it
     */
    public static KernelPps open(String path, Polarity polarity, SteerableClock clock) throws BoardException {
        int fd = Files.open(path, Files.O_RDWR);
        if (fd < 0) {
            throw Refusal.of(path, fd);
        }
        try {
            capture(path, fd, polarity);
            KernelPps input = new KernelPps(path, fd, polarity, clock);
            input.thread.start();
            return input;
        } catch (BoardException refused) {
            Files.close(fd);
            throw refused;
        }
    }

    @Override
    public String name() {
        return path;
    }

    @Override
    public int descriptor() {
        return ready.descriptor();
    }

    @Override
    public synchronized @Nullable Edge poll() {
        if (size == 0) {
            return null;
        }
        Edge oldest = edges[head];
        edges[head] = null;
        head = (head + 1) % KEPT;
        size--;
        if (size == 0) {
            ready.lower();
        }
        return oldest;
    }

    @Override
    public double stampUncertaintyNs() {
        return STAMP_UNCERTAINTY_NS;
    }

    @Override
    public boolean present() {
        return present;
    }

    /** How many edges the driver counted that could not be fetched, placed or kept. */
    public long missed() {
        return missed.get();
    }

    @Override
    public void close() {
        if (thread.close()) {
            Files.close(fd);
            ready.close();
            arena.close();
        }
    }

    private static void capture(String path, int fd, Polarity polarity) throws BoardException {
        try (Arena once = Arena.ofConfined()) {
            MemorySegment abilities = once.allocate(JAVA_INT);
            int rc = Files.ioctl(fd, PpsUapi.GETCAP, abilities);
            if (rc < 0) {
                throw Refusal.of(path + " is no pulse source", rc);
            }
            int wanted = polarity.mode | PpsUapi.CAN_WAIT;
            if ((abilities.get(JAVA_INT, 0) & wanted) != wanted) {
                throw new BoardException(BoardException.Kind.UNSUITABLE,
                        path + " cannot capture the " + polarity + " edge");
            }
            MemorySegment parameters = once.allocate(PpsUapi.KPARAMS);
            rc = Files.ioctl(fd, PpsUapi.GETPARAMS, parameters);
            if (rc < 0) {
                throw Refusal.of(path, rc);
            }
            long modeAt = PpsUapi.at(PpsUapi.KPARAMS, "mode");
            int mode = parameters.get(JAVA_INT, modeAt);
            if ((mode & polarity.mode) == 0) {
                parameters.set(JAVA_INT, 0, PpsUapi.API_VERSION);
                parameters.set(JAVA_INT, modeAt, mode | polarity.mode | PpsUapi.TSFMT_TSPEC);
                rc = Files.ioctl(fd, PpsUapi.SETPARAMS, parameters);
                if (rc < 0) {
                    throw Refusal.of(path + " does not capture the " + polarity + " edge", rc);
                }
            }
        }
    }

    private void run() {
        int last = 0;
        boolean first = true;
        while (thread.isOpen()) {
            realtime.read();
            long aheadNs = realtime.differenceNs();
            int rc = fetch(first ? 0 : WAIT_NS);
            if (rc == -Errno.ETIMEDOUT && isThere(rc)) {
                rc = fetch(0); // an edge may have come between two waits
            }
            if (rc < 0) {
                if (rc != -Errno.EINTR) {
                    first |= !isThere(rc);
                    thread.rest(RETRY_NS);
                }
                continue;
            }
            int sequence = data.get(JAVA_INT, polarity.sequenceAt);
            if (!first && sequence != last) {
                missed.addAndGet(Math.max(0, sequence - last - 1));
                place(PpsUapi.ns(data, polarity.timeAt), aheadNs);
            }
            last = sequence;
            first = false;
        }
    }

    /** After a wait that brought nothing: whether the device is still there, or there again. */
    private boolean isThere(int rc) {
        boolean listed = java.nio.file.Files.exists(Path.of(path));
        if (present && (!listed || rc != -Errno.ETIMEDOUT)) {
            present = false;
            int nothing = Files.open("/dev/null", Files.O_RDWR);
            if (nothing >= 0) {
                Files.replace(fd, nothing); // or else the kernel could not give its number to the one that comes back
            }
        } else if (!present && listed) {
            int again = Files.open(path, Files.O_RDWR);
            if (again >= 0) {
                try {
                    capture(path, again, polarity);
                    present = Files.replace(fd, again) >= 0;
                } catch (BoardException notYet) {
                    Files.close(again);
                }
            }
        }
        return present;
    }

    /** Waits for the next edge of either kind; zero means to look without waiting. */
    private int fetch(int waitNs) {
        long timeoutAt = PpsUapi.at(PpsUapi.FDATA, "timeout");
        data.set(JAVA_LONG, timeoutAt, 0);
        data.set(JAVA_INT, timeoutAt + 8, waitNs);
        data.set(JAVA_INT, timeoutAt + 12, 0);
        return Files.ioctl(fd, PpsUapi.FETCH, data);
    }

    /** @param aheadNs CLOCK_REALTIME minus the monotonic clock before the edge was waited for */
    private void place(long realtimeNs, long aheadNs) {
        CrossTimestamp now = clock.read();
        if (now == null || realtime.read() < 0 || Math.abs(realtime.differenceNs() - aheadNs) > STEP_NS) {
            missed.incrementAndGet();
            return;
        }
        long monoNs = realtimeNs - realtime.differenceNs();
        long ageNs = realtime.monoNs() - monoNs;
        if (ageNs < -realtime.windowNs() || ageNs > OLDEST_NS) {
            missed.incrementAndGet();
            return;
        }
        keep(new Edge(now.clockAt(monoNs), now.era(), monoNs));
    }

    private synchronized void keep(Edge edge) {
        if (size == KEPT) {
            edges[head] = null;
            head = (head + 1) % KEPT;
            size--;
            missed.incrementAndGet();
        }
        edges[(head + size) % KEPT] = edge;
        size++;
        ready.raise();
    }
}
