package dev.grandmaster.linux.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpSink;
import dev.grandmaster.board.PtpTransport.Link;
import dev.grandmaster.board.Timestamping;
import dev.grandmaster.board.TransportProtocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many messages: none is lost, each stamp comes, nothing is allocated. Prints the throughput, for people; a bench measures it. */
class SteadyStateIT {

    private static final int LENGTH = 44;
    private static final int WARM_UP = 60_000;
    private static final int MEASURED = 120_000;
    /** The kernel may have news of the interface in a round, and looking costs a few hundred bytes; what a message costs shows in all. */
    private static final int ROUNDS = 6;
    private static final int BATCH = 32;
    private static final int MAX_LOOPS = 1_000_000;

    private final MemorySegment sync = message(0x00);
    private final MemorySegment followUp = message(0x08);
    private final CountingSink ours = new CountingSink();
    private final CountingSink theirs = new CountingSink();
    private Namespaces namespaces;

    @BeforeEach
    void makeNamespaces() throws Exception {
        namespaces = Namespaces.make();
    }

    @AfterEach
    void cleanUp() throws Exception {
        namespaces.close();
    }

    @ParameterizedTest
    @EnumSource(TransportProtocol.class)
    void nothingIsAllocatedForAMessage(TransportProtocol protocol) throws Exception {
        measure(protocol, false);
    }

    @ParameterizedTest
    @EnumSource(value = TransportProtocol.class, names = {"UDP_IPV4", "UDP_IPV6"})
    void nothingIsAllocatedForAFrame(TransportProtocol protocol) throws Exception {
        measure(protocol, true);
    }

    private void measure(TransportProtocol protocol, boolean frames) throws Exception {
        PortSpec spec = new PortSpec(Namespaces.INTERFACE, protocol, Timestamping.SOFTWARE,
                PortSpec.Marking.NONE, new PortSpec.Manner(false, false, frames));
        long[] nowNs = {System.nanoTime()};
        namespaces.enter(namespaces.theirs);
        try (LinuxPtpTransport them = LinuxPtpTransport.open(spec, -1, () -> nowNs[0], SocketOptions.DEFAULT)) {
            namespaces.enter(namespaces.ours);
            try (LinuxPtpTransport us = LinuxPtpTransport.open(spec, -1, () -> nowNs[0], SocketOptions.DEFAULT)) {
                // A look at the interface is due at each poll as long as time flies, and never when it stands still.
                for (int i = 0; i < MAX_LOOPS && (us.link() != Link.UP || them.link() != Link.UP); i++) {
                    nowNs[0] += 1_000_000_000L;
                    namespaces.enter(namespaces.theirs);
                    them.poll(ours, 1);
                    namespaces.enter(namespaces.ours);
                    us.poll(ours, 1);
                }
                PtpAddress to = frames ? admitted(us, them) : us.primaryGroup();
                exchange(us, them, to, WARM_UP);
                long allocated = measured(protocol, us, them, to);
                for (int again = 1; again < ROUNDS && allocated > 0; again++) {
                    allocated = measured(protocol, us, them, to);
                }
                assertEquals(0, allocated);
            }
        }
    }

    /** They ask, and we grant; a gateway that there is none of makes sure that from then on only frames arrive. */
    private PtpAddress admitted(LinuxPtpTransport us, LinuxPtpTransport them) throws Exception {
        boolean ipv4 = us.spec().protocol() == TransportProtocol.UDP_IPV4;
        PtpAddress[] client = new PtpAddress[1];
        PtpSink granting = new PtpSink() {
            @Override
            public void onMessage(MemorySegment message, int length, PtpAddress source, boolean multicast,
                    long rxClockNs) {
                client[0] = source.copy();
                us.admit(source, true);
            }

            @Override
            public void onTransmitStamp(long token, long txClockNs) {
                // nothing is sent yet
            }

            @Override
            public void onTransmitStampLost(long token) {
                // nothing is sent yet
            }
        };
        namespaces.enter(namespaces.theirs);
        them.sendGeneral(ipv4
                ? new PtpAddress().setIpv4(0x0A4D_0001, 0)
                : new PtpAddress().set(0xFD77_0000_0000_0000L, 1, 0), message(0x0C), LENGTH);
        them.flush();
        namespaces.enter(namespaces.ours);
        for (int i = 0; i < MAX_LOOPS && client[0] == null; i++) {
            us.poll(granting, 1);
        }
        namespaces.ip(ipv4 ? "-4" : "-6", "route", "add", ipv4 ? "10.77.0.2/32" : "fd77::2/128", "via",
                ipv4 ? "10.77.0.99" : "fd77::99", "dev", Namespaces.INTERFACE);
        return client[0];
    }

    private long measured(TransportProtocol protocol, LinuxPtpTransport us, LinuxPtpTransport them, PtpAddress to) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes();
        long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
        long startNs = System.nanoTime();
        exchange(us, them, to, MEASURED);
        long tookNs = System.nanoTime() - startNs;
        long allocated = threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
        System.out.printf("%s: %,d pairs/s sent, stamped and received by one thread, %d bytes allocated%n",
                protocol.label(),
                MEASURED * 1_000_000_000L / tookNs, allocated);
        return allocated;
    }

    private void exchange(LinuxPtpTransport us, LinuxPtpTransport them, PtpAddress to, int pairs) {
        ours.clear();
        theirs.clear();
        for (int sent = 0; sent < pairs; sent += BATCH) {
            for (int i = 0; i < BATCH; i++) {
                us.sendEvent(sent + i, to, sync, LENGTH);
                us.sendGeneral(to, followUp, LENGTH);
            }
            us.flush();
            us.poll(ours, 256);
            them.poll(theirs, 256);
        }
        for (int i = 0; i < MAX_LOOPS && (ours.stamps < pairs || theirs.messages < 2 * pairs); i++) {
            us.poll(ours, 256);
            them.poll(theirs, 256);
        }
        assertEquals(pairs, ours.stamps);
        assertEquals(0, ours.lost);
        assertEquals(2 * pairs, theirs.messages);
    }

    private static MemorySegment message(int type) {
        MemorySegment message = Arena.ofAuto().allocate(LENGTH);
        message.set(ValueLayout.JAVA_BYTE, 0, (byte) type);
        return message;
    }

    private static final class CountingSink implements PtpSink {

        private int messages;
        private int stamps;
        private int lost;

        void clear() {
            messages = 0;
            stamps = 0;
            lost = 0;
        }

        @Override
        public void onMessage(MemorySegment message, int length, PtpAddress source, boolean multicast, long rxClockNs) {
            messages++;
        }

        @Override
        public void onTransmitStamp(long token, long txClockNs) {
            stamps++;
        }

        @Override
        public void onTransmitStampLost(long token) {
            lost++;
        }
    }
}
