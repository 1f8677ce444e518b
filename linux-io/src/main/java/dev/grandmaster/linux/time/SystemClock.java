package dev.grandmaster.linux.time;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.board.SteerableClock;
import dev.grandmaster.linux.ffi.Clocks;
import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.ffi.Timex;
import dev.grandmaster.time.UtcStatus;
import org.jspecify.annotations.Nullable;

/**
 * The system clock as a clock that is steered, on the scale of CLOCK_TAI.
 *
 * <p>The kernel keeps CLOCK_TAI as CLOCK_REALTIME plus an offset of whole seconds that somebody must have told it, and which it
 * changes itself in the instant of a leap second; so the offset lives there and not here, where the two could not change at once.
 * Until {@link #follow} is called it may be zero, and the clock then counts UTC.
 *
 * <p>The slope against the monotonic clock is always one: steering turns both. One owner steers; readings are safe from any thread.
 */
public final class SystemClock implements SteerableClock {

    /** The kernel's own limit, 500 ppm (linux/timex.h, MAXFREQ). */
    private static final double MAX_PPB = 500_000;
    /** linux/capability.h: number 25. */
    private static final long CAP_SYS_TIME = 1L << 25;
    private static final int LEAP_BITS = Timex.STA_INS | Timex.STA_DEL;
    /** This close to a leap second the kernel's offset may be the old or the new one. */
    private static final long AROUND_LEAP_NS = 2_000_000_000;

    private final FileChannel lockChannel;
    private final Arena arena = Arena.ofShared();
    private final Steering steering = new Steering(Clocks.CLOCK_REALTIME, MAX_PPB, arena);
    private final ClockPair pair = new ClockPair(Clocks.CLOCK_TAI, arena);
    private final MemorySegment timex = arena.allocate(Timex.LAYOUT);
    private final Era era = new Era();
    /** Frequencies are read back as they were set, but for the kernel's step of 2^-16 ppm. */
    private static final double SAME_PPB = 0.1;

    private boolean open = true;
    private double appliedPpb = Double.NaN;
    private boolean meddled;

    private SystemClock(FileChannel lockChannel) {
        this.lockChannel = lockChannel;
    }

    /**
     * Takes the system clock. Nothing is changed yet.
     *
     * @param lockFile made if need be; whoever steers the system clock locks it
     * @throws BoardException when the process may not steer it, another instance holds the lock, or the file cannot be made
     */
    public static SystemClock open(Path lockFile) throws BoardException {
        if (!maySteer()) {
            throw new BoardException(BoardException.Kind.FORBIDDEN,
                    "the system clock may not be steered by this process; it needs CAP_SYS_TIME");
        }
        FileChannel channel = null;
        try {
            Files.createDirectories(lockFile.toAbsolutePath().getParent());
            channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new SystemClock(channel);
            }
        } catch (OverlappingFileLockException heldByOurselves) {
            // the same answer as for another process, below
        } catch (IOException refused) {
            throw new BoardException(BoardException.Kind.FORBIDDEN,
                    "the system clock's lock file " + lockFile + " cannot be opened: "
                            + refused.getClass().getSimpleName());
        }
        closeQuietly(channel);
        throw new BoardException(BoardException.Kind.BUSY,
                "the system clock is steered by another instance (" + lockFile + ")");
    }

    @Override
    public String name() {
        return "system clock";
    }

    @Override
    public synchronized @Nullable CrossTimestamp read() {
        if (!open || pair.read() < 0) {
            return null;
        }
        long clockNs = pair.monoNs() + pair.differenceNs();
        era.watch(clockNs, pair.monoNs(), pair.windowNs(), 0);
        return new CrossTimestamp(clockNs, pair.monoNs(), pair.windowNs(), era.count());
    }

    @Override
    public double maxFrequencyPpb() {
        return MAX_PPB;
    }

    @Override
    public synchronized double frequencyPpb() {
        return open ? steering.frequencyPpb() : Double.NaN;
    }

    @Override
    public synchronized double adjustFrequency(double ppb) {
        if (!open) {
            return Double.NaN;
        }
        meddled = !Double.isNaN(appliedPpb) && Math.abs(steering.frequencyPpb() - appliedPpb) > SAME_PPB;
        appliedPpb = steering.adjustFrequency(ppb);
        return appliedPpb;
    }

    @Override
    public synchronized int step(long deltaNs) {
        if (!open) {
            return -Errno.EBADF;
        }
        int rc = steering.step(deltaNs);
        if (rc >= 0) {
            era.begin();
        }
        return rc;
    }

    /**
     * Tells the kernel what is known of UTC: TAI - UTC, and a leap second in the 12 hours before it, which the kernel then carries out
     * itself, so that this clock goes on and CLOCK_REALTIME repeats or leaves out a second. Does nothing when the kernel knows it all;
     * meant to be called about once a second. Where the offset was another one, this clock jumps by the difference and a new era begins,
     * because CLOCK_REALTIME stays.
     *
     * @return 0 or {@code -errno}
     */
    public synchronized int follow(UtcStatus status) {
        CrossTimestamp now = read();
        if (now == null) {
            return -Errno.EBADF;
        }
        if (Math.abs(now.clockNs() - status.leapTaiNs()) < AROUND_LEAP_NS) {
            return 0; // the kernel is about to do it, at its next tick
        }
        int rc = arm(
                status.leap61At(now.clockNs()) ? Timex.STA_INS : status.leap59At(now.clockNs()) ? Timex.STA_DEL : 0);
        return rc < 0 ? rc : offset(status.offsetAt(now.clockNs()));
    }

    /** Whether somebody else had changed the frequency when it was last set. */
    public synchronized boolean meddled() {
        return meddled;
    }

    /**
     * Tells the kernel, and by it every program that asks, how true the system clock is (adjtimex(2): STA_UNSYNC, maxerror, esterror).
     *
     * @param errorUs at most so far off, us; negative: nobody vouches for it any more
     * @return 0 or {@code -errno}
     */
    public synchronized int claim(long errorUs) {
        int rc = open ? query() : -Errno.EBADF;
        if (rc < 0) {
            return rc;
        }
        int status = timex.get(JAVA_INT, Timex.STATUS);
        boolean unsynchronised = errorUs < 0;
        if (unsynchronised && (status & Timex.STA_UNSYNC) != 0) {
            return 0;
        }
        timex.fill((byte) 0);
        timex.set(JAVA_INT, Timex.MODES,
                Timex.ADJ_STATUS | (unsynchronised ? 0 : Timex.ADJ_MAXERROR | Timex.ADJ_ESTERROR));
        timex.set(JAVA_INT, Timex.STATUS,
                (status & ~(Timex.STA_UNSYNC | Timex.STA_PLL)) | (unsynchronised ? Timex.STA_UNSYNC : 0));
        timex.set(JAVA_LONG, Timex.MAXERROR, errorUs);
        timex.set(JAVA_LONG, Timex.ESTERROR, errorUs);
        return Math.min(0, Clocks.adjtime(Clocks.CLOCK_REALTIME, timex));
    }

    /** What the kernel says of the system clock: the largest error, us, as it grows since the last {@link #claim}; -1 where nobody vouches for it. */
    public synchronized long claimedUs() {
        return !open || query() < 0 || (timex.get(JAVA_INT, Timex.STATUS) & Timex.STA_UNSYNC) != 0
                ? -1
                : timex.get(JAVA_LONG, Timex.MAXERROR);
    }

    /** TAI - UTC as the kernel has it, seconds; 0 where nobody has told it yet. */
    public synchronized int utcOffset() {
        return !open || query() < 0 ? 0 : timex.get(JAVA_INT, Timex.TAI);
    }

    @Override
    public int era() {
        return era.count();
    }

    @Override
    public synchronized void close() {
        if (open) {
            open = false;
            arena.close();
            closeQuietly(lockChannel);
        }
    }

    private int arm(int wanted) {
        int rc = query();
        int status = timex.get(JAVA_INT, Timex.STATUS);
        if (rc < 0 || (status & LEAP_BITS) == wanted) {
            return Math.min(0, rc);
        }
        timex.fill((byte) 0);
        timex.set(JAVA_INT, Timex.MODES, Timex.ADJ_STATUS);
        timex.set(JAVA_INT, Timex.STATUS, (status & ~LEAP_BITS) | wanted);
        return Math.min(0, Clocks.adjtime(Clocks.CLOCK_REALTIME, timex));
    }

    private int offset(int seconds) {
        int rc = query();
        if (rc < 0 || timex.get(JAVA_INT, Timex.TAI) == seconds) {
            return Math.min(0, rc);
        }
        timex.fill((byte) 0);
        timex.set(JAVA_INT, Timex.MODES, Timex.ADJ_TAI);
        // The kernel takes the new offset from the member `constant` and shows it in `tai` (clock_adjtime(2), ADJ_TAI).
        timex.set(JAVA_LONG, Timex.CONSTANT, seconds);
        rc = Clocks.adjtime(Clocks.CLOCK_REALTIME, timex);
        if (rc >= 0) {
            era.begin();
        }
        return Math.min(0, rc);
    }

    private int query() {
        timex.fill((byte) 0);
        return Clocks.adjtime(Clocks.CLOCK_REALTIME, timex);
    }

    /** Looks for CAP_SYS_TIME among the effective capabilities (proc(5)), since trying would already be steering. */
    private static boolean maySteer() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("CapEff:"))
                    .allMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & CAP_SYS_TIME) != 0);
        } catch (IOException | NumberFormatException untold) {
            return true;
        }
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException ignored) {
                // the lock goes with the process at the latest
            }
        }
    }
}
