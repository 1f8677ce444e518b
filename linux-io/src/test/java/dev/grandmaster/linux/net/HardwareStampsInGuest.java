package dev.grandmaster.linux.net;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.BooleanSupplier;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpTransport.Link;
import dev.grandmaster.board.Timestamping;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.linux.ffi.Files;
import dev.grandmaster.linux.ffi.Timespec;

/** Runs in the guest of the test bench, in whose two namespaces the cards are wired to each other, and prints what it sees. */
final class HardwareStampsInGuest {

    private static final int MESSAGES = 200;
    private static final int LENGTH = 44;
    private static final long GIVE_UP_NS = 20_000_000_000L;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment pollFd = arena.allocate(Files.POLLFD);
    private final MemorySegment pause = arena.allocate(Timespec.LAYOUT);
    private final MemorySegment sync = arena.allocate(LENGTH);
    private final RecordingSink ours = new RecordingSink();
    private final RecordingSink theirs = new RecordingSink();

    private HardwareStampsInGuest() {
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println("kernelTakesIds=" + PortSockets.kernelTakesIds());
        System.out.println("auto.ours=" + hardware(Timestamping.AUTO, 0));
        System.out.println("auto.notOurs=" + hardware(Timestamping.AUTO, -1));
        System.out.println("software=" + hardware(Timestamping.SOFTWARE, 0));
        System.out.println("demanded.notOurs=" + hardware(Timestamping.HARDWARE, 1));
        for (TransportProtocol protocol : TransportProtocol.values()) {
            new HardwareStampsInGuest().exchange(protocol);
        }
    }

    private static String hardware(Timestamping timestamping, int phcIndex) {
        PortSpec spec = new PortSpec("vp0", TransportProtocol.UDP_IPV4, timestamping);
        try (LinuxPtpTransport us = LinuxPtpTransport.open(spec, phcIndex, System::nanoTime, SocketOptions.DEFAULT)) {
            return Boolean.toString(us.hardwareStamps());
        } catch (BoardException refused) {
            return refused.kind().name();
        }
    }

    private void exchange(TransportProtocol protocol) throws Exception {
        String name = protocol.label();
        Namespaces.enterNamed("peer");
        try (LinuxPtpTransport them = open("vp1", protocol, 1)) {
            Namespaces.enterNamed("gm");
            try (LinuxPtpTransport us = open("vp0", protocol, 0)) {
                until(us, them, () -> us.link() == Link.UP && them.link() == Link.UP);
                report(name, us, them);
                Namespaces.run("ip", "link", "set", "vp0", "down");
                until(us, them, () -> us.link() == Link.DOWN);
                Namespaces.run("ip", "link", "set", "vp0", "up");
                Namespaces.run("ip", "-6", "addr", "replace", "fd77::1/64", "dev", "vp0", "nodad");
                until(us, them, () -> us.link() == Link.UP && them.link() == Link.UP);
                ours.clear();
                theirs.clear();
                report(name + ".again", us, them);
            }
        }
    }

    /** Sends messages a millisecond apart and compares when they left with when they came. */
    private void report(String name, LinuxPtpTransport us, LinuxPtpTransport them) {
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (int i = 0; i < MESSAGES; i++) {
            int sent = i + 1;
            sync.set(ValueLayout.JAVA_BYTE, 31, (byte) i);
            us.sendEvent(i, us.primaryGroup(), sync, LENGTH);
            us.flush();
            rest(us, 1_000_000);
            until(us, them, () -> ours.stamps.size() + ours.lost.size() == sent && theirs.messages.size() == sent);
        }
        for (RecordingSink.Message message : theirs.messages) {
            long flightNs = message.rxClockNs() - ours.stamps.getOrDefault((long) message.sequence(), 0L);
            least = Math.min(least, flightNs);
            most = Math.max(most, flightNs);
        }
        System.out.println(name + ".hardware=" + (us.hardwareStamps() && them.hardwareStamps()));
        System.out.println(name + ".stamps=" + ours.stamps.size());
        System.out.println(name + ".spreadNs=" + (most - least));
    }

    private static LinuxPtpTransport open(String card, TransportProtocol protocol, int phcIndex) throws BoardException {
        return LinuxPtpTransport.open(new PortSpec(card, protocol, Timestamping.HARDWARE), phcIndex, System::nanoTime,
                SocketOptions.DEFAULT);
    }

    private void until(LinuxPtpTransport us, LinuxPtpTransport them, BooleanSupplier condition) {
        long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - startNs > GIVE_UP_NS) {
                throw new IllegalStateException(
                        "gave up: " + us.link() + " " + them.link() + ", stamps " + ours.stamps.size()
                                + ", lost " + ours.lost + ", received " + theirs.messages.size());
            }
            Namespaces.enterNamed("peer");
            them.poll(theirs, 64);
            Namespaces.enterNamed("gm");
            us.poll(ours, 64);
            rest(us, 100_000);
        }
    }

    private void rest(LinuxPtpTransport us, long ns) {
        pollFd.set(JAVA_INT, Files.POLLFD_FD, us.descriptor());
        pollFd.set(JAVA_SHORT, Files.POLLFD_EVENTS, Files.POLLIN);
        Timespec.set(pause, ns);
        Files.ppoll(pollFd, 1, pause);
    }
}
