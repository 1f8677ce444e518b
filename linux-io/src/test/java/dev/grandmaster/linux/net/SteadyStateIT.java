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
        PortSpec spec = new PortSpec(Namespaces.INTERFACE, protocol, Timestamping.SOFTWARE);
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
                exchange(us, them, WARM_UP);
                long allocated = measured(protocol, us, them);
                for (int again = 1; again < ROUNDS && allocated > 0; again++) {
                    allocated = measured(protocol, us, them);
                }
                assertEquals(0, allocated);
            }
        }
    }

    private long measured(TransportProtocol protocol, LinuxPtpTransport us, LinuxPtpTransport them) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes();
        long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
        long startNs = System.nanoTime();
        exchange(us, them, MEASURED);
        long tookNs = System.nanoTime() - startNs;
        long allocated = threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
        System.out.printf("%s: %,d pairs/s sent, stamped and received by one thread, %d bytes allocated%n",
                protocol.label(),
                MEASURED * 1_000_000_000L / tookNs, allocated);
        return allocated;
    }

    private void exchange(LinuxPtpTransport us, LinuxPtpTransport them, int pairs) {
        ours.clear();
        theirs.clear();
        for (int sent = 0; sent < pairs; sent += BATCH) {
            for (int i = 0; i < BATCH; i++) {
                us.sendEvent(sent + i, us.primaryGroup(), sync, LENGTH);
                us.sendGeneral(us.primaryGroup(), followUp, LENGTH);
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
