package dev.grandmaster.gnss.tsip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.grandmaster.gnss.receiver.ReceiverLimits;
import dev.grandmaster.gnss.receiver.ReceiverMachine;
import dev.grandmaster.gnss.setup.Dialogue;
import dev.grandmaster.gnss.setup.ReceiverWish;
import dev.grandmaster.gnss.setup.ReceiverWish.Grid;
import dev.grandmaster.state.GnssStatus.Receiver;
import dev.grandmaster.state.GnssStatus.Setting;
import org.junit.jupiter.api.Test;

/** The dialogue with receivers that are scripted; the version 1 one answers as a recorded RES 720 did. */
class TsipSetupTest {

    private static final long S = 1_000_000_000L;
    private static final byte[] PRIMARY = HexFormat.of().parseHex("8fab000276e1089600120000000000000000");

    /** What bytes of another speed look like. */
    private static final byte[] NOISE = HexFormat.of().parseHex("f800e010fe03801003c0");

    private final List<String> told = new ArrayList<>();
    private final List<Integer> written = new ArrayList<>();
    private final Map<Integer, byte[]> memory = new HashMap<>();
    private final List<byte[]> answers = new ArrayList<>();
    private Set<Integer> refused = Set.of();
    private boolean deaf;
    private boolean reachesMemory = true;
    private int lineSpeed = ReceiverWish.DEFAULT.baudRate();
    private int receiverSpeed = lineSpeed;
    private long nowNs = S;
    private int mode = 4;
    private double[] place = {0.5, -1.2, 33};
    private double[] newPlace = place;
    private long newPlaceNs = Long.MAX_VALUE;
    private final TsipScanner ear = new TsipScanner(new TsipScanner.Sink() {
        @Override
        public void onPacket(TsipPacket packet) {
            answer(packet);
        }

        @Override
        public void onRuin() {
            throw new AssertionError("the driver does not frame well");
        }
    });

    private TsipListener listener(ReceiverWish wish) {
        return new TsipListener(new ReceiverMachine(ReceiverLimits.since(0), message -> {
        }).account(), wish, new Dialogue.Line() {
            @Override
            public void send(byte[] frame) {
                ear.accept(frame, 0, frame.length, nowNs);
            }

            @Override
            public boolean baudRate(int baudRate) {
                lineSpeed = baudRate;
                return true;
            }

            @Override
            public void tell(String text) {
                told.add(text);
            }
        });
    }

    private void answer(TsipPacket p) {
        if (deaf || lineSpeed != receiverSpeed) {
            return;
        }
        int kind = p.kind();
        if (p.u8(0) == 0x32) {
            onPlace(p);
            return;
        }
        if (kind == 0x8EAC) {
            answers.add(TsipWriter.packet(0x8FAC, supplemental()));
            return;
        }
        boolean old = p.u8(0) == 0x8E;
        int head = old ? 2 : 5;
        int until = p.size() - (old ? 0 : 1);
        boolean set = old ? p.size() > 2 : p.u8(4) == 1;
        if (refused.contains(kind)) {
            answers.add(old
                    ? TsipWriter.framed(new byte[]{0x13, (byte) (kind >> 8), (byte) kind})
                    : TsipWriter.checked(0xA321, 2, new byte[]{(byte) (kind >> 8), (byte) kind, 1}));
            return;
        }
        if (set) {
            written.add(kind);
            if (reachesMemory) {
                memory.put(kind, p.copy(head, until));
            }
        }
        byte[] data = memory.get(kind);
        if (data != null) {
            answers.add(old ? TsipWriter.packet(kind + 0x100, data) : TsipWriter.checked(kind, 2, data));
        }
    }

    private void onPlace(TsipPacket p) {
        written.add(0x32);
        if (refused.contains(0x32)) {
            answers.add(TsipWriter.framed(new byte[]{0x13, 0x32, (byte) p.u8(1)}));
        } else if (reachesMemory) {
            newPlace = new double[]{p.f64(1), p.f64(9), p.f64(17)};
            newPlaceNs = nowNs + 2 * S;
        }
    }

    /** Mode, and place in radians and metres: the surveyed one until two seconds after another was told. */
    private byte[] supplemental() {
        if (nowNs >= newPlaceNs) {
            place = newPlace;
            mode = 7;
        }
        return ByteBuffer.allocate(67).put(0, (byte) mode).putDouble(35, place[0]).putDouble(43, place[1])
                .putDouble(51, place[2]).array();
    }

    private static Dialogue dialogue(TsipListener listener) {
        return Objects.requireNonNull(listener.dialogue());
    }

    /** One packet a second, and what the receiver answers. */
    private void run(TsipListener listener, byte[] regular, int seconds) {
        for (int i = 0; i < seconds * 2; i++) {
            if (i % 2 == 0) {
                byte[] arrives = lineSpeed == receiverSpeed ? regular : NOISE;
                listener.accept(arrives, 0, arrives.length, nowNs);
            }
            List<byte[]> now = List.copyOf(answers);
            answers.clear();
            now.forEach(each -> listener.accept(each, 0, each.length, nowNs));
            dialogue(listener).onTick(nowNs);
            nowNs += S / 2;
        }
    }

    private static byte[] hex(String data) {
        return HexFormat.of().parseHex(data);
    }

    private void res720() {
        memory.put(0x9001, hex("010000070207e50c1c0441627261"));
        memory.put(0x9103, hex("000003ffffffff00c80000000000000000"));
        memory.put(0x9101, hex("0003501540a0000041f0000040c00000010000000000ffffffff"));
        memory.put(0x9104, hex("0a000007d000280028"));
        memory.put(0x9105, hex("0000002aaa000000000000000000000000"));
    }

    private void thunderbolt() {
        memory.put(0x8EA2, hex("03"));
        memory.put(0x8E4E, hex("02"));
        memory.put(0x8E4A, hex("010000be601b2b29a4692b43960000"));
        memory.put(0x8EA5, hex("00410000"));
        memory.put(0x8EA9, hex("0100000007d000000000"));
    }

    private static byte[] timing() {
        return TsipWriter.checked(0xA100, 2, new byte[30]);
    }

    private static Map<String, Setting> settings(Receiver receiver) {
        return receiver.settings().stream().collect(Collectors.toMap(Setting::name, each -> each));
    }

    @Test
    void aRes720IsChangedWhereItDiffersAndReadBack() {
        res720();
        TsipListener listener = listener(ReceiverWish.DEFAULT);
        run(listener, timing(), 30);
        Receiver receiver = dialogue(listener).receiver();
        assertEquals("set up", receiver.dialogue());
        assertEquals("Abra", receiver.model());
        assertEquals(List.of(0x9104), written, "all but the length of the survey was as wanted");
        assertArrayEquals(hex("0b00000e1000280028"), memory.get(0x9104), "and the survey begins anew");
        assertTrue(receiver.settings().stream().allMatch(Setting::agreed), receiver.settings().toString());
        assertTrue(told.contains("receiver: survey fixes: 2000 -> 3600"), told.toString());
        assertTrue(told.contains("receiver is set up: 9 settings, 1 changed, 0 not as wanted"), told.toString());
        run(listener, timing(), 700);
        assertEquals(1, written.size(), "looked at again after ten minutes, and left alone");
        memory.put(0x9103, hex("040402ffffffff00c83e70000000000000"));
        run(listener, timing(), 700);
        assertArrayEquals(hex("000003ffffffff00c80000000000000000"), memory.get(0x9103),
                "pulse of UTC, wherever it is from, is undone");
    }

    @Test
    void galileoIsAskedForWhereItIsWanted() {
        res720();
        run(listener(ReceiverWish.DEFAULT.withGrid(Grid.GALILEO)), timing(), 30);
        assertArrayEquals(hex("030303ffffffff00c80000000000000000"), memory.get(0x9103));
    }

    @Test
    void aThunderboltIsTakenFromUtcAndFromPulsesWithoutSatellites() {
        thunderbolt();
        TsipListener listener = listener(ReceiverWish.DEFAULT);
        run(listener, TsipWriter.framed(PRIMARY), 30);
        Receiver receiver = dialogue(listener).receiver();
        assertEquals("set up", receiver.dialogue());
        assertArrayEquals(hex("00"), memory.get(0x8EA2));
        assertArrayEquals(hex("03"), memory.get(0x8E4E));
        assertArrayEquals(hex("010000000000000000000043960000"), memory.get(0x8E4A), "the threshold stays");
        assertArrayEquals(hex("00450000"), memory.get(0x8EA5), "what else it sends stays");
        assertArrayEquals(hex("010100000e1000000000"), memory.get(0x8EA9));
        assertArrayEquals(hex("00"), memory.get(0x8EA6), "and a survey begins");
        assertTrue(told.stream().anyMatch(line -> line.startsWith("receiver: pulse offset, s: -3.0E-8 -> 0")),
                told.toString());
    }

    private static final ReceiverWish FIXED = ReceiverWish.DEFAULT
            .withPosition(new ReceiverWish.Fixed(485_123_456, -1_234_567_890, 12_345, 50));

    @Test
    void aThunderboltIsToldItsPlaceReadBackAndMadeToKeepIt() {
        thunderbolt();
        TsipListener listener = listener(FIXED);
        run(listener, TsipWriter.framed(PRIMARY), 40);
        Receiver receiver = dialogue(listener).receiver();
        assertEquals("set up", receiver.dialogue());
        assertArrayEquals(hex("00"), Arrays.copyOf(memory.get(0x8EA9), 1), "no survey");
        assertEquals(Math.toRadians(48.5123456), newPlace[0], 1e-12);
        assertEquals(Math.toRadians(-123.456789), newPlace[1], 1e-12);
        assertEquals(123.45, newPlace[2], 1e-9);
        assertEquals(1, written.stream().filter(kind -> kind == 0x32).count(), "told once: " + written);
        assertArrayEquals(new byte[]{1}, memory.get(0x8EA6), "saved");
        assertEquals(0x8EA6, written.getLast(), "when it has been read back");
        assertEquals(new Setting("position: latitude, deg", "48.5123456", "48.5123456", true),
                settings(receiver).get("position: latitude, deg"));
        assertTrue(told.contains("receiver: position: longitude, deg: -68.7549354 -> -123.456789"), told.toString());
        assertTrue(told.contains("receiver: position: mode (7 overdetermined clock): 4 -> 7"), told.toString());
        int writes = written.size();
        run(listener, TsipWriter.framed(PRIMARY), 700);
        assertEquals(writes, written.size(), "read again after ten minutes, and neither told nor saved once more");
    }

    @Test
    void aPlaceThatIsRefusedOrIgnoredIsShown() {
        thunderbolt();
        refused = Set.of(0x32);
        TsipListener listener = listener(FIXED);
        run(listener, TsipWriter.framed(PRIMARY), 60);
        assertEquals(new Setting("position: height, m", "33", "123.45", false),
                settings(dialogue(listener).receiver()).get("position: height, m"));
        assertTrue(told.contains("receiver refuses position: mode (7 overdetermined clock)"), told.toString());
        assertNull(memory.get(0x8EA6), "nothing is saved");
        refused = Set.of();
        reachesMemory = false;
        run(listener, TsipWriter.framed(PRIMARY), 700);
        assertEquals(new Setting("position: height, m", "33", "123.45", false),
                settings(dialogue(listener).receiver()).get("position: height, m"));
        assertNull(memory.get(0x8EA6), "nothing is saved");
    }

    @Test
    void aRes720SaysThatItIsNotToldItsPlace() {
        res720();
        TsipListener listener = listener(FIXED);
        run(listener, timing(), 30);
        assertEquals("set up", dialogue(listener).receiver().dialogue());
        assertTrue(told.contains("receiver is not told its place, it surveys: no packet is known for it"),
                told.toString());
        assertArrayEquals(hex("0a000007d000280028"), memory.get(0x9104), "its survey stays as it was");
    }

    @Test
    void whatIsRefusedOrIgnoredIsShown() {
        res720();
        refused = Set.of(0x9103);
        reachesMemory = false;
        TsipListener listener = listener(ReceiverWish.DEFAULT);
        run(listener, timing(), 40);
        Map<String, Setting> settings = settings(dialogue(listener).receiver());
        assertEquals(new Setting("pulse offset, s", "not offered", "0", false), settings.get("pulse offset, s"));
        assertEquals(new Setting("survey fixes", "2000", "3600", false), settings.get("survey fixes"));
        assertTrue(told.contains("receiver refuses survey fixes"), told.toString());
    }

    @Test
    void oneThatDoesNotAnswerIsListenedTo() {
        deaf = true;
        TsipListener listener = listener(ReceiverWish.DEFAULT);
        run(listener, TsipWriter.framed(PRIMARY), 60);
        assertEquals("does not answer", dialogue(listener).receiver().dialogue());
        assertEquals(List.of("receiver does not answer: it is taken as it is"), told);
        deaf = false;
        thunderbolt();
        run(listener, TsipWriter.framed(PRIMARY), 100);
        assertEquals("set up", dialogue(listener).receiver().dialogue(), "asked again");
    }

    @Test
    void itsSpeedIsFoundAndFoundAgainWhenItChanges() {
        thunderbolt();
        receiverSpeed = 19_200;
        TsipListener listener = listener(ReceiverWish.DEFAULT);
        run(listener, TsipWriter.framed(PRIMARY), 40);
        assertEquals(List.of("receiver is not heard: trying other speeds", "receiver is heard"), told.subList(0, 2));
        assertEquals("set up", dialogue(listener).receiver().dialogue());
        assertEquals(19_200, lineSpeed);
        receiverSpeed = 9_600;
        run(listener, TsipWriter.framed(PRIMARY), 60);
        assertEquals("set up", dialogue(listener).receiver().dialogue());
        assertEquals(9_600, lineSpeed);
        assertEquals(2, told.stream().filter("receiver is heard"::equals).count(), told.toString());
    }

    @Test
    void oneThatWasResetIsSetUpAgain() {
        thunderbolt();
        TsipListener listener = listener(ReceiverWish.DEFAULT);
        run(listener, TsipWriter.framed(PRIMARY), 30);
        thunderbolt();
        nowNs += 20 * S;
        run(listener, TsipWriter.framed(PRIMARY), 30);
        assertArrayEquals(hex("00"), memory.get(0x8EA2));
        assertFalse(told.isEmpty());
    }
}
