package dev.grandmaster.app.recording;

import java.lang.foreign.MemorySegment;

import dev.grandmaster.board.Attachment;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpSink;
import dev.grandmaster.board.PtpTransport;

/** A transport that answers what stands in a recording. Nobody hears what is sent. */
record PlayedTransport(Playback playback, PortSpec spec) implements PtpTransport {

    @Override
    public Link link() {
        return switch (number(Entry.LINK)) {
            case 0 -> Link.ABSENT;
            case 1 -> Link.DOWN;
            case 2 -> Link.UP;
            default -> throw new BadRecordingException("it holds a state of a link that there is none of");
        };
    }

    @Override
    public int incarnation() {
        return number(Entry.INCARNATION);
    }

    @Override
    public int linkSpeedMbps() {
        return number(Entry.LINK_SPEED);
    }

    @Override
    public Attachment attachment() {
        playback.expect(Entry.ATTACHMENT);
        return new Attachment(playback.whole(), playback.address(), playback.number());
    }

    @Override
    public boolean hardwareStamps() {
        return number(Entry.HARDWARE_STAMPS) != 0;
    }

    @Override
    public boolean oneStep() {
        return number(Entry.ONE_STEP) != 0;
    }

    @Override
    public double stampErrorNs() {
        playback.expect(Entry.STAMP_ERROR);
        return playback.real();
    }

    @Override
    public PtpAddress primaryGroup() {
        return new PtpAddress();
    }

    @Override
    public PtpAddress peerDelayGroup() {
        return new PtpAddress();
    }

    @Override
    public int poll(PtpSink sink, int limit) {
        while (true) {
            if (playback.next(Entry.MESSAGE)) {
                byte[] octets = playback.octets();
                sink.onMessage(MemorySegment.ofArray(octets), octets.length, playback.address(), playback.number() != 0,
                        playback.whole());
            } else if (playback.next(Entry.TRANSMIT_STAMP)) {
                sink.onTransmitStamp(playback.whole(), playback.whole());
            } else if (playback.next(Entry.TRANSMIT_STAMP_LOST)) {
                sink.onTransmitStampLost(playback.whole());
            } else {
                return number(Entry.POLLED);
            }
        }
    }

    @Override
    public int sendEvent(long token, PtpAddress to, MemorySegment message, int length) {
        return number(Entry.SENT);
    }

    @Override
    public int sendGeneral(PtpAddress to, MemorySegment message, int length) {
        return number(Entry.SENT);
    }

    @Override
    public int flush() {
        return number(Entry.FLUSHED);
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    private int number(Entry kind) {
        playback.expect(kind);
        return playback.number();
    }
}
