package dev.grandmaster.app.simulated;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.grandmaster.gnss.scan.Frame;
import dev.grandmaster.gnss.scan.FrameKind;
import dev.grandmaster.gnss.scan.FrameScanner;
import dev.grandmaster.gnss.ubx.UbxKind;
import dev.grandmaster.gnss.ubx.UbxWriter;

/**
 * What the simulated receiver is asked and told, and how it answers: MON-VER, CFG-VALGET and CFG-VALSET as a timing receiver of
 * generation 9 does. Settings are kept; what it says and how it pulses does not depend on them.
 */
final class ReceiverSettings {

    private static final int PAYLOAD = 6;
    private static final int OVERHEAD = 8;
    private static final int KEY_AT = 4;
    private static final int VALUE_AT = 8;
    private static final int FACTORY_CABLE_DELAY_NS = 50;
    private static final int CABLE_DELAY = 0x30050001;
    private static final List<String> VERSION = List.of("ROM BASE 0x118B2060", "FWVER=TIM 2.20", "PROTVER=29.20",
            "MOD=SIMULATED");

    private static final Map<Integer, Long> FACTORY = Map.of(CABLE_DELAY, (long) FACTORY_CABLE_DELAY_NS);

    private final Map<Integer, Long> values = new HashMap<>(FACTORY);
    private final List<byte[]> answers = new ArrayList<>();
    private final FrameScanner scanner = new FrameScanner(this::onFrame, FrameScanner.LIVE_FRAME);

    private boolean refusing;

    /** It was reset: all is as it left the factory. */
    void forget() {
        values.clear();
        values.putAll(FACTORY);
    }

    /**
     * Takes what was written to the line; returns the answers to it, in order.
     *
     * @param refuse no setting may be changed
     */
    List<byte[]> answers(byte[] bytes, int length, boolean refuse) {
        refusing = refuse;
        scanner.accept(bytes, 0, length, 0);
        List<byte[]> given = List.copyOf(answers);
        answers.clear();
        return given;
    }

    private void onFrame(Frame frame) {
        if (frame.kind() != FrameKind.UBX) {
            return;
        }
        int kind = UbxKind.of(frame);
        if (kind == UbxKind.MON_VER) {
            answers.add(UbxWriter.frame(kind, version()));
            return;
        }
        boolean accepted = switch (kind) {
            case UbxKind.CFG_VALGET -> isRead(frame);
            case UbxKind.CFG_VALSET -> !refusing && isWritten(frame);
            default -> false;
        };
        answers.add(UbxWriter.frame(accepted ? UbxKind.ACK_ACK : UbxKind.ACK_NAK,
                new byte[]{(byte) (kind >>> 8), (byte) kind}));
    }

    private boolean isRead(Frame frame) {
        if (frame.size() - OVERHEAD != VALUE_AT) {
            return false;
        }
        int key = frame.i32(PAYLOAD + KEY_AT);
        int size = size(key);
        long value = values.getOrDefault(key, 0L);
        ByteBuffer answer = ByteBuffer.allocate(VALUE_AT + Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).put(0, (byte) 1)
                .putInt(KEY_AT, key).putLong(VALUE_AT, value);
        byte[] payload = new byte[VALUE_AT + size];
        answer.get(0, payload);
        answers.add(UbxWriter.frame(UbxKind.CFG_VALGET, payload));
        return size > 0;
    }

    private boolean isWritten(Frame frame) {
        int length = frame.size() - OVERHEAD;
        int key = length > VALUE_AT ? frame.i32(PAYLOAD + KEY_AT) : 0;
        int size = size(key);
        if (size == 0 || length != VALUE_AT + size) {
            return false;
        }
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (long) frame.u8(PAYLOAD + VALUE_AT + i) << (8 * i);
        }
        values.put(key, value);
        return true;
    }

    /** Bytes of a value, by the uppermost digit of its key; 0 where there is no such thing. */
    private static int size(int key) {
        return switch (key >>> 28) {
            case 1, 2 -> 1;
            case 3 -> 2;
            case 4 -> 4;
            default -> 0;
        };
    }

    private static byte[] version() {
        ByteBuffer version = ByteBuffer.allocate(40 + 30 * VERSION.size());
        version.put(0, "EXT CORE 1.00 (simulated)".getBytes(StandardCharsets.US_ASCII));
        version.put(30, "00190000".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < VERSION.size(); i++) {
            version.put(40 + 30 * i, VERSION.get(i).getBytes(StandardCharsets.US_ASCII));
        }
        return version.array();
    }
}
