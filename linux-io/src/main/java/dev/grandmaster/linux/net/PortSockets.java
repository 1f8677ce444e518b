package dev.grandmaster.linux.net;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.IntSupplier;

import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.Timestamping;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.linux.ffi.Epoll;
import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.ffi.Files;
import dev.grandmaster.linux.ffi.Sockets;
import org.jspecify.annotations.Nullable;

/** The sockets of one port, open or not, and the one descriptor by which all can be waited for. Owns them. */
final class PortSockets implements AutoCloseable {

    private static final int SOFTWARE_FLAGS = Sockets.SOF_TIMESTAMPING_TX_SOFTWARE
            | Sockets.SOF_TIMESTAMPING_RX_SOFTWARE
            | Sockets.SOF_TIMESTAMPING_SOFTWARE;
    private static final int HARDWARE_FLAGS = Sockets.SOF_TIMESTAMPING_TX_HARDWARE
            | Sockets.SOF_TIMESTAMPING_RX_HARDWARE
            | Sockets.SOF_TIMESTAMPING_RAW_HARDWARE;
    private static final int OPTION_FLAGS = Sockets.SOF_TIMESTAMPING_OPT_ID | Sockets.SOF_TIMESTAMPING_OPT_TSONLY
            | Sockets.SOF_TIMESTAMPING_OPT_CMSG;

    private static final int BROADCAST = 0xFFFF_FFFF;

    /** Places of the sockets: of the wire's two; */
    static final int EVENT = 0;
    static final int GENERAL = 1;
    /** of the frame path's, where there is one; the last of them only sends and is not waited for. */
    static final int FRAME_EVENT = 2;
    static final int REQUESTS = 3;
    static final int FRAME_GENERAL = 5;
    private static final int WATCH = 4;
    private static final int WAITED_FOR = 5;
    private static final int PLACES = 6;

    private final Wire wire;
    private final TransportProtocol protocol;
    private final Timestamping timestamping;
    private final IntSupplier phcIndex;
    private int openPhcIndex = -1;
    private final int bundle = Epoll.create();
    private final MemorySegment pollFds;
    private final int[] fds = {-1, -1, -1, -1, -1, -1};
    /** Those that only send with stamps: in the bundle or, while they send, not. */
    private final boolean[] bundled = new boolean[PLACES];
    private final @Nullable FramePath frames;
    private final boolean oneStepWanted;
    private boolean hardware;
    private boolean oneStep;

    /**
     * {@code phcIndex} is the N of the {@code /dev/ptpN} that may stamp, as it is now, -1 where none may; {@code watch} a further descriptor to wait
     * for, or -1; {@code frames} opens sockets of its own where the interface lets it.
     */
    PortSockets(Arena arena, Wire wire, @Nullable FramePath frames, PortSpec spec, IntSupplier phcIndex, int watch) {
        this.wire = wire;
        this.frames = frames;
        this.protocol = spec.protocol();
        this.timestamping = spec.timestamping();
        this.oneStepWanted = spec.manner().oneStep();
        this.phcIndex = phcIndex;
        this.pollFds = arena.allocate(Files.POLLFD, WAITED_FOR);
        fds[WATCH] = watch;
        for (int place = 0; place < WAITED_FOR; place++) {
            expect(place);
        }
        if (watch >= 0) {
            Epoll.add(bundle, watch);
        }
    }

    private void expect(int place) {
        long at = place * Files.POLLFD.byteSize();
        pollFds.set(JAVA_INT, at + Files.POLLFD_FD, fds[place]);
        pollFds.set(JAVA_SHORT, at + Files.POLLFD_EVENTS, Files.POLLIN);
        pollFds.set(JAVA_SHORT, at + Files.POLLFD_REVENTS, (short) 0);
    }

    /** Opens all on the interface as it is. Returns 0, or {@code -errno} with all closed. */
    int open(InterfaceProbe at) {
        closeSockets();
        int failure = chooseStamps(at);
        failure = failure < 0 ? failure : take(EVENT, wire.openEvent(at));
        failure = failure < 0 ? failure : take(GENERAL, wire.openGeneral(at));
        failure = failure < 0 ? failure : stamp(EVENT);
        FramePath path = frames;
        if (failure == 0 && path != null && FramePath.possible(at)) {
            failure = openFrames(path, at);
        }
        if (failure < 0) {
            closeSockets();
            return failure;
        }
        Epoll.add(bundle, fds[GENERAL]);
        return 0;
    }

    /** The listener needs no place in the bundle: what it hears, the general socket hears too. */
    private int openFrames(FramePath path, InterfaceProbe at) {
        int failure = take(FRAME_EVENT, path.openSender(at, fds[EVENT]));
        failure = failure < 0 ? failure : take(FRAME_GENERAL, path.openSender(at, fds[GENERAL]));
        failure = failure < 0 ? failure : take(REQUESTS, path.openListener(at));
        return failure < 0 ? failure : stamp(FRAME_EVENT);
    }

    private int take(int place, int fd) {
        fds[place] = Math.max(fd, -1);
        if (place < WAITED_FOR) {
            expect(place);
        }
        return Math.min(fd, 0);
    }

    private int stamp(int place) {
        return Math.min(Sockets.setOption(fds[place], Sockets.SOL_SOCKET, Sockets.SO_TIMESTAMPING,
                OPTION_FLAGS | (hardware ? HARDWARE_FLAGS : SOFTWARE_FLAGS)), 0);
    }

    /** Hardware where it is demanded, or can be had from the board's own clock; {@code -errno} where the demand cannot be met. */
    private int chooseStamps(InterfaceProbe at) {
        hardware = false;
        openPhcIndex = phcIndex.getAsInt();
        oneStep = false;
        if (timestamping == Timestamping.SOFTWARE) {
            return 0;
        }
        StampingAbility ability = at.stampingAbility();
        boolean demanded = timestamping == Timestamping.HARDWARE;
        boolean ours = ability.hardware(protocol) && ability.info().phcIndex() == openPhcIndex;
        if (!ours) {
            return demanded ? -Errno.EOPNOTSUPP : 0;
        }
        oneStep = oneStepWanted && ability.oneStep() && at.stampInHardware(ability.receiveFilter(protocol), true) >= 0;
        int result = oneStep ? 0 : at.stampInHardware(ability.receiveFilter(protocol), false);
        hardware = result >= 0;
        return hardware || !demanded ? 0 : result;
    }

    /** Whether another clock may stamp now than when the sockets were opened. */
    boolean clockChanged() {
        return timestamping != Timestamping.SOFTWARE && phcIndex.getAsInt() != openPhcIndex;
    }

    /** Closes all sockets; the waiting descriptor stays. */
    void closeSockets() {
        for (int place = 0; place < PLACES; place++) {
            if (place != WATCH) {
                if (fds[place] >= 0) {
                    Files.close(fds[place]);
                }
                take(place, -1);
                bundled[place] = false;
            }
        }
    }

    /** Asks the kernel which descriptors have something; the answers are {@link #waits}, {@link #troubled} and {@link #bellRang}. */
    void lookWhatWaits() {
        if (Sockets.ready(pollFds, WAITED_FOR) <= 0) {
            for (int place = 0; place < WAITED_FOR; place++) {
                expect(place);
            }
        }
    }

    private boolean answered(int place, int mask) {
        return (pollFds.get(JAVA_SHORT, place * Files.POLLFD.byteSize() + Files.POLLFD_REVENTS) & mask) != 0;
    }

    /** A message. */
    boolean waits(int place) {
        return answered(place, Files.POLLIN);
    }

    /** Transmit stamps, or an error of the socket. */
    boolean troubled(int place) {
        return answered(place, Files.POLLERR);
    }

    boolean bellRang() {
        return answered(WATCH, Files.POLLIN | Files.POLLERR);
    }

    boolean isOpen() {
        return isOpen(EVENT);
    }

    boolean isOpen(int place) {
        return fds[place] >= 0;
    }

    /** The socket at a place, -1 where none is open. */
    int descriptor(int place) {
        return fds[place];
    }

    /** Whether the card puts its stamp into each Sync itself. */
    boolean oneStep() {
        return oneStep;
    }

    /** Whether the card takes the stamps. */
    boolean hardware() {
        return hardware;
    }

    /** Polls readable while any of the sockets, or the watch, has something; to be asked anew before each wait. */
    int descriptor() {
        bundle(EVENT);
        bundle(FRAME_EVENT);
        return bundle;
    }

    private void bundle(int place) {
        if (fds[place] >= 0 && !bundled[place]) {
            bundled[place] = Epoll.add(bundle, fds[place]) >= 0;
        }
    }

    /**
     * To be called before event messages are sent. The kernel takes a software stamp, tells whoever waits for it, and only then lets the
     * packet go: a socket in a bundle costs the packet 1.7 us there that its stamp does not know of.
     */
    void unbundle() {
        if (!hardware) {
            unbundle(EVENT);
            unbundle(FRAME_EVENT);
        }
    }

    private void unbundle(int place) {
        if (bundled[place]) {
            Epoll.remove(bundle, fds[place]);
            bundled[place] = false;
        }
    }

    /**
     * Whether this kernel takes the id of a stamp with its message (SCM_TS_OPT_ID, Linux 6.13). Asked by a message that is refused
     * on any kernel, because a broadcast needs SO_BROADCAST: an older one stumbles over the id first.
     */
    static boolean kernelTakesIds() {
        int fd = Sockets.socket(Sockets.AF_INET, Sockets.SOCK_DGRAM, 0);
        if (fd < 0) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            Sockets.setOption(fd, Sockets.SOL_SOCKET, Sockets.SO_TIMESTAMPING, OPTION_FLAGS | SOFTWARE_FLAGS);
            SendBatch question = new SendBatch(arena, new UdpV4Wire(SocketOptions.DEFAULT), true);
            question.add(0, new PtpAddress().setIpv4(BROADCAST, 0), arena.allocate(1), 1, 0);
            question.identifyLast(0);
            return question.send(fd, true) != -Errno.EINVAL;
        } finally {
            Files.close(fd);
        }
    }

    @Override
    public void close() {
        closeSockets();
        if (bundle >= 0) {
            Files.close(bundle);
        }
    }
}
