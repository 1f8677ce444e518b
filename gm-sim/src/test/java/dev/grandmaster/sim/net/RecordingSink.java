package dev.grandmaster.sim.net;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpSink;

/** Writes down what a transport delivers. */
public final class RecordingSink implements PtpSink {

    private final List<String> events = new ArrayList<>();

    @Override
    public void onMessage(MemorySegment message, int length, PtpAddress source, boolean multicast, long rxClockNs) {
        events.add("message " + message.get(ValueLayout.JAVA_BYTE, 0) + " of " + length
                + (multicast ? " to all" : " to us")
                + (rxClockNs == NO_STAMP ? "" : " at " + rxClockNs));
    }

    @Override
    public void onTransmitStamp(long token, long txClockNs) {
        events.add("stamp " + token + " " + txClockNs);
    }

    @Override
    public void onTransmitStampLost(long token) {
        events.add("lost " + token);
    }

    public List<String> events() {
        return events;
    }
}
