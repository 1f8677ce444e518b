package dev.grandmaster.linux.phc;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.board.SteerableClock;
import dev.grandmaster.linux.ffi.Clocks;
import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.ffi.Ethtool;
import dev.grandmaster.linux.ffi.Files;
import dev.grandmaster.linux.ffi.Refusal;
import dev.grandmaster.linux.time.Era;
import dev.grandmaster.linux.time.Steering;
import org.jspecify.annotations.Nullable;

/**
 * A PTP hardware clock. It has no scale of its own: it counts what it was stepped to, which here is TAI.
 *
 * <p>One owner steers it; readings are safe from any thread. A clock that is unplugged answers null, NaN or {@code -ENODEV} from then
 * on.
 */
public final class Phc implements SteerableClock {

    private final String path;
    private final int fd;
    private final Arena arena = Arena.ofShared();
    private final PhcCaps caps;
    private final Steering steering;
    private final Comparison comparison;
    private final Era era = new Era();
    private double appliedPpb;
    private long eraStartNs = Long.MIN_VALUE;
    private long stepResidualNs;
    private boolean open = true;

    private Phc(String path, int fd) throws BoardException {
        this.path = path;
        this.fd = fd;
        try {
            this.caps = readCaps();
            if (caps.maxAdjustPpb() <= 0) {
                throw new BoardException(BoardException.Kind.UNSUITABLE,
                        path + " cannot be steered: its driver takes no frequency");
            }
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
        int fd = Files.open(path, Files.O_RDWR);
        if (fd < 0) {
            throw Refusal.of(path, fd);
        }
        int locked = Files.flock(fd, Files.LOCK_EX | Files.LOCK_NB);
        if (locked == -Errno.EAGAIN) {
            Files.close(fd);
            throw new BoardException(BoardException.Kind.BUSY, path + " is steered by another instance");
        }
        try {
            return new Phc(path, fd);
        } catch (BoardException refused) {
            Files.close(fd);
            throw refused;
        }
    }

    /**
     * Opens the clock that stamps the packets of a network interface.
     *
     * @throws BoardException when the interface is absent or has no clock, and as {@link #open(String)} does
     */
    public static Phc ofInterface(String networkInterface) throws BoardException {
        int index = Ethtool.timestampingInfo(networkInterface).phcIndex();
        if (index < 0) {
            throw new BoardException(BoardException.Kind.UNSUITABLE,
                    "interface " + networkInterface + " has no hardware clock");
        }
        return open("/dev/ptp" + index);
    }

    @Override
    public String name() {
        return path;
    }

    /** What the driver says that the clock can do. */
    public PhcCaps caps() {
        return caps;
    }

    /** The N of {@code /dev/ptpN}, to be compared with that of a network interface; -1 when the path has another form. */
    public int index() {
        String digits = path.replaceFirst("^/dev/ptp", "");
        return digits.matches("\\d{1,4}") ? Integer.parseInt(digits) : -1;
    }

    @Override
    public synchronized @Nullable CrossTimestamp read() {
        if (!open || comparison.read() < 0) {
            return null;
        }
        era.watch(comparison.clockNs(), comparison.monoNs(), comparison.windowNs(), Math.abs(appliedPpb));
        return new CrossTimestamp(comparison.clockNs(), comparison.monoNs(), comparison.windowNs(), era.count());
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
        return open ? steering.frequencyPpb() : Double.NaN;
    }

    @Override
    public synchronized double adjustFrequency(double ppb) {
        if (!open) {
            return Double.NaN;
        }
        read();
        double nowPpb = steering.adjustFrequency(ppb);
        if (!Double.isNaN(nowPpb)) {
            appliedPpb = nowPpb;
            read();
        }
        return nowPpb;
    }

    @Override
    public synchronized int step(long deltaNs) {
        if (!open) {
            return -Errno.EBADF;
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

    int descriptor() {
        return fd;
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
        MemorySegment answer = arena.allocate(PtpUapi.CLOCK_CAPS);
        int rc = Files.ioctl(fd, PtpUapi.CLOCK_GETCAPS, answer);
        if (rc < 0) {
            throw Refusal.of(path + " is no PTP clock", rc);
        }
        return new PhcCaps(caps(answer, "max_adj"), caps(answer, "n_ext_ts"), caps(answer, "n_per_out"),
                caps(answer, "n_pins"), caps(answer, "cross_timestamping") != 0);
    }

    private static int caps(MemorySegment answer, String name) {
        return PtpUapi.field(answer, PtpUapi.CLOCK_CAPS, name);
    }
}
