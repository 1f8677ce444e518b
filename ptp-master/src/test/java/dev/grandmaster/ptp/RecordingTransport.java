package dev.grandmaster.ptp;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpSink;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.board.Timestamping;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.ptp.wire.Header;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.ptp.wire.WireStatus;

/** A transport whose other end is the test. */
public final class RecordingTransport implements PtpTransport {
    public static final PtpAddress GROUP = new PtpAddress().setIpv4(0xE000_0181, 319);
    public static final PtpAddress PEER_GROUP = new PtpAddress().setIpv4(0xE000_006B, 319);

    /** A message that left; {@code token} is -1 for a general one. */
    @SuppressWarnings("ArrayRecordComponent") // taken apart by the test, never compared
    public record Sent(long token, PtpAddress to, byte[] octets) {
        public MessageType type() {
            return header().messageType();
        }

        public Header header() {
            Header header = new Header();
            if (header.wrap(MemorySegment.ofArray(octets), 0, octets.length) != WireStatus.OK) {
                throw new AssertionError(this);
            }
            return header;
        }

        /** As the flyweight of its type reads it. */
        public <T extends Header> T as(T message) {
            header().readAs(message);
            return message;
        }

        @Override
        public String toString() {
            return type() + " " + header().sequenceId() + " to " + to;
        }
    }

    private interface Arrival {
        void deliver(PtpSink sink);
    }

    private final PortSpec spec;
    public final List<Sent> sent = new ArrayList<>();
    private final Queue<Arrival> arrivals = new ArrayDeque<>();
    public Link link = Link.UP;
    public int incarnation = 1;
    public int sendResult;
    public int flushes;
    public int polls;
    public boolean closed;
    public boolean oneStep;
    public int linkSpeedMbps;
    public int phcIndex = -1;
    public double stampErrorNs;

    public RecordingTransport(String interfaceName) {
        spec = new PortSpec(interfaceName, TransportProtocol.UDP_IPV4, Timestamping.SOFTWARE);
    }

    public void arrives(Header message, PtpAddress source, boolean multicast, long rxClockNs) {
        byte[] octets = message.octets();
        arrivals.add(
                sink -> sink.onMessage(MemorySegment.ofArray(octets), octets.length, source, multicast, rxClockNs));
    }

    public void arrives(byte[] octets) {
        arrivals.add(
                sink -> sink.onMessage(MemorySegment.ofArray(octets), octets.length, GROUP, true, PtpSink.NO_STAMP));
    }

    public void stamps(long token, long txClockNs) {
        arrivals.add(sink -> sink.onTransmitStamp(token, txClockNs));
    }

    public void losesStamp(long token) {
        arrivals.add(sink -> sink.onTransmitStampLost(token));
    }

    /** The messages of a type that left since the last {@link #forget}. */
    public List<Sent> sent(MessageType type) {
        return sent.stream().filter(message -> message.type() == type).toList();
    }

    public void forget() {
        sent.clear();
    }

    private int send(long token, PtpAddress to, MemorySegment message, int length) {
        if (sendResult == 0) {
            sent.add(new Sent(token, to.copy(), message.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE)));
        }
        return sendResult;
    }

    @Override
    public int sendEvent(long token, PtpAddress to, MemorySegment message, int length) {
        return send(token, to, message, length);
    }

    @Override
    public int sendGeneral(PtpAddress to, MemorySegment message, int length) {
        return send(-1, to, message, length);
    }

    @Override
    public int poll(PtpSink sink, int limit) {
        polls++;
        int delivered = 0;
        Arrival arrival;
        while (delivered < limit && (arrival = arrivals.poll()) != null) {
            arrival.deliver(sink);
            delivered++;
        }
        return delivered;
    }

    @Override
    public int flush() {
        flushes++;
        return 0;
    }

    @Override
    public PortSpec spec() {
        return spec;
    }

    @Override
    public Link link() {
        return link;
    }

    @Override
    public int incarnation() {
        return incarnation;
    }

    @Override
    public boolean hardwareStamps() {
        return false;
    }

    @Override
    public boolean oneStep() {
        return oneStep;
    }

    @Override
    public int phcIndex() {
        return phcIndex;
    }

    @Override
    public double stampErrorNs() {
        return stampErrorNs;
    }

    @Override
    public int linkSpeedMbps() {
        return linkSpeedMbps;
    }

    @Override
    public PtpAddress primaryGroup() {
        return GROUP;
    }

    @Override
    public PtpAddress peerDelayGroup() {
        return PEER_GROUP;
    }

    @Override
    public void close() {
        closed = true;
    }
}
