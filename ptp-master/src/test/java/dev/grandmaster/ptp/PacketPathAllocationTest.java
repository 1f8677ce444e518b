package dev.grandmaster.ptp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.List;

import com.sun.management.ThreadMXBean;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpSink;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.board.Timestamping;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.event.EventRing;
import dev.grandmaster.ptp.dataset.Clocks;
import dev.grandmaster.ptp.dataset.DelayMechanism;
import dev.grandmaster.ptp.management.ClockDescription;
import dev.grandmaster.ptp.port.PortConfig;
import dev.grandmaster.ptp.unicast.UnicastConfig;
import dev.grandmaster.ptp.wire.DelayReq;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.ptp.wire.Signaling;
import dev.grandmaster.ptp.wire.Targeted;
import dev.grandmaster.ptp.wire.UnicastTlv;
import dev.grandmaster.state.Latest;
import dev.grandmaster.state.PtpStatus;
import dev.grandmaster.state.PtpStatus.PortState;
import org.junit.jupiter.api.Test;

/** The packet path allocates nothing: Sync, Follow_Up, Announce, Delay_Req and Delay_Resp, to the group and to 2000
 * clients that were granted them, who renew, are refused, cancel and come back, between two status snapshots. */
class PacketPathAllocationTest {
    private static final int REQUESTS_PER_CYCLE = 8;
    private static final int CLIENTS = 2000;
    private static final PtpOptions OPTIONS = new PtpOptions(
            new UnicastConfig(CLIENTS, -7, 3600, 64, 1_000_000, true, UnicastConfig.Access.EVERYBODY),
            ClockDescription.DEFAULT);

    /** Answers each event message with a stamp and asks for delay by itself, all without allocating. */
    private static final class BusyTransport implements PtpTransport {
        private final PortSpec spec = new PortSpec("busy0", TransportProtocol.UDP_IPV4, Timestamping.SOFTWARE);
        private final PtpAddress group = new PtpAddress().setIpv4(0xE000_0181, 319);
        private final PtpAddress client = new PtpAddress().setIpv4(0x0A00_0002, 319);
        private final MemorySegment received;
        private final DelayReq request;
        private final long[] tokens = new long[1024];
        private int waiting;
        private long nowMonoNs;
        private long sent;
        private int sequenceId;
        private final MemorySegment signaling;
        private final PtpAddress asker = new PtpAddress();
        private final Signaling asked = new Signaling();
        private int clientsToCome = CLIENTS;
        private int nextToAsk;
        private long answered;

        BusyTransport(Arena arena) {
            received = arena.allocate(1500);
            request = new DelayReq().begin(received, 0, 1);
            request.sourcePortIdentity(0xC1, 1);
            signaling = arena.allocate(100);
            asked.begin(signaling, 0, 1).targetPortIdentity(Targeted.ALL_CLOCKS, Targeted.ALL_PORTS);
        }

        /** Clients ask one after the other, before anything is measured. */
        private void letClientsCome(PtpSink sink) {
            for (int i = 0; i < 50 && clientsToCome > 0; i++) {
                asks(sink, --clientsToCome);
            }
        }

        private void asks(PtpSink sink, int number) {
            int length = 44 + UnicastTlv.writeRequest(signaling, 44, MessageType.SYNC.wire(), -3, 600);
            length += UnicastTlv.writeRequest(signaling, length, MessageType.ANNOUNCE.wire(), 0, 600);
            length += UnicastTlv.writeRequest(signaling, length, MessageType.DELAY_RESP.wire(), -3, 600);
            signals(sink, number, length);
        }

        /** What clients say later: a renewal, a request that is refused, a cancellation, a newcomer where there is no room. */
        private void talks(PtpSink sink) {
            int number = nextToAsk++ % CLIENTS;
            asks(sink, number);
            signals(sink, number,
                    44 + UnicastTlv.writeRequest(signaling, 44, MessageType.SYNC.wire(), -9, 600));
            signals(sink, number, 44 + UnicastTlv.writeCancel(signaling, 44, MessageType.ANNOUNCE.wire()));
            asks(sink, CLIENTS + number);
        }

        private void signals(PtpSink sink, int number, int length) {
            asked.sourcePortIdentity(number, 1);
            asked.messageLength(length);
            sink.onMessage(signaling, length, asker.setIpv4(0x0A01_0000 + number, 319), false, PtpSink.NO_STAMP);
        }

        /** A request of a client that holds a grant. */
        private void asksForDelay(PtpSink sink) {
            int number = sequenceId % CLIENTS;
            request.sourcePortIdentity(number, 1);
            sink.onMessage(received, 44, asker.setIpv4(0x0A01_0000 + number, 319), false,
                    Clocks.TAI_AT_ZERO_NS + nowMonoNs);
        }

        @Override
        public int poll(PtpSink sink, int limit) {
            for (int i = 0; i < waiting; i++) {
                sink.onTransmitStamp(tokens[i], Clocks.TAI_AT_ZERO_NS + nowMonoNs);
            }
            waiting = 0;
            letClientsCome(sink);
            if (clientsToCome == 0) {
                talks(sink);
                asksForDelay(sink);
            }
            for (int i = 0; i < REQUESTS_PER_CYCLE; i++) {
                sequenceId = (sequenceId + 1) & 0xFFFF;
                request.sequenceId(sequenceId);
                request.sourcePortIdentity(0xB1, 1 + (sequenceId & 63));
                sink.onMessage(received, 44, client, (i & 1) == 0, Clocks.TAI_AT_ZERO_NS + nowMonoNs);
            }
            return REQUESTS_PER_CYCLE;
        }

        @Override
        public int sendEvent(long token, PtpAddress to, MemorySegment message, int length) {
            tokens[waiting++] = token;
            sent++;
            return 0;
        }

        @Override
        public int sendGeneral(PtpAddress to, MemorySegment message, int length) {
            sent++;
            answered += (message.get(JAVA_BYTE, 0) & 0xF) == MessageType.SIGNALING.wire() ? 1 : 0;
            return 0;
        }

        @Override
        public int flush() {
            return 0;
        }

        @Override
        public PortSpec spec() {
            return spec;
        }

        @Override
        public Link link() {
            return Link.UP;
        }

        @Override
        public int incarnation() {
            return 1;
        }

        @Override
        public boolean hardwareStamps() {
            return false;
        }

        @Override
        public PtpAddress primaryGroup() {
            return group;
        }

        @Override
        public PtpAddress peerDelayGroup() {
            return group;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    @Test
    void nothingIsAllocatedBetweenTwoStatusSnapshots() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Arena arena = Arena.ofConfined()) {
            BusyTransport transport = new BusyTransport(arena);
            PortConfig config = new PortConfig(1, DelayMechanism.E2E, new PortConfig.Intervals(-7, -7, -7, 3), true, 1,
                    PortConfig.Latency.NONE);
            Latest<PtpStatus> status = new Latest<>(new PtpStatus(Clocks.instance(0).clockIdentity(), List.of()));
            PtpAgent agent = new PtpAgent("gm-ptp-0",
                    List.of(new PortPlan(Clocks.instance(0), config, transport)), OPTIONS,
                    new Latest<>(Clocks.locked(0)), status,
                    new EventRing(64));
            run(agent, transport, 0, 3_000);
            assertEquals(PortState.MASTER, status.get().ports().getFirst().state());

            // the status of 3 s has been published, the next one is due at 4 s
            PtpStatus published = status.get();
            long sentBefore = transport.sent;
            long answeredBefore = transport.answered;
            long before = threads.getCurrentThreadAllocatedBytes();
            run(agent, transport, 3_001, 3_999);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;

            long messages = transport.sent - sentBefore;
            assertTrue(transport.answered - answeredBefore > 3_000, "answers to signaling: " + transport.answered);
            assertTrue(messages > 8_000 + CLIENTS * 16, "messages: " + messages);
            assertEquals(published, status.get());
            assertEquals(0, allocated, "octets allocated for " + messages + " messages");
        }
    }

    private static void run(PtpAgent agent, BusyTransport transport, int fromMs, int toMs) {
        for (long ms = fromMs; ms <= toMs; ms++) {
            transport.nowMonoNs = ms * 1_000_000;
            while (agent.doWork(transport.nowMonoNs) <= transport.nowMonoNs) {
                // a few at a time, until nothing is due
            }
        }
    }
}
