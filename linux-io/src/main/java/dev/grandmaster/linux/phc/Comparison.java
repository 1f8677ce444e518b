package dev.grandmaster.linux.phc;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import dev.grandmaster.linux.ffi.Clocks;
import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.ffi.Files;
import dev.grandmaster.linux.time.ClockPair;

/**
 * Reads a PTP clock beside CLOCK_MONOTONIC, by the best means its driver has. All means but one compare with CLOCK_REALTIME, which is
 * brought to the monotonic scale by a pair of readings before and after; a step of the system clock in between shows there and
 * spoils nothing but the one try. Owner: one {@link Phc}, under its lock.
 */
final class Comparison {

    /** From the best to the one that always works. */
    enum Means {
        /** Both clocks captured at one instant by hardware. */
        PRECISE,
        /** System readings right before and after the device's register, against CLOCK_MONOTONIC itself (Linux 6.12). */
        EXTENDED_MONOTONIC,
        /** As above, against CLOCK_REALTIME. */
        EXTENDED,
        /** System and device readings in turn. */
        PLAIN
    }

    private static final int SAMPLES = 5;
    private static final int TRIES = 3;
    /** Two pairs of readings that differ by more than their windows and this: somebody stepped the system clock between them. */
    private static final long SAME_NS = 1_000;

    private final int fd;
    private final MemorySegment precise;
    private final MemorySegment samples;
    private final ClockPair before;
    private final ClockPair after;
    private Means means = Means.PLAIN;
    private Means used = Means.PLAIN;
    private long clockNs;
    private long monoNs;
    private long windowNs;

    Comparison(int fd, Arena arena) {
        this.fd = fd;
        this.precise = arena.allocate(PtpUapi.SYS_OFFSET_PRECISE_STRUCT);
        this.samples = arena.allocate(PtpUapi.SYS_OFFSET_EXTENDED_STRUCT);
        this.before = new ClockPair(Clocks.CLOCK_REALTIME, arena);
        this.after = new ClockPair(Clocks.CLOCK_REALTIME, arena);
    }

    /** Finds the best means that works; {@code -errno} when not even the plain one does. */
    int choose(boolean hasPrecise) {
        int rc = -Errno.EOPNOTSUPP;
        for (Means candidate : Means.values()) {
            if (candidate == Means.PRECISE && !hasPrecise) {
                continue;
            }
            rc = read(candidate);
            if (rc >= 0) {
                means = candidate;
                return 0;
            }
        }
        return rc;
    }

    /** The means by which the last reading was made. */
    Means means() {
        return used;
    }

    /** Uses this means from now on, for tests of those that would not be chosen. */
    void use(Means chosen) {
        means = chosen;
    }

    /**
     * Reads both clocks: 0, or {@code -errno} and the last reading stays. Where the better means fails for once (a busy cross timestamping
     * unit does), the plain one serves.
     */
    int read() {
        int rc = read(means);
        return rc < 0 && rc != -Errno.ENODEV && means != Means.PLAIN ? read(Means.PLAIN) : rc;
    }

    private int read(Means by) {
        used = by;
        if (by == Means.EXTENDED_MONOTONIC) {
            return extended(Clocks.CLOCK_MONOTONIC);
        }
        int rc = -Errno.EAGAIN;
        for (int i = 0; i < TRIES && rc == -Errno.EAGAIN; i++) {
            rc = againstRealtime(by);
        }
        return rc;
    }

    /** The clock's reading, ns on its own scale. */
    long clockNs() {
        return clockNs;
    }

    /** The monotonic clock at that instant, ns. */
    long monoNs() {
        return monoNs;
    }

    /** How far the two may lie apart at most, ns. */
    long windowNs() {
        return windowNs;
    }

    private int againstRealtime(Means by) {
        before.read();
        int rc = switch (by) {
            case PRECISE -> precise();
            case EXTENDED, EXTENDED_MONOTONIC -> extended(Clocks.CLOCK_REALTIME);
            case PLAIN -> plain();
        };
        if (rc < 0) {
            return rc;
        }
        after.read();
        long movedNs = Math.abs(after.differenceNs() - before.differenceNs());
        if (movedNs > before.windowNs() + after.windowNs() + SAME_NS) {
            return -Errno.EAGAIN;
        }
        ClockPair better = after.windowNs() < before.windowNs() ? after : before;
        monoNs -= better.differenceNs();
        windowNs += better.windowNs();
        return 0;
    }

    private int precise() {
        int rc = Files.ioctl(fd, PtpUapi.SYS_OFFSET_PRECISE, precise);
        if (rc >= 0) {
            clockNs = PtpUapi.ns(precise, 0);
            monoNs = PtpUapi.ns(precise, PtpUapi.CLOCK_TIME_SIZE);
            windowNs = 0;
        }
        return rc;
    }

    private int extended(int systemClock) {
        samples.asSlice(0, PtpUapi.SAMPLES_AT).fill((byte) 0);
        samples.set(JAVA_INT, 0, SAMPLES);
        samples.set(JAVA_INT, 4, systemClock);
        int rc = Files.ioctl(fd, PtpUapi.SYS_OFFSET_EXTENDED, samples);
        return rc < 0 ? rc : tightest(3);
    }

    private int plain() {
        samples.asSlice(0, PtpUapi.SAMPLES_AT).fill((byte) 0);
        samples.set(JAVA_INT, 0, SAMPLES);
        int rc = Files.ioctl(fd, PtpUapi.SYS_OFFSET, samples);
        return rc < 0 ? rc : tightest(2);
    }

    /** Takes the sample whose two system readings are closest; samples follow each other {@code stride} readings apart. */
    private int tightest(int stride) {
        long tightestNs = Long.MAX_VALUE;
        for (int i = 0; i < SAMPLES; i++) {
            long at = PtpUapi.SAMPLES_AT + (long) i * stride * PtpUapi.CLOCK_TIME_SIZE;
            long systemNs = PtpUapi.ns(samples, at);
            long spanNs = PtpUapi.ns(samples, at + 2 * PtpUapi.CLOCK_TIME_SIZE) - systemNs;
            if (spanNs >= 0 && spanNs < tightestNs) {
                tightestNs = spanNs;
                clockNs = PtpUapi.ns(samples, at + PtpUapi.CLOCK_TIME_SIZE);
                monoNs = systemNs + spanNs / 2;
                windowNs = (spanNs + 1) / 2;
            }
        }
        return tightestNs == Long.MAX_VALUE ? -Errno.EAGAIN : 0;
    }
}
