package dev.grandmaster.linux.net;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpSink;

/** Keeps what a transport delivered. */
final class RecordingSink implements PtpSink {

    record Message(MemorySegment bytes, PtpAddress source, boolean multicast, long rxClockNs) {

        int type() {
            return bytes.get(ValueLayout.JAVA_BYTE, 0) & 0x0F;
        }

        int sequence() {
            return bytes.get(BE_SHORT, 30) & 0xFFFF;
        }
    }

    private static final ValueLayout.OfShort BE_SHORT = ValueLayout.JAVA_SHORT_UNALIGNED
            .withOrder(ByteOrder.BIG_ENDIAN);

    final List<Message> messages = new ArrayList<>();
    final Map<Long, Long> stamps = new HashMap<>();
    final List<Long> lost = new ArrayList<>();

    @Override
    public void onMessage(MemorySegment message, int length, PtpAddress source, boolean multicast, long rxClockNs) {
        messages.add(new Message(MemorySegment.ofArray(message.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE)),
                source.copy(), multicast, rxClockNs));
    }

    @Override
    public void onTransmitStamp(long token, long txClockNs) {
        stamps.put(token, txClockNs);
    }

    @Override
    public void onTransmitStampLost(long token) {
        lost.add(token);
    }

    void clear() {
        messages.clear();
        stamps.clear();
        lost.clear();
    }

    /** The stamp of a token that was stamped. */
    long stampOf(long token) {
        return Objects.requireNonNull(stamps.get(token), () -> "no stamp for " + token);
    }
}
