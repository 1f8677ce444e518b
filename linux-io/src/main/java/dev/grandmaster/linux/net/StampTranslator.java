package dev.grandmaster.linux.net;

import java.lang.foreign.MemorySegment;

import dev.grandmaster.board.Attachment;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpSink;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.board.RealtimeMapping;

/**
 * Turns a transport's software stamps, which are CLOCK_REALTIME and so UTC, into the scale of the board's clock, which is TAI. A
 * stamp that the mapping cannot place (the second of an inserted leap, no mapping yet) is dropped: the message arrives unstamped,
 * the transmit stamp counts as lost. Hardware stamps pass untouched.
 */
public final class StampTranslator implements PtpTransport {

    private final PtpTransport transport;
    private final RealtimeMapping mapping;
    private final TranslatingSink translating = new TranslatingSink();

    /** Owns the transport from now on. */
    public StampTranslator(PtpTransport transport, RealtimeMapping mapping) {
        this.transport = transport;
        this.mapping = mapping;
    }

    @Override
    public int poll(PtpSink sink, int limit) {
        if (transport.hardwareStamps()) {
            return transport.poll(sink, limit);
        }
        translating.target = sink;
        return transport.poll(translating, limit);
    }

    @Override
    public int pollStamps(PtpSink sink, int limit) {
        if (transport.hardwareStamps()) {
            return transport.pollStamps(sink, limit);
        }
        translating.target = sink;
        return transport.pollStamps(translating, limit);
    }

    @Override
    public PortSpec spec() {
        return transport.spec();
    }

    @Override
    public Link link() {
        return transport.link();
    }

    @Override
    public int incarnation() {
        return transport.incarnation();
    }

    @Override
    public Attachment attachment() {
        return transport.attachment();
    }

    @Override
    public boolean hardwareStamps() {
        return transport.hardwareStamps();
    }

    @Override
    public boolean oneStep() {
        return transport.oneStep();
    }

    @Override
    public int phcIndex() {
        return transport.phcIndex();
    }

    @Override
    public String stampedBy() {
        return transport.stampedBy();
    }

    @Override
    public double stampErrorNs() {
        return transport.stampErrorNs();
    }

    @Override
    public int linkSpeedMbps() {
        return transport.linkSpeedMbps();
    }

    @Override
    public PtpAddress primaryGroup() {
        return transport.primaryGroup();
    }

    @Override
    public PtpAddress peerDelayGroup() {
        return transport.peerDelayGroup();
    }

    @Override
    public int descriptor() {
        return transport.descriptor();
    }

    @Override
    public int sendEvent(long token, PtpAddress to, MemorySegment message, int length) {
        return transport.sendEvent(token, to, message, length);
    }

    @Override
    public int sendGeneral(PtpAddress to, MemorySegment message, int length) {
        return transport.sendGeneral(to, message, length);
    }

    @Override
    public void admit(PtpAddress client, boolean anew) {
        transport.admit(client, anew);
    }

    @Override
    public void dismiss(PtpAddress client) {
        transport.dismiss(client);
    }

    @Override
    public int flush() {
        return transport.flush();
    }

    @Override
    public void close() {
        transport.close();
    }

    private final class TranslatingSink implements PtpSink {

        private PtpSink target = this;

        @Override
        public void onMessage(MemorySegment message, int length, PtpAddress source, boolean multicast, long rxClockNs) {
            target.onMessage(message, length, source, multicast, translated(rxClockNs));
        }

        @Override
        public void onTransmitStamp(long token, long txClockNs) {
            long clockNs = translated(txClockNs);
            if (clockNs == NO_STAMP) {
                target.onTransmitStampLost(token);
            } else {
                target.onTransmitStamp(token, clockNs);
            }
        }

        @Override
        public void onTransmitStampLost(long token) {
            target.onTransmitStampLost(token);
        }

        private long translated(long realtimeNs) {
            if (realtimeNs == NO_STAMP) {
                return NO_STAMP;
            }
            long clockNs = mapping.toClockNs(realtimeNs);
            return clockNs == RealtimeMapping.NONE ? NO_STAMP : clockNs;
        }
    }
}
