package dev.grandmaster.linux.phc;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.board.SteerableClock;
import dev.grandmaster.linux.ffi.Clocks;
import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.ffi.Ethtool;
import dev.grandmaster.linux.ffi.Files;
import dev.grandmaster.linux.ffi.Refusal;
import dev.grandmaster.linux.time.ClockPair;
import dev.grandmaster.linux.time.Era;
import dev.grandmaster.linux.time.LinuxMonotonic;
import dev.grandmaster.linux.time.Steering;
import dev.grandmaster.linux.time.StepWatch;
import org.jspecify.annotations.Nullable;

/**
 * A PTP hardware clock. It has no scale of its own: it counts what it was stepped to, which here is TAI.
 *
 * <p>One owner steers it; readings are safe from any thread. A clock that is unplugged, or whose driver fails, is let go at once, so that
 * its number becomes free, and looked for twice a second by whoever reads it; when it is back it begins a new era. Until then it answers
 * null, NaN or {@code -errno}.
 */
public final class Phc implements SteerableClock {

    /** Where a clock is to be found now. */
    private interface Whereabouts {
        String path() throws BoardException;
    }

    /** How often a clock that is gone is looked for, ns. */
    private static final long LOOK_NS = 500_000_000;
    /** A driver that fails so often in turn is opened anew: a second of failures, or less. */
    private static final int MOST_FAILURES = 10;
    /** Frequencies are read back as they were set, but for the kernel's step of 2^-16 ppm. */
    private static final double SAME_PPB = 0.1;
    private static final String NOTHING = "/dev/null";

    private final Whereabouts whereabouts;
    private volatile String path;
    private volatile int index;
    private final int fd;
    private final Arena arena = Arena.ofShared();
    private final LinuxMonotonic monotonic = new LinuxMonotonic();
    private volatile PhcCaps caps;
    private final Steering steering;
    private final Comparison comparison;
    private final Era era = new Era();
    private final StepWatch steps = new StepWatch();
    private final ClockPair raw = new ClockPair(Clocks.CLOCK_MONOTONIC_RAW, arena);
    private int watchedEra;
    private double appliedPpb;
    private long eraStartNs = Long.MIN_VALUE;
    private long stepResidualNs;
    private boolean open = true;
    private volatile boolean gone;
    private final AtomicInteger openings = new AtomicInteger(1);
    private int failures;
    private volatile boolean meddled;
    private long nextLookNs;

    private Phc(Whereabouts whereabouts, String path, int fd) throws BoardException {
        this.whereabouts = whereabouts;
        this.path = path;
        this.index = numberIn(path);
        this.fd = fd;
        try {
            this.caps = readCaps();
            this.steering = new Steering(Clocks.dynamicId(fd), caps.maxAdjustPpb(), arena);
            this.comparison = new Comparison(fd, arena);
            int rc = comparison.choose(caps.precise());
            if (rc < 0) {
                throw Refusal.of(path + " cannot be compared with the system clock", rc);
            }
            double inForcePpb = steering.frequencyPpb();
            this.appliedPpb = Double.isNaN(inForcePpb) ? 0 : inForcePpb;
        } catch (BoardException refused) {
            arena.close();
            throw refused;
        }
    }

    /**
     * Opens {@code /dev/ptpN} and takes its lock.
     *
     * @throws BoardException in one line: absent, not permitted, held by another instance, or not a PTP clock
     */
    public static Phc open(String path) throws BoardException {
        return open(() -> path);
    }

    /**
     * Opens the clock that stamps the packets of a network interface.
     *
     * @throws BoardException when the interface is absent or has no clock, and as {@link #open(String)} does
     */
    public static Phc ofInterface(String networkInterface) throws BoardException {
        return open(() -> {
            int index = Ethtool.timestampingInfo(networkInterface).phcIndex();
            if (index < 0) {
                throw new BoardException(BoardException.Kind.UNSUITABLE,
                        "interface " + networkInterface + " has no hardware clock");
            }
            return "/dev/ptp" + index;
        });
    }

    /** The N of the {@code /dev/ptpN} that stamps the packets of a network interface; -1 where it has none, or is not there. */
    public static int indexOf(String networkInterface) {
        try {
            return Ethtool.timestampingInfo(networkInterface).phcIndex();
        } catch (BoardException absent) {
            return -1;
        }
    }

    private static Phc open(Whereabouts whereabouts) throws BoardException {
        String path = whereabouts.path();
        int fd = openLocked(path);
        try {
            return new Phc(whereabouts, path, fd);
        } catch (BoardException refused) {
            Files.close(fd);
            throw refused;
        }
    }

    private static int openLocked(String path) throws BoardException {
        int fd = Files.open(path, Files.O_RDWR);
        if (fd < 0) {
            throw Refusal.of(path, fd);
        }
        if (Files.flock(fd, Files.LOCK_EX | Files.LOCK_NB) == -Errno.EAGAIN) {
            Files.close(fd);
            throw new BoardException(BoardException.Kind.BUSY, path + " is steered by another instance");
        }
        return fd;
    }

    @Override
    public String name() {
        return path;
    }

    /** What the driver says that the clock can do. */
    public PhcCaps caps() {
        return caps;
    }

    /** The N of {@code /dev/ptpN}, to be compared with that of a network interface; -1 when the path has another form, and while the clock is gone. */
    public int index() {
        return gone ? -1 : index;
    }

    @Override
    public synchronized @Nullable CrossTimestamp read() {
        if (!open || (gone && !isBack())) {
            return null;
        }
        int rc = comparison.read();
        if (rc < 0) {
            failures++;
            if (rc == -Errno.ENODEV || failures >= MOST_FAILURES) {
                letGo();
            }
            return null;
        }
        failures = 0;
        era.watch(comparison.clockNs(), comparison.monoNs(), comparison.windowNs(), Math.abs(appliedPpb));
        watchSteps();
        return new CrossTimestamp(comparison.clockNs(), comparison.monoNs(), comparison.windowNs(), era.count());
    }

    /** A step that is small beside what the crystals may be off still begins an era where it shows against the unsteered clock. */
    private void watchSteps() {
        if (era.count() != watchedEra) {
            watchedEra = era.count();
            steps.skip();
        }
        if (raw.read() >= 0 && steps.isStepped(comparison.clockNs(), comparison.monoNs() + raw.differenceNs(),
                comparison.windowNs() + raw.windowNs(), appliedPpb)) {
            era.begin();
            watchedEra = era.count();
        }
    }

    /** The means by which the last {@link #read()} compared the clocks. */
    public synchronized String means() {
        return comparison.means().name();
    }

    @Override
    public double maxFrequencyPpb() {
        return caps.maxAdjustPpb();
    }

    @Override
    public synchronized double frequencyPpb() {
        return open && !gone ? steering.frequencyPpb() : Double.NaN;
    }

    @Override
    public synchronized double adjustFrequency(double ppb) {
        if (!open || gone || read() == null) {
            return Double.NaN;
        }
        meddled = Math.abs(steering.frequencyPpb() - appliedPpb) > SAME_PPB;
        double nowPpb = steering.adjustFrequency(ppb);
        if (!Double.isNaN(nowPpb)) {
            appliedPpb = nowPpb;
            read();
        }
        return nowPpb;
    }

    @Override
    public synchronized int step(long deltaNs) {
        if (!open || gone) {
            return open ? -Errno.ENODEV : -Errno.EBADF;
        }
        boolean known = comparison.read() >= 0;
        long aheadNs = comparison.clockNs() - comparison.monoNs();
        int rc = steering.step(deltaNs);
        if (rc < 0) {
            return rc;
        }
        era.begin();
        if (comparison.read() >= 0) {
            eraStartNs = comparison.clockNs();
            stepResidualNs = known ? comparison.clockNs() - comparison.monoNs() - aheadNs - deltaNs : 0;
        }
        return 0;
    }

    /**
     * What the last step did beyond what it was asked to, ns: a driver that reads, adds and writes loses the time in between (negative).
     * Known as well as two cross timestamps are; zero before the first step.
     */
    public synchronized long stepResidualNs() {
        return stepResidualNs;
    }

    @Override
    public int era() {
        return era.count();
    }

    /** The clock's reading right after its last step, ns; an edge stamped earlier belongs to an older era. */
    synchronized long eraStartNs() {
        return eraStartNs;
    }

    /**
     * Gives a pin its function.
     *
     * @param pin 0 .. {@link PhcCaps#pins()} - 1
     * @param function PIN_NONE, PIN_EXTTS or PIN_PEROUT of {@link PtpUapi}
     * @param channel which of the clock's channels for that function
     * @return 0 or {@code -errno}
     */
    int pin(int pin, int function, int channel) {
        try (Arena once = Arena.ofConfined()) {
            MemorySegment description = once.allocate(PtpUapi.PIN_DESC);
            description.set(JAVA_INT, PtpUapi.at(PtpUapi.PIN_DESC, "index"), pin);
            description.set(JAVA_INT, PtpUapi.at(PtpUapi.PIN_DESC, "func"), function);
            description.set(JAVA_INT, PtpUapi.at(PtpUapi.PIN_DESC, "chan"), channel);
            return Files.ioctl(fd, PtpUapi.PIN_SETFUNC, description);
        }
    }

    /** The driver's name of a pin, such as SDP0; empty where it has none. */
    public String pinName(int pin) {
        try (Arena once = Arena.ofConfined()) {
            MemorySegment description = once.allocate(PtpUapi.PIN_DESC);
            description.set(JAVA_INT, PtpUapi.at(PtpUapi.PIN_DESC, "index"), pin);
            int rc = Files.ioctl(fd, PtpUapi.PIN_GETFUNC, description);
            // The kernel ends the name with a zero; should a driver not, the zero index word behind it would.
            description.set(JAVA_BYTE, 63, (byte) 0);
            return rc < 0 ? "" : description.getString(0);
        }
    }

    /** The device; -1 while it is gone, since nothing can be waited for then. */
    int descriptor() {
        return gone ? -1 : fd;
    }

    /** Counts how often the device was opened: what was asked of it before has to be asked again. */
    int openings() {
        return openings.get();
    }

    /** Why this clock is of no use, or is in other hands beside ours; empty while all is well. */
    public String trouble() {
        if (gone) {
            return path + " is gone or fails; it is looked for twice a second";
        }
        return meddled ? "somebody else changes the frequency of " + path : "";
    }

    /** Whether the device is open. */
    public boolean present() {
        return !gone;
    }

    private static int numberIn(String path) {
        String digits = path.replaceFirst("^/dev/ptp", "");
        return digits.matches("\\d{1,4}") ? Integer.parseInt(digits) : -1;
    }

    /** Lets go of a device that fails, or else the kernel could not give its number to the one that comes back. */
    private void letGo() {
        gone = true;
        nextLookNs = monotonic.nowNs();
        int nothing = Files.open(NOTHING, Files.O_RDWR);
        if (nothing >= 0) {
            Files.replace(fd, nothing);
        }
    }

    private boolean isBack() {
        long nowNs = monotonic.nowNs();
        if (nowNs - nextLookNs < 0) {
            return false;
        }
        nextLookNs = nowNs + LOOK_NS;
        try {
            String newPath = whereabouts.path();
            int replaced = Files.replace(fd, openLocked(newPath));
            path = newPath;
            index = numberIn(newPath);
            caps = readCaps();
            int rc = comparison.choose(caps.precise());
            if (replaced < 0 || rc < 0) {
                letGo();
                nextLookNs = nowNs + LOOK_NS;
                return false;
            }
        } catch (BoardException notYet) {
            return false;
        }
        appliedPpb = steering.frequencyPpb();
        steps.forget();
        eraStartNs = Long.MIN_VALUE;
        era.begin();
        openings.incrementAndGet();
        failures = 0;
        gone = false;
        return true;
    }

    /** For tests: compares by this means from now on. */
    synchronized void compareBy(Comparison.Means means) {
        comparison.use(means);
    }

    @Override
    public synchronized void close() {
        if (open) {
            open = false;
            Files.close(fd);
            arena.close();
        }
    }

    private PhcCaps readCaps() throws BoardException {
        try (Arena once = Arena.ofConfined()) {
            return readCaps(once.allocate(PtpUapi.CLOCK_CAPS));
        }
    }

    private PhcCaps readCaps(MemorySegment answer) throws BoardException {
        int rc = Files.ioctl(fd, PtpUapi.CLOCK_GETCAPS, answer);
        if (rc < 0) {
            throw Refusal.of(path + " is no PTP clock", rc);
        }
        if (caps(answer, "max_adj") <= 0) {
            throw new BoardException(BoardException.Kind.UNSUITABLE,
                    path + " cannot be steered: its driver takes no frequency");
        }
        return new PhcCaps(caps(answer, "max_adj"), caps(answer, "n_ext_ts"), caps(answer, "n_per_out"),
                caps(answer, "n_pins"), caps(answer, "cross_timestamping") != 0);
    }

    private static int caps(MemorySegment answer, String name) {
        return PtpUapi.field(answer, PtpUapi.CLOCK_CAPS, name);
    }
}
