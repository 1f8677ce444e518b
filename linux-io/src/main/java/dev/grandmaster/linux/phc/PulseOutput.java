package dev.grandmaster.linux.phc;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.board.Output;
import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.ffi.Files;
import dev.grandmaster.linux.ffi.Refusal;
import dev.grandmaster.linux.ffi.Timespec;

/**
 * A pulse per second that a PTP clock puts out on a pin of its own (PEROUT). Its edge begins each second of the clock, which counts TAI; the
 * seconds of TAI and UTC begin together. Owner: one thread.
 *
 * <p>The card only compares its counter with a time it was given, so a pulse that was begun before a step of the clock, or on a card that
 * was reset, is where it should not be: it is begun anew then.
 */
public final class PulseOutput implements Output, AutoCloseable {

    private static final long NS = Timespec.NANOS_PER_SECOND;
    /** The card is given a second that it can still reach, whatever holds us up on the way to it. */
    private static final int SECONDS_AHEAD = 2;

    private final Phc phc;
    private final Wiring wiring;
    private final Shows shows;
    private int runsInEra;
    private int runsInOpening;
    private boolean runs;

    /**
     * How the pulse leaves.
     *
     * @param channel the clock's PEROUT channel, from 0
     * @param pin     to connect to it; -1 where the card has fixed pins or the pin is set up already
     * @param widthNs how long the pulse is, where the driver lets us choose: others make it half a second
     * @param aheadNs by how much the edge leaves before the second, ns: the delay of the cable behind it
     */
    public record Wiring(int channel, int pin, long widthNs, long aheadNs) {
    }

    private PulseOutput(Phc phc, Wiring wiring, Shows shows) {
        this.phc = phc;
        this.wiring = wiring;
        this.shows = shows;
    }

    /**
     * Sets up the pin; the pulse does not run yet.
     *
     * @throws BoardException when the clock has no such channel or pin, or refuses
     */
    public static PulseOutput open(Phc phc, Wiring wiring, Shows shows) throws BoardException {
        PhcCaps caps = phc.caps();
        String what = phc.name() + " output channel " + wiring.channel();
        if (wiring.channel() >= caps.periodicOutputs()) {
            throw new BoardException(BoardException.Kind.UNSUITABLE,
                    what + ": the clock has " + caps.periodicOutputs() + " outputs");
        }
        PulseOutput output = new PulseOutput(phc, wiring, shows);
        int rc = output.connect();
        if (rc < 0) {
            throw Refusal.of(what + " on pin " + wiring.pin(), rc, "the clock has " + caps.pins() + " pins");
        }
        output.request(0);
        return output;
    }

    @Override
    public String name() {
        return phc.name() + " output " + wiring.channel();
    }

    @Override
    public Shows shows() {
        return shows;
    }

    @Override
    public int set(boolean on) {
        if (!on) {
            int rc = runs && phc.present() ? request(0) : 0;
            runs = false;
            return rc;
        }
        if (!phc.present()) {
            return -Errno.ENODEV;
        }
        if (runs && runsInEra == phc.era() && runsInOpening == phc.openings()) {
            return 0;
        }
        runs = false;
        int opening = phc.openings();
        int rc = opening == runsInOpening ? 0 : connect();
        CrossTimestamp now = phc.read();
        if (rc < 0 || now == null) {
            return rc < 0 ? rc : -Errno.ENODEV;
        }
        rc = request((Math.floorDiv(now.clockNs(), NS) + SECONDS_AHEAD) * NS - wiring.aheadNs());
        if (rc >= 0) {
            runs = true;
            runsInEra = now.era();
            runsInOpening = opening;
        }
        return Math.min(0, rc);
    }

    private int connect() {
        runsInOpening = phc.openings();
        return wiring.pin() >= 0 && phc.caps().pins() > 0
                ? Math.min(0, phc.pin(wiring.pin(), PtpUapi.PIN_PEROUT, wiring.channel()))
                : 0;
    }

    /**
     * Begins the pulse at a time of the clock, ns; zero ends it. Asks for the width where the driver knows widths, without where it does not, and
     * as old kernels want it where that is not understood either.
     */
    private int request(long startNs) {
        int rc = request(PtpUapi.PEROUT_REQUEST2, startNs, startNs == 0 ? 0 : PtpUapi.PEROUT_DUTY_CYCLE);
        if (rc == -Errno.EOPNOTSUPP || rc == -Errno.EINVAL || rc == -Errno.ENOTTY) {
            rc = request(PtpUapi.PEROUT_REQUEST2, startNs, 0);
        }
        return rc == -Errno.ENOTTY || rc == -Errno.EINVAL ? request(PtpUapi.PEROUT_REQUEST, startNs, 0) : rc;
    }

    private int request(long code, long startNs, int flags) {
        try (Arena once = Arena.ofConfined()) {
            MemorySegment request = once.allocate(PtpUapi.PEROUT_REQUEST_STRUCT);
            if (startNs != 0) {
                set(request, "start", startNs);
                set(request, "period", NS);
            }
            request.set(JAVA_INT, PtpUapi.at(PtpUapi.PEROUT_REQUEST_STRUCT, "index"), wiring.channel());
            request.set(JAVA_INT, PtpUapi.at(PtpUapi.PEROUT_REQUEST_STRUCT, "flags"), flags);
            if ((flags & PtpUapi.PEROUT_DUTY_CYCLE) != 0) {
                set(request, "on", wiring.widthNs());
            }
            return Files.ioctl(phc.descriptor(), code, request);
        }
    }

    private static void set(MemorySegment request, String field, long ns) {
        long at = PtpUapi.at(PtpUapi.PEROUT_REQUEST_STRUCT, field);
        request.set(JAVA_LONG, at, Math.floorDiv(ns, NS));
        request.set(JAVA_INT, at + 8, (int) Math.floorMod(ns, NS));
    }

    /** Ends the pulse: nobody vouches for the clock any more. */
    @Override
    public void close() {
        set(false);
    }
}
