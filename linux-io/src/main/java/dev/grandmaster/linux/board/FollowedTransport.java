package dev.grandmaster.linux.board;

import java.lang.foreign.MemorySegment;

import dev.grandmaster.board.Attachment;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpSink;
import dev.grandmaster.board.PtpTransport;

/** A port that a following clock stamps. While that is not close enough to the disciplined one, the port is down. */
final class FollowedTransport implements PtpTransport {

    private final PtpTransport transport;
    private final CardFollower follower;

    /** Owns the transport from now on. */
    FollowedTransport(PtpTransport transport, CardFollower follower) {
        this.transport = transport;
        this.follower = follower;
    }

    @Override
    public Link link() {
        Link link = transport.link();
        return link == Link.UP && !follower.fit() ? Link.DOWN : link;
    }

    @Override
    public PortSpec spec() {
        return transport.spec();
    }

    @Override
    public Attachment attachment() {
        return transport.attachment();
    }

    @Override
    public boolean oneStep() {
        return transport.oneStep();
    }

    @Override
    public int linkSpeedMbps() {
        return transport.linkSpeedMbps();
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
        return transport.hardwareStamps() ? follower.errorNs() : transport.stampErrorNs();
    }

    @Override
    public int incarnation() {
        return transport.incarnation();
    }

    @Override
    public boolean hardwareStamps() {
        return transport.hardwareStamps();
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
    public int poll(PtpSink sink, int limit) {
        return transport.poll(sink, limit);
    }

    @Override
    public int pollStamps(PtpSink sink, int limit) {
        return transport.pollStamps(sink, limit);
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
}
