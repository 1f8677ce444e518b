package dev.grandmaster.gnss.setup;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import dev.grandmaster.gnss.scan.Frame;
import dev.grandmaster.gnss.ubx.UbxKind;
import dev.grandmaster.gnss.ubx.UbxWriter;
import org.jspecify.annotations.Nullable;

/** Answers as u-blox receivers do: questions with the setting and an acknowledgement, unknown ones with a refusal. */
final class ScriptedReceiver {

    final Map<Integer, Integer> keys = new HashMap<>();
    final Map<Integer, byte[]> messages = new HashMap<>();
    final Map<Integer, byte[]> rates = new HashMap<>();
    final Set<Integer> refused = new HashSet<>();
    final Set<Integer> ignored = new HashSet<>();
    final List<byte[]> answers = new ArrayList<>();
    boolean deaf;
    boolean cut;
    int loseEvery;
    int speed = 115_200;
    int written;
    int read;
    private final byte[] version;
    private final boolean inKeys;
    private int heard;

    private ScriptedReceiver(boolean inKeys, String software, String hardware, String... extensions) {
        this.inKeys = inKeys;
        version = new byte[40 + 30 * extensions.length];
        put(software, 0);
        put(hardware, 30);
        for (int i = 0; i < extensions.length; i++) {
            put(extensions[i], 40 + 30 * i);
        }
        reset();
    }

    static ScriptedReceiver f9t() {
        return new ScriptedReceiver(true, "EXT CORE 1.00 (092837)", "00190000", "ROM BASE 0x118B2060", "FWVER=TIM 2.20",
                "PROTVER=29.20", "MOD=ZED-F9T-00B", "GPS;GLO;GAL;BDS");
    }

    static ScriptedReceiver m8t() {
        return new ScriptedReceiver(false, "EXT CORE 3.01 (111141)", "00080000", "FWVER=TIM 1.10", "PROTVER=22.00",
                "MOD=NEO-M8T-0");
    }

    static ScriptedReceiver six() {
        ScriptedReceiver six = new ScriptedReceiver(false, "7.03 (45969)", "00040007");
        six.messages.remove(UbxKind.CFG_TMODE2);
        return six;
    }

    /** As it comes from the factory, seven nanoseconds of radio delay and all. */
    void reset() {
        keys.clear();
        messages.clear();
        rates.clear();
        if (inKeys) {
            for (Wish wish : Wishes.inKeys(ReceiverWish.DEFAULT)) {
                keys.put(keyOf(wish.question()), 0);
            }
            for (int key = 0x40030009; key <= 0x4003000F; key++) {
                keys.put(key, 0);
            }
            keys.put(0x20030002, 0);
            keys.put(0x30050001, 50);
        } else {
            messages.put(UbxKind.CFG_PRT, new byte[]{1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 3, 0, 0, 0, 0, 0});
            messages.put(UbxKind.CFG_TP5, ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN).putShort(4, (short) 50)
                    .putShort(6, (short) 7).putInt(8, 1_000_000).putInt(12, 1_000_000).putInt(20, 100_000)
                    .putInt(28, 0x77).array());
            messages.put(UbxKind.CFG_RATE, new byte[]{(byte) 0xE8, 3, 1, 0, 0, 0});
            messages.put(UbxKind.CFG_NAV5, new byte[36]);
            messages.put(UbxKind.CFG_TMODE2, new byte[28]);
            for (Wish wish : Wishes.inMessages(ReceiverWish.DEFAULT, 1, 2_200)) {
                if (wish.kind() == UbxKind.CFG_MSG) {
                    byte[] name = wish.question();
                    rates.put(((name[0] & 0xFF) << 8) | (name[1] & 0xFF), Arrays.copyOf(name, 8));
                }
            }
        }
    }

    /** How often a message comes. */
    int rate(int kind) {
        if (inKeys) {
            return kind == UbxKind.TIM_TP ? keys.getOrDefault(0x2091017E, 0) : 0;
        }
        byte[] ofPorts = rates.get(kind);
        return ofPorts == null ? 0 : ofPorts[3];
    }

    void hear(Frame frame) {
        if (deaf || (loseEvery != 0 && ++heard % loseEvery == 0)) {
            return;
        }
        int kind = UbxKind.of(frame);
        byte[] payload = Wish.payload(frame);
        if (kind == UbxKind.MON_VER) {
            answer(kind, version);
            return;
        }
        boolean accepted = switch (kind) {
            case UbxKind.CFG_VALGET -> get(payload);
            case UbxKind.CFG_VALSET -> set(payload);
            case UbxKind.CFG_MSG -> rate(payload);
            default -> message(kind, payload);
        };
        answer(accepted ? UbxKind.ACK_ACK : UbxKind.ACK_NAK, new byte[]{(byte) (kind >>> 8), (byte) kind});
    }

    private boolean get(byte[] payload) {
        read++;
        int key = keyOf(payload);
        Integer value = inKeys ? keys.get(key) : null;
        if (value == null) {
            return false;
        }
        byte[] answer = Arrays.copyOf(payload, 8 + size(key));
        answer[0] = 1;
        for (int i = 0; i < size(key); i++) {
            answer[8 + i] = (byte) (value >>> (8 * i));
        }
        answer(UbxKind.CFG_VALGET, answer);
        return true;
    }

    private boolean set(byte[] payload) {
        int key = keyOf(payload);
        if (!inKeys || refused.contains(key) || !keys.containsKey(key) || payload[0] != 0 || payload[1] != 1
                || payload.length != 8 + size(key)) {
            return false;
        }
        written++;
        int value = 0;
        for (int i = size(key) - 1; i >= 0; i--) {
            value = (value << 8) | (payload[8 + i] & 0xFF);
        }
        if (!ignored.contains(key)) {
            keys.put(key, value);
        }
        return true;
    }

    private boolean rate(byte[] payload) {
        int kind = ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
        byte @Nullable [] known = rates.get(kind);
        if (known == null) {
            return false;
        }
        return question(payload, 2, UbxKind.CFG_MSG, known, changed -> rates.put(kind, changed));
    }

    private boolean message(int kind, byte[] payload) {
        byte @Nullable [] known = messages.get(kind);
        if (known == null) {
            return false;
        }
        return question(payload, kind == UbxKind.CFG_TP5 ? 1 : 0, kind, known, changed -> messages.put(kind, changed));
    }

    private boolean question(byte[] payload, int length, int kind, byte[] known,
            Consumer<byte[]> change) {
        if (payload.length == length) {
            read++;
            answer(kind, known);
            return true;
        }
        written++;
        change.accept(payload);
        return payload.length == known.length;
    }

    private void answer(int kind, byte[] payload) {
        answers.add(UbxWriter.frame(kind,
                cut && kind >>> 8 == 6 ? Arrays.copyOf(payload, Math.min(payload.length, 8)) : payload));
    }

    private static int keyOf(byte[] payload) {
        return ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
    }

    private static int size(int key) {
        return switch (key >>> 28) {
            case 1, 2 -> 1;
            case 3 -> 2;
            default -> 4;
        };
    }

    private void put(String text, int at) {
        byte[] characters = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(characters, 0, version, at, characters.length);
    }
}
