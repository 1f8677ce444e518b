package dev.grandmaster.linux.phc;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ArrayBlockingQueue;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.board.Edge;
import dev.grandmaster.board.PpsInput;
import dev.grandmaster.linux.ffi.Files;
import dev.grandmaster.linux.ffi.Refusal;
import dev.grandmaster.linux.ffi.Timespec;
import dev.grandmaster.linux.time.LinuxMonotonic;
import org.jspecify.annotations.Nullable;

/**
 * Edges that a PTP clock stamps on an input of its own (EXTTS). Owner: the discipline agent, one thread.
 *
 * <p>After a step the kernel may still hold edges of the old era. A stamp that lies before the reading right after the step, or in
 * the future, is one of them and is dropped.
 *
 * <p>Some drivers stamp both edges whatever is asked for (i210). Then the edge that comes less than half a second after another one is
 * taken for the end of the pulse and passed over; a pulse must be shorter than that.
 *
 * <p>A card that is reset forgets what was asked of it, and one that comes back never knew: the channel is asked for again when the clock
 * was opened anew, and every two seconds while no edge comes.
 */
public final class ExternalStamps implements PpsInput {

    /** Which edge of the pulse is the second. */
    public enum Polarity {
        RISING(PtpUapi.RISING_EDGE), FALLING(PtpUapi.FALLING_EDGE);

        private final int flag;

        Polarity(int flag) {
            this.flag = flag;
        }
    }

    private static final int BATCH = 8;
    /** Where both edges are stamped, the one that follows the other within this time ends the pulse. */
    private static final long LONGEST_PULSE_NS = 500_000_000;
    /** A stamp may seem to lie in the future by the cross timestamp's window and the clock's own reading error, ns. */
    private static final long FUTURE_NS = 10_000;
    /** A good card's stamp is known to its register's step and the pin's delay, ns. */
    private static final double STAMP_UNCERTAINTY_NS = 10;

    /** Without an edge for so long the channel is asked for again, ns. */
    private static final long AGAIN_NS = 2_000_000_000;

    /** Edges of a second channel that wait to be taken. */
    private static final int TAPPED = 16;

    private final Phc phc;
    private final Channel own;
    private final LinuxMonotonic monotonic = new LinuxMonotonic();
    private final Arena arena = Arena.ofShared();
    private final MemorySegment events = arena.allocate(PtpUapi.EXTTS_EVENT.byteSize() * BATCH, 8);
    private final MemorySegment poll = arena.allocate(Files.POLLFD);
    private final MemorySegment atOnce = arena.allocate(Timespec.LAYOUT);
    private volatile @Nullable Tap tap;
    private int count;
    private int next;
    private boolean open = true;

    /** What was asked for when this was opened. */
    private record Wanted(int channel, int pin, Polarity polarity, boolean strict) {
    }

    private ExternalStamps(Phc phc, Wanted wanted) throws BoardException {
        this.phc = phc;
        this.own = new Channel(wanted);
        poll.set(JAVA_INT, Files.POLLFD_FD, phc.descriptor());
        poll.set(JAVA_SHORT, Files.POLLFD_EVENTS, Files.POLLIN);
        drain();
    }

    /**
     * Enables a channel. Must be called, and the edges be polled, by one thread.
     *
     * @param channel the clock's EXTTS channel, from 0
     * @param pin the pin to connect to it; -1 where the card has fixed pins or the pin is set up already
     * @param polarity which edge
     * @throws BoardException when the clock has no such channel or pin, or refuses
     */
    public static ExternalStamps open(Phc phc, int channel, int pin, Polarity polarity) throws BoardException {
        return open(phc, channel, pin, polarity, true);
    }

    /** As above; without {@code strict} the old request alone is made, as on a driver that knows no other. */
    static ExternalStamps open(Phc phc, int channel, int pin, Polarity polarity, boolean strict) throws BoardException {
        return new ExternalStamps(phc, new Wanted(channel, pin, polarity, strict));
    }

    /**
     * Enables another channel of the same clock, once. A kernel before 6.7 hands the edges of all channels to whoever reads first, so they
     * are read here alone: those of the other channel come while this one is polled. The tap may be polled by another thread.
     *
     * @throws BoardException as for the first
     */
    public PpsInput tap(int otherChannel, int pin, Polarity polarity) throws BoardException {
        Tap opened = new Tap(new Channel(new Wanted(otherChannel, pin, polarity, true)));
        tap = opened;
        return opened;
    }

    /** Connects the pin and asks for the channel; returns whether one edge alone was promised. */
    private static boolean enable(Phc phc, Wanted wanted) throws BoardException {
        PhcCaps caps = phc.caps();
        int channel = wanted.channel();
        String what = phc.name() + " input channel " + channel;
        if (channel >= caps.externalStamps()) {
            throw new BoardException(BoardException.Kind.UNSUITABLE,
                    what + ": the clock has " + caps.externalStamps() + " inputs");
        }
        if (wanted.pin() >= 0 && caps.pins() > 0) {
            int rc = phc.pin(wanted.pin(), PtpUapi.PIN_EXTTS, channel);
            if (rc < 0) {
                throw Refusal.of(what + " on pin " + wanted.pin(), rc, "the clock has " + caps.pins() + " pins");
            }
        }
        int edge = PtpUapi.ENABLE_FEATURE | wanted.polarity().flag;
        if (wanted.strict()
                && request(phc, PtpUapi.EXTTS_REQUEST2, channel, edge | PtpUapi.STRICT_FLAGS) >= 0) {
            return true;
        }
        int loose = request(phc, PtpUapi.EXTTS_REQUEST, channel, edge);
        if (loose < 0) {
            throw Refusal.of(what, loose);
        }
        return false;
    }

    @Override
    public String name() {
        return own.name();
    }

    /** True when the driver promises to stamp the wanted edge alone; an older or simpler one may stamp both. */
    public boolean oneEdgeOnly() {
        return own.oneEdgeOnly;
    }

    @Override
    public int descriptor() {
        return phc.descriptor();
    }

    @Override
    public boolean present() {
        return phc.present();
    }

    @Override
    public @Nullable Edge poll() {
        if (!open || !phc.present()) {
            return null;
        }
        own.askAgain();
        Tap other = tap;
        if (other != null) {
            other.channel.askAgain();
        }
        while (next < count || fetch() > 0) {
            Edge edge = edge(next++ * PtpUapi.EXTTS_EVENT.byteSize(), other);
            if (edge != null) {
                return edge;
            }
        }
        return null;
    }

    @Override
    public double stampUncertaintyNs() {
        return STAMP_UNCERTAINTY_NS;
    }

    /** How many edges were dropped because they were stamped before a step. */
    public long droppedOfOldEra() {
        return own.droppedOfOldEra;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            if (phc.present()) {
                request(phc, PtpUapi.EXTTS_REQUEST, own.wanted.channel(), 0);
            }
            arena.close();
        }
    }

    /** The edge of this channel that lies there; one of the other channel is handed on. */
    private @Nullable Edge edge(long at, @Nullable Tap other) {
        int channel = PtpUapi.field(events.asSlice(at), PtpUapi.EXTTS_EVENT, "index");
        if (channel == own.wanted.channel()) {
            return own.edge(PtpUapi.ns(events, at));
        }
        if (other != null && channel == other.channel.wanted.channel()) {
            other.offer(other.channel.edge(PtpUapi.ns(events, at)));
        }
        return null;
    }

    /** The driver's read blocks whatever the descriptor's flags say, so it is asked first. */
    private int fetch() {
        next = 0;
        count = 0;
        if (!open || Files.ppoll(poll, 1, atOnce) <= 0
                || (poll.get(JAVA_SHORT, Files.POLLFD_REVENTS) & Files.POLLIN) == 0) {
            return 0;
        }
        int bytes = Files.read(phc.descriptor(), events, events.byteSize());
        count = bytes < 0 ? 0 : (int) (bytes / PtpUapi.EXTTS_EVENT.byteSize());
        return count;
    }

    private void drain() {
        while (fetch() == BATCH) {
            next = count;
        }
        count = 0;
    }

    private static int request(Phc phc, long code, int channel, int flags) {
        try (Arena once = Arena.ofConfined()) {
            MemorySegment request = once.allocate(PtpUapi.EXTTS_REQUEST_STRUCT);
            request.set(JAVA_INT, 0, channel);
            request.set(JAVA_INT, 4, flags);
            return Files.ioctl(phc.descriptor(), code, request);
        }
    }

    /** What is known of the edges of one channel. */
    private final class Channel {

        private final Wanted wanted;
        private boolean oneEdgeOnly;
        private int openings;
        private long askedMonoNs;
        private int era;
        private long lastClockNs = Long.MAX_VALUE;
        private long droppedOfOldEra;

        Channel(Wanted wanted) throws BoardException {
            this.wanted = wanted;
            this.openings = phc.openings();
            this.oneEdgeOnly = enable(phc, wanted);
            this.askedMonoNs = monotonic.nowNs();
            this.era = phc.era();
        }

        String name() {
            return phc.name() + " input " + wanted.channel();
        }

        @Nullable
        Edge edge(long clockNs) {
            askedMonoNs = monotonic.nowNs();
            CrossTimestamp now = phc.read();
            if (now == null) {
                return null;
            }
            boolean ofThisEra = clockNs >= phc.eraStartNs() && clockNs <= now.clockNs() + FUTURE_NS + now.windowNs();
            if (!ofThisEra || now.era() != era) {
                era = now.era();
                lastClockNs = clockNs;
                droppedOfOldEra++;
                return null;
            }
            long gapNs = clockNs - lastClockNs;
            lastClockNs = clockNs;
            if (!oneEdgeOnly && gapNs < LONGEST_PULSE_NS) {
                return null;
            }
            return new Edge(clockNs, era, now.monoNs() - (now.clockNs() - clockNs));
        }

        void askAgain() {
            long nowNs = monotonic.nowNs();
            if (phc.openings() == openings && nowNs - askedMonoNs < AGAIN_NS) {
                return;
            }
            askedMonoNs = nowNs;
            try {
                oneEdgeOnly = enable(phc, wanted);
                openings = phc.openings();
                poll.set(JAVA_INT, Files.POLLFD_FD, phc.descriptor());
            } catch (BoardException notNow) {
                // asked again in two seconds; that there are no edges is seen by whoever waits for them
            }
        }
    }

    /** The second channel, for its own reader. */
    private final class Tap implements PpsInput {

        private final Channel channel;
        private final ArrayBlockingQueue<Edge> edges = new ArrayBlockingQueue<>(TAPPED);

        Tap(Channel channel) {
            this.channel = channel;
        }

        void offer(@Nullable Edge edge) {
            if (edge != null && !edges.offer(edge)) {
                edges.poll();
                edges.offer(edge);
            }
        }

        @Override
        public String name() {
            return channel.name();
        }

        @Override
        public int descriptor() {
            return phc.descriptor();
        }

        @Override
        public boolean present() {
            return phc.present();
        }

        @Override
        public @Nullable Edge poll() {
            return edges.poll();
        }

        @Override
        public double stampUncertaintyNs() {
            return STAMP_UNCERTAINTY_NS;
        }

        @Override
        public void close() {
            tap = null;
            if (phc.present()) {
                request(phc, PtpUapi.EXTTS_REQUEST, channel.wanted.channel(), 0);
            }
        }
    }
}
