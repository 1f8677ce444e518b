package dev.grandmaster.app.scenario;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpSink;
import dev.grandmaster.ptp.wire.Announce;
import dev.grandmaster.ptp.wire.Flags;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.ptp.wire.WireStatus;
import dev.grandmaster.sim.net.VirtualPort;

/** Writes down each Announce that it hears. */
final class AnnounceListener implements PtpSink {

    /** What matters of an Announce. */
    record Heard(long originTaiNs, int utcOffset, boolean utcValid, boolean leap61, boolean leap59,
            boolean ptpTimescale, boolean timeTraceable, int clockClass, int clockAccuracy) {
    }

    private final VirtualPort port;
    private final List<Heard> heard = new ArrayList<>();

    AnnounceListener(VirtualPort port) {
        this.port = port;
    }

    /** Everything heard since the last call. */
    List<Heard> take() {
        port.poll(this, Integer.MAX_VALUE);
        List<Heard> result = List.copyOf(heard);
        heard.clear();
        return result;
    }

    @Override
    public void onMessage(MemorySegment message, int length, PtpAddress source, boolean multicast, long rxClockNs) {
        Announce announce = new Announce();
        if (announce.wrap(message, 0, length) == WireStatus.OK && announce.messageType() == MessageType.ANNOUNCE) {
            heard.add(new Heard(announce.originTaiNs(), announce.currentUtcOffset(),
                    announce.hasFlag(Flags.CURRENT_UTC_OFFSET_VALID), announce.hasFlag(Flags.LEAP61),
                    announce.hasFlag(Flags.LEAP59), announce.hasFlag(Flags.PTP_TIMESCALE),
                    announce.hasFlag(Flags.TIME_TRACEABLE), announce.clockClass(), announce.clockAccuracy()));
        }
    }

    @Override
    public void onTransmitStamp(long token, long txClockNs) {
        throw new AssertionError("a listener sends nothing");
    }

    @Override
    public void onTransmitStampLost(long token) {
        throw new AssertionError("a listener sends nothing");
    }
}
