package dev.grandmaster.bench;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.List;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.MonotonicClock;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpSink;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.board.Timestamping;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.linux.net.LinuxPtpTransport;
import dev.grandmaster.linux.net.SocketOptions;
import dev.grandmaster.linux.time.LinuxMonotonic;

/** The product's transport doing what {@code yardstick.c} does as fast as it goes: Sync, its stamp, Follow_Up. A measuring process. */
final class PairLoop implements PtpSink {
    static final int FIRST_CLIENT = 0x0A40_0001;

    /** The argument that opens the port with packetPath. */
    static final String FRAMES = "frames";

    /** 10.77.0.1 */
    private static final long OURS = 0x0A4D_0001;
    private static final int TYPE_MASK = 0x0F;
    private static final int SIGNALING_TYPE = 0xC;
    private static final int BATCH = 64;
    private static final int LENGTH = 44;
    private static final int EVENT_PORT = 319;
    private static final int GENERAL_PORT = 320;
    private static final int GENERAL_TYPE = 8;
    private static final int PATIENCE = 1_000_000;
    private static final long SECOND_NS = 1_000_000_000L;

    private final PtpTransport transport;
    private final int clients;
    /** Address of ours in network order; 0 lets the system choose. */
    private final long from;
    private final MemorySegment sync = Arena.global().allocate(LENGTH);
    private final MemorySegment followUp = Arena.global().allocate(LENGTH);
    private final PtpAddress to = new PtpAddress();
    private final BitSet admitted = new BitSet();
    private long pairs;
    private long lost;
    private int waiting;
    private int next;

    private PairLoop(PtpTransport transport, int clients, long from) {
        this.transport = transport;
        this.from = from;
        this.clients = clients;
        followUp.set(JAVA_BYTE, 0, (byte) GENERAL_TYPE);
    }

    /**
     * Arguments: clients, seconds to warm up, rounds of a second; {@link #FRAMES} where it is to take in a request of each client
     * first, until its input says something.
     */
    public static void main(String[] arguments) throws BoardException, IOException {
        MonotonicClock clock = new LinuxMonotonic();
        boolean frames = List.of(arguments).contains(FRAMES);
        PortSpec spec = new PortSpec(Namespaces.INTERFACE, TransportProtocol.UDP_IPV4, Timestamping.SOFTWARE,
                PortSpec.Marking.NONE, new PortSpec.Manner(false, false, frames));
        try (LinuxPtpTransport transport = LinuxPtpTransport.open(spec, -1, clock, SocketOptions.DEFAULT)) {
            PairLoop loop = new PairLoop(transport, Integer.parseInt(arguments[0]), frames ? OURS : 0);
            for (int i = 0; i < PATIENCE && transport.link() != PtpTransport.Link.UP; i++) {
                transport.poll(loop, 1);
            }
            // Whoever asks also hears what is sent to it, at our expense: it must be gone before anything is measured.
            while (frames && System.in.available() == 0) {
                transport.poll(loop, BATCH);
            }
            Child.tell("admitted", loop.admitted.cardinality());
            loop.rounds(Integer.parseInt(arguments[1]), false);
            loop.rounds(Integer.parseInt(arguments[2]), true);
            Child.tell("lost", (double) loop.lost);
        }
    }

    private void rounds(int rounds, boolean told) {
        for (int round = 0; round < rounds; round++) {
            long before = pairs;
            long garbage = Spent.bytes();
            long busyNs = Spent.busyNs();
            long startNs = System.nanoTime();
            long tookNs;
            do {
                batch();
                tookNs = System.nanoTime() - startNs;
            } while (tookNs < SECOND_NS);
            if (told) {
                Child.tell("garbage", (double) (Spent.bytes() - garbage) / (pairs - before));
                Child.tell("pairs-per-s", (pairs - before) * 1e9 / tookNs);
                Child.tell("pairs-per-busy-s", (pairs - before) * 1e9 / (Spent.busyNs() - busyNs));
            }
        }
    }

    private void batch() {
        for (int i = 0; i < BATCH; i++) {
            to.setIpv4(FIRST_CLIENT + next, EVENT_PORT).arrivedAt(0, from);
            if (transport.sendEvent(next, to, sync, LENGTH) == 0) {
                waiting++;
            }
            next = next + 1 == clients ? 0 : next + 1;
        }
        transport.flush();
        for (int i = 0; i < PATIENCE && waiting > 0; i++) {
            transport.poll(this, BATCH);
        }
        transport.flush();
    }

    @Override
    public void onMessage(MemorySegment message, int length, PtpAddress source, boolean multicast, long rxClockNs) {
        if ((message.get(JAVA_BYTE, 0) & TYPE_MASK) == SIGNALING_TYPE && source.ipv4() - FIRST_CLIENT >= 0
                && source.ipv4() - FIRST_CLIENT < clients) {
            int client = source.ipv4() - FIRST_CLIENT;
            transport.admit(source, !admitted.get(client));
            admitted.set(client);
        }
    }

    @Override
    public void onTransmitStamp(long token, long txClockNs) {
        to.setIpv4(FIRST_CLIENT + (int) token, GENERAL_PORT).arrivedAt(0, from);
        transport.sendGeneral(to, followUp, LENGTH);
        waiting--;
        pairs++;
    }

    @Override
    public void onTransmitStampLost(long token) {
        waiting--;
        lost++;
    }
}
