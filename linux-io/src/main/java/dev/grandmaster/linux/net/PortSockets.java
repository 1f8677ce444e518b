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

/** The event and the general socket of one port, open or not, and the one descriptor by which both can be waited for. Owns them. */
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

    private static final int EVENT = 0;
    private static final int GENERAL = 1;
    private static final int WATCH = 2;

    private final Wire wire;
    private final TransportProtocol protocol;
    private final Timestamping timestamping;
    private final IntSupplier phcIndex;
    private int openPhcIndex = -1;
    private final int bundle = Epoll.create();
    private final MemorySegment pollFds;
    private int event = -1;
    private boolean eventBundled;
    private int general = -1;
    private final boolean oneStepWanted;
    private boolean hardware;
    private boolean oneStep;

    /**
     * {@code phcIndex} is the N of the {@code /dev/ptpN} that may stamp, as it is now, -1 where none may; {@code watch} a further descriptor to wait
     * for, or -1.
     */
    PortSockets(Arena arena, Wire wire, PortSpec spec, IntSupplier phcIndex, int watch) {
        this.wire = wire;
        this.protocol = spec.protocol();
        this.timestamping = spec.timestamping();
        this.oneStepWanted = spec.manner().oneStep();
        this.phcIndex = phcIndex;
        this.pollFds = arena.allocate(Files.POLLFD, 3);
        expect(EVENT, -1);
        expect(GENERAL, -1);
        expect(WATCH, watch);
        if (watch >= 0) {
            Epoll.add(bundle, watch);
        }
    }

    private void expect(int place, int fd) {
        long at = place * Files.POLLFD.byteSize();
        pollFds.set(JAVA_INT, at + Files.POLLFD_FD, fd);
        pollFds.set(JAVA_SHORT, at + Files.POLLFD_EVENTS, Files.POLLIN);
        pollFds.set(JAVA_SHORT, at + Files.POLLFD_REVENTS, (short) 0);
    }

    /** Opens both on the interface as it is. Returns 0, or {@code -errno} with both closed. */
    int open(InterfaceProbe at) {
        close(EVENT);
        close(GENERAL);
        int failure = chooseStamps(at);
        if (failure == 0) {
            event = wire.openEvent(at);
            general = event < 0 ? event : wire.openGeneral(at);
            failure = Math.min(Math.min(event, general), 0);
        }
        if (failure == 0) {
            failure = Math.min(Sockets.setOption(event, Sockets.SOL_SOCKET, Sockets.SO_TIMESTAMPING,
                    OPTION_FLAGS | (hardware ? HARDWARE_FLAGS : SOFTWARE_FLAGS)), 0);
        }
        if (failure < 0) {
            close(EVENT);
            close(GENERAL);
            return failure;
        }
        expect(EVENT, event);
        expect(GENERAL, general);
        eventBundled = false;
        Epoll.add(bundle, general);
        return 0;
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

    void close(int place) {
        int fd = place == EVENT ? event : general;
        if (fd >= 0) {
            Files.close(fd);
        }
        if (place == EVENT) {
            event = -1;
            eventBundled = false;
        } else {
            general = -1;
        }
        expect(place, -1);
    }

    /** Closes both sockets; the waiting descriptor stays. */
    void closeSockets() {
        close(EVENT);
        close(GENERAL);
    }

    /** Asks the kernel which descriptors have something; the answers are {@link #stampsWait}, {@link #eventWaits}, {@link #generalWaits}, {@link #bellRang}. */
    void lookWhatWaits() {
        if (Sockets.ready(pollFds, 3) <= 0) {
            expect(EVENT, event);
            expect(GENERAL, general);
            pollFds.set(JAVA_SHORT, WATCH * Files.POLLFD.byteSize() + Files.POLLFD_REVENTS, (short) 0);
        }
    }

    private boolean answered(int place, int mask) {
        return (pollFds.get(JAVA_SHORT, place * Files.POLLFD.byteSize() + Files.POLLFD_REVENTS) & mask) != 0;
    }

    /** Transmit stamps, or an error of the socket. */
    boolean stampsWait() {
        return answered(EVENT, Files.POLLERR);
    }

    boolean eventWaits() {
        return answered(EVENT, Files.POLLIN);
    }

    boolean generalWaits() {
        return answered(GENERAL, Files.POLLIN);
    }

    boolean generalTroubled() {
        return answered(GENERAL, Files.POLLERR);
    }

    boolean bellRang() {
        return answered(WATCH, Files.POLLIN | Files.POLLERR);
    }

    boolean isOpen() {
        return event >= 0;
    }

    int event() {
        return event;
    }

    int general() {
        return general;
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
        if (event >= 0 && !eventBundled) {
            eventBundled = Epoll.add(bundle, event) >= 0;
        }
        return bundle;
    }

    /**
     * To be called before event messages are sent. The kernel takes a software stamp, tells whoever waits for it, and only then lets the
     * packet go: a socket in a bundle costs the packet 1.7 us there that its stamp does not know of.
     */
    void unbundleEvent() {
        if (eventBundled && !hardware) {
            Epoll.remove(bundle, event);
            eventBundled = false;
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
