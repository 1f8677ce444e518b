package dev.grandmaster.app.recording;

import java.lang.foreign.MemorySegment;

import dev.grandmaster.board.Attachment;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpSink;
import dev.grandmaster.board.PtpTransport;

/** A transport that tells the recorder what came and what it answered; what is sent follows from that and is not kept. */
final class RecordedTransport implements PtpTransport {

    private final PtpTransport transport;
    private final Recorder recorder;

    RecordedTransport(PtpTransport transport, Recorder recorder) {
        this.transport = transport;
        this.recorder = recorder;
    }

    @Override
    public PortSpec spec() {
        return transport.spec();
    }

    @Override
    public int descriptor() {
        return transport.descriptor();
    }

    @Override
    public Link link() {
        Link link = transport.link();
        recorder.entry(Entry.LINK, out -> out.number(switch (link) {
            case ABSENT -> 0;
            case DOWN -> 1;
            case UP -> 2;
        }));
        return link;
    }

    @Override
    public int incarnation() {
        return kept(Entry.INCARNATION, transport.incarnation());
    }

    @Override
    public int linkSpeedMbps() {
        return kept(Entry.LINK_SPEED, transport.linkSpeedMbps());
    }

    @Override
    public Attachment attachment() {
        Attachment attachment = transport.attachment();
        recorder.entry(Entry.ATTACHMENT, out -> {
            out.whole(attachment.physicalAddress());
            out.address(attachment.protocolAddress());
            out.number(attachment.linkSpeedMbit());
        });
        return attachment;
    }

    @Override
    public boolean hardwareStamps() {
        return kept(Entry.HARDWARE_STAMPS, transport.hardwareStamps() ? 1 : 0) != 0;
    }

    @Override
    public boolean oneStep() {
        return kept(Entry.ONE_STEP, transport.oneStep() ? 1 : 0) != 0;
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
        double errorNs = transport.stampErrorNs();
        recorder.entry(Entry.STAMP_ERROR, out -> out.real(errorNs));
        return errorNs;
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
    public int poll(PtpSink sink, int limit) {
        return kept(Entry.POLLED, transport.poll(new Ear(sink), limit));
    }

    @Override
    public int pollStamps(PtpSink sink, int limit) {
        return kept(Entry.POLLED, transport.pollStamps(new Ear(sink), limit));
    }

    @Override
    public int sendEvent(long token, PtpAddress to, MemorySegment message, int length) {
        return kept(Entry.SENT, transport.sendEvent(token, to, message, length));
    }

    @Override
    public int sendGeneral(PtpAddress to, MemorySegment message, int length) {
        return kept(Entry.SENT, transport.sendGeneral(to, message, length));
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
        return kept(Entry.FLUSHED, transport.flush());
    }

    @Override
    public void close() {
        transport.close();
    }

    private int kept(Entry kind, int value) {
        recorder.entry(kind, out -> out.number(value));
        return value;
    }

    /** Keeps what comes before it is handed on, so that what it leads to stands behind it. */
    private final class Ear implements PtpSink {
        private final PtpSink sink;

        Ear(PtpSink sink) {
            this.sink = sink;
        }

        @Override
        public void onMessage(MemorySegment message, int length, PtpAddress source, boolean multicast, long rxClockNs) {
            recorder.entry(Entry.MESSAGE, out -> {
                out.segment(message, length);
                out.address(source);
                out.number(multicast ? 1 : 0);
                out.whole(rxClockNs);
            });
            sink.onMessage(message, length, source, multicast, rxClockNs);
        }

        @Override
        public void onTransmitStamp(long token, long txClockNs) {
            recorder.entry(Entry.TRANSMIT_STAMP, out -> {
                out.whole(token);
                out.whole(txClockNs);
            });
            sink.onTransmitStamp(token, txClockNs);
        }

        @Override
        public void onTransmitStampLost(long token) {
            recorder.entry(Entry.TRANSMIT_STAMP_LOST, out -> out.whole(token));
            sink.onTransmitStampLost(token);
        }
    }
}
