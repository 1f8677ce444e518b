package dev.grandmaster.gnss.tsip;

import dev.grandmaster.gnss.scan.ByteListener;

/**
 * Cuts a stream into packets: DLE, identifier, data in which each DLE is doubled, DLE ETX. What it finds does not depend on how the
 * stream comes in chunks. The framing has no check; a DLE before anything but DLE and ETX ends a ruin and may begin a packet.
 */
final class TsipScanner implements ByteListener {

    private static final int DLE = 0x10;
    private static final int ETX = 0x03;

    /** Hears of packets. The packet holds during the call. */
    interface Sink {

        void onPacket(TsipPacket packet);

        /** Something began like a packet and was none. */
        void onRuin();
    }

    private enum State {
        OUTSIDE, BEGUN, INSIDE, ESCAPED
    }

    private final Sink sink;
    private final TsipPacket packet = new TsipPacket();
    private State state = State.OUTSIDE;

    TsipScanner(Sink sink) {
        this.sink = sink;
    }

    @Override
    public void accept(byte[] chunk, int offset, int length, long arrivalMonoNs) {
        for (int i = offset; i < offset + length; i++) {
            take(chunk[i], arrivalMonoNs);
        }
    }

    @Override
    public void finish() {
        if (state == State.INSIDE || state == State.ESCAPED) {
            sink.onRuin();
        }
        state = State.OUTSIDE;
    }

    private void take(byte value, long monoNs) {
        switch (state) {
            case OUTSIDE -> {
                if (value == DLE) {
                    packet.begin(monoNs);
                    state = State.BEGUN;
                }
            }
            case BEGUN -> begin(value);
            case INSIDE -> {
                if (value == DLE) {
                    state = State.ESCAPED;
                } else {
                    add(value);
                }
            }
            case ESCAPED -> {
                if (value == DLE) {
                    state = State.INSIDE;
                    add(value);
                } else if (value == ETX) {
                    state = State.OUTSIDE;
                    sink.onPacket(packet);
                } else {
                    sink.onRuin();
                    packet.begin(monoNs);
                    begin(value);
                }
            }
        }
    }

    /** No packet is called DLE or ETX: the first is still the beginning, the second the end of one that was missed. */
    private void begin(byte identifier) {
        if (identifier == DLE) {
            return;
        }
        state = identifier == ETX ? State.OUTSIDE : State.INSIDE;
        if (state == State.INSIDE) {
            packet.add(identifier);
        }
    }

    private void add(byte value) {
        if (!packet.add(value)) {
            sink.onRuin();
            state = State.OUTSIDE;
        }
    }
}
