package dev.grandmaster.linux.board;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.Follower;
import dev.grandmaster.board.SteerableClock;
import dev.grandmaster.linux.time.SystemClock;
import dev.grandmaster.time.UtcStatus;

/**
 * The host's own clock, kept on the disciplined one. It is left alone while another program that keeps clocks runs, and for good once
 * somebody else has changed its frequency under our hands. The kernel is told that it is synchronised only while it is.
 */
final class KeptSystemClock implements Follower {

    /** So far it is slewed, at 500 ppm at most: 1 s in half an hour. A host's programs like a slew better than a step. */
    private static final double STEP_NS = 10_000_000;
    private static final double NS_PER_US = 1e3;
    /** Names as /proc/N/comm has them, 15 characters at most. */
    private static final Set<String> KEEPERS = Set.of("chronyd", "ntpd", "ntpsec", "openntpd", "systemd-timesyn",
            "phc2sys", "timemaster");
    private static final int LOOK_EVERY = 10;

    private final SystemClock clock;
    private final Path processes;
    private volatile String refusal = "";
    private int looks;
    private boolean meddled;

    /** @param processes {@code /proc} */
    KeptSystemClock(SystemClock clock, Path processes) {
        this.clock = clock;
        this.processes = processes;
        look();
    }

    /**
     * Takes the system clock.
     *
     * @throws BoardException as {@link SystemClock#open} does
     */
    static KeptSystemClock open(Path lockFile) throws BoardException {
        return new KeptSystemClock(SystemClock.open(lockFile), Path.of("/proc"));
    }

    @Override
    public SteerableClock clock() {
        return clock;
    }

    @Override
    public double stepNs() {
        return STEP_NS;
    }

    @Override
    public boolean needsUtc() {
        return true;
    }

    @Override
    public String refusal() {
        return refusal;
    }

    @Override
    public void within(double errorNs) {
        meddled |= clock.meddled();
        if (looks++ % LOOK_EVERY == 0 || meddled) {
            look();
        }
        if (refusal.isEmpty()) {
            clock.claim(Double.isFinite(errorNs) ? (long) Math.ceil(errorNs / NS_PER_US) : -1);
        }
    }

    /** Tells the kernel TAI - UTC and coming leap seconds, where they are known and the clock is ours to tell. */
    void follow(UtcStatus status, long taiNs) {
        if (refusal.isEmpty() && status.validAt(taiNs)) {
            clock.follow(status);
        }
    }

    /** What the operator should know; empty where all is well. */
    String trouble() {
        return refusal;
    }

    private void look() {
        String keeper = keeper();
        if (!keeper.isEmpty()) {
            refusal = "the system clock is left alone: " + keeper + " keeps it";
        } else {
            refusal = meddled ? "the system clock is left alone: somebody else changed its frequency" : "";
        }
    }

    private String keeper() {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(processes, "[0-9]*")) {
            for (Path process : all) {
                String name = name(process);
                if (KEEPERS.contains(name)) {
                    return name;
                }
            }
        } catch (IOException untold) {
            return "";
        }
        return "";
    }

    private static String name(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip();
        } catch (IOException gone) {
            return "";
        }
    }

    void close() {
        if (refusal.isEmpty()) {
            clock.claim(-1);
        }
        clock.close();
    }
}
