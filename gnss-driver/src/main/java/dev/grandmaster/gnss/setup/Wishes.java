package dev.grandmaster.gnss.setup;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.grandmaster.gnss.setup.ReceiverWish.Fixed;
import dev.grandmaster.gnss.setup.ReceiverWish.Grid;
import dev.grandmaster.gnss.setup.ReceiverWish.Moving;
import dev.grandmaster.gnss.setup.ReceiverWish.Survey;
import dev.grandmaster.gnss.ubx.UbxKind;

/**
 * What has to be set for time, in the words of the receiver's generation. Layouts and keys follow the u-blox interface descriptions
 * (M8 R28, ZED-F9T UBX-21040375).
 *
 * <p>The layouts of CFG-TP5, CFG-RATE, CFG-NAV5, CFG-TMODE2, CFG-TMODE3, CFG-MSG and CFG-PRT agree with a public list of them as well (pyubx2,
 * ubxtypes_get.py), compared on the same day.
 *
 * <p>All key numbers agree with a public list of them (SparkFun's u-blox GNSS library, u-blox_config_keys.h), compared on 2026-12-01; a
 * receiver that does not know one refuses it, and the difference is told.
 *
 * <p>Everything goes to the working memory alone: a receiver that loses power is set up again, and one that is taken out is as it was.
 * The polarity of the pulse stays as it is, for what lies between receiver and input is the board's matter.
 */
final class Wishes {

    private static final int SECOND_US = 1_000_000;
    private static final int PULSE_US = 100_000;
    private static final int STATIONARY = 2;
    private static final int SECOND_MS = 1_000;

    /** NMEA that tells nothing UBX does not tell better, and fills a slow line: GGA, GLL, GSA, GSV, VTG. RMC stays as a sign of life. */
    private static final List<Integer> SENTENCES_OFF = List.of(0xF000, 0xF001, 0xF002, 0xF003, 0xF005);

    /** Messages that are wanted, with the keys of their rates on the first serial port; that of USB is two further. */
    private static final List<Map.Entry<Integer, Integer>> MESSAGES_ON = List.of(
            Map.entry(UbxKind.TIM_TP, 0x2091017E), Map.entry(UbxKind.NAV_PVT, 0x20910007),
            Map.entry(UbxKind.NAV_TIMEGPS, 0x20910048), Map.entry(UbxKind.NAV_TIMEUTC, 0x2091005C),
            Map.entry(UbxKind.NAV_TIMELS, 0x20910061), Map.entry(UbxKind.NAV_STATUS, 0x2091001B),
            Map.entry(UbxKind.NAV_SAT, 0x20910016), Map.entry(UbxKind.NAV_TIMEGLO, 0x2091004D),
            Map.entry(UbxKind.NAV_TIMEGAL, 0x20910057),
            Map.entry(UbxKind.NAV_TIMEBDS, 0x20910052), Map.entry(UbxKind.MON_RF, 0x2091035A),
            Map.entry(UbxKind.SEC_SIG, 0x20910635), Map.entry(UbxKind.NAV_SVIN, 0x20910089));

    /** The same for the sentences, in their order. */
    private static final List<Integer> SENTENCE_KEYS = List.of(0x209100BB, 0x209100CA, 0x209100C0, 0x209100C5,
            0x209100B1);

    /** Those that the generations before had. */
    private static final List<Integer> LEGACY_ON = List.of(UbxKind.TIM_TP, UbxKind.NAV_PVT, UbxKind.NAV_TIMEGPS,
            UbxKind.NAV_TIMEUTC, UbxKind.NAV_TIMELS, UbxKind.NAV_STATUS, UbxKind.NAV_SAT, UbxKind.NAV_TIMEGLO,
            UbxKind.NAV_TIMEGAL,
            UbxKind.NAV_TIMEBDS, UbxKind.MON_HW, UbxKind.TIM_SVIN);

    private static final int USB_AFTER_UART1 = 2;

    private Wishes() {
    }

    /** Without these a clock cannot be made of it; the others may be missing, as many receivers miss some. */
    private static boolean isEssential(int kind) {
        return kind == UbxKind.TIM_TP || kind == UbxKind.NAV_TIMEGPS;
    }

    /** For receivers from generation 9 on. The pulse comes first: it matters most, and is wrong for the shortest time. */
    static List<Wish> inKeys(ReceiverWish wish) {
        List<Wish> wishes = new ArrayList<>();
        wishes.add(key("antenna cable delay, ns", 0x30050001, 0, false));
        wishes.add(key("pulse 1: user delay, ns", 0x40050006, 0, false));
        wishes.add(key("pulse 1: defined by period", 0x20050023, 0, false));
        wishes.add(key("pulse 1: defined by length", 0x20050030, 1, false));
        wishes.add(key("pulse 1: period, us", 0x40050002, SECOND_US, false));
        wishes.add(key("pulse 1: period while locked, us", 0x40050003, SECOND_US, false));
        wishes.add(key("pulse 1: length, us", 0x40050004, 0, false));
        wishes.add(key("pulse 1: length while locked, us", 0x40050005, PULSE_US, false));
        wishes.add(key("pulse 1: follows GNSS", 0x10050008, 1, false));
        wishes.add(key("pulse 1: differs while locked", 0x10050009, 1, false));
        wishes.add(key("pulse 1: aligned to the second", 0x1005000A, 1, false));
        wishes.add(key("pulse 1: time grid", 0x2005000C, wish.grid().wireValue(), false));
        wishes.add(key("pulse 1: on", 0x10050007, 1, false));
        wishes.add(key("solution: interval, ms", 0x30210001, SECOND_MS, false));
        wishes.add(key("solution: measurements for one", 0x30210002, 1, false));
        wishes.add(key("solution: time grid", 0x20210003, wish.grid().wireValue(), false));
        wishes.add(key("solution: motion model", 0x20110021, STATIONARY, true));
        addPositionInKeys(wishes, wish.position());
        for (Map.Entry<Integer, Integer> message : MESSAGES_ON) {
            String name = "rate of " + UbxKind.name(message.getKey());
            wishes.add(key(name + ", serial", message.getValue(), 1, !isEssential(message.getKey())));
            wishes.add(key(name + ", USB", message.getValue() + USB_AFTER_UART1, 1, true));
        }
        for (int i = 0; i < SENTENCES_OFF.size(); i++) {
            wishes.add(key("rate of " + sentence(SENTENCES_OFF.get(i)) + ", serial", SENTENCE_KEYS.get(i), 0, true));
            wishes.add(key("rate of " + sentence(SENTENCES_OFF.get(i)) + ", USB",
                    SENTENCE_KEYS.get(i) + USB_AFTER_UART1, 0, true));
        }
        return wishes;
    }

    private static void addPositionInKeys(List<Wish> wishes, ReceiverWish.Position position) {
        switch (position) {
            case Moving() -> wishes.add(key("position: mode", 0x20030001, 0, true));
            case Survey(int minSeconds, int maxAccuracyMm) -> {
                wishes.add(key("position: least survey, s", 0x40030010, minSeconds, true));
                wishes.add(key("position: survey limit, 0.1 mm", 0x40030011, 10 * maxAccuracyMm, true));
                wishes.add(key("position: mode", 0x20030001, 1, true));
            }
            case Fixed(int latitude, int longitude, int heightCm, int accuracyMm) -> {
                wishes.add(key("position: in degrees", 0x20030002, 1, true));
                wishes.add(key("position: latitude, 1e-7 deg", 0x40030009, latitude, true));
                wishes.add(key("position: longitude, 1e-7 deg", 0x4003000A, longitude, true));
                wishes.add(key("position: height, cm", 0x4003000B, heightCm, true));
                wishes.add(key("position: accuracy, 0.1 mm", 0x4003000F, 10 * accuracyMm, true));
                wishes.add(key("position: mode", 0x20030001, 2, true));
            }
        }
    }

    /** Reads from the working memory (layer 0), writes to it (layers, bit 0). */
    private static Wish key(String name, int key, int wanted, boolean optional) {
        byte[] question = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(4, key).array();
        int size = switch (key >>> 28) {
            case 1, 2 -> 1;
            case 3 -> 2;
            default -> 4;
        };
        return new Wish(optional, UbxKind.CFG_VALGET, UbxKind.CFG_VALSET, question, 4, 8,
                List.of(Field.whenWriting(0, 4, 0x0100), Field.of(name, 8, size, wanted)));
    }

    /**
     * For generations 6 to 8.
     *
     * @param port     the receiver's own number of the port that we speak through
     * @param protocol see {@link Identity#protocol()}
     */
    static List<Wish> inMessages(ReceiverWish wish, int port, int protocol) {
        List<Wish> wishes = new ArrayList<>();
        wishes.add(new Wish(false, UbxKind.CFG_TP5, UbxKind.CFG_TP5, new byte[]{0}, 0, 1,
                List.of(Field.of("antenna cable delay, ns", 4, 2, 0), Field.of("pulse 1: period, us", 8, 4, SECOND_US),
                        Field.of("pulse 1: period while locked, us", 12, 4, SECOND_US),
                        Field.of("pulse 1: length, us", 16, 4, 0),
                        Field.of("pulse 1: length while locked, us", 20, 4, PULSE_US),
                        Field.of("pulse 1: user delay, ns", 24, 4, 0),
                        flag("pulse 1: on", 0, 1), flag("pulse 1: follows GNSS", 1, 1),
                        flag("pulse 1: differs while locked", 2, 1), flag("pulse 1: defined by frequency", 3, 0),
                        flag("pulse 1: defined by length", 4, 1), flag("pulse 1: aligned to the second", 5, 1),
                        grid(wish.grid(), protocol))));
        wishes.add(new Wish(false, UbxKind.CFG_RATE, UbxKind.CFG_RATE, new byte[0], 0, 0,
                List.of(Field.of("solution: interval, ms", 0, 2, SECOND_MS),
                        Field.of("solution: measurements for one", 2, 2, 1),
                        Field.of("solution: time grid", 4, 2, Grid.GPS.wireValue()))));
        wishes.add(new Wish(true, UbxKind.CFG_NAV5, UbxKind.CFG_NAV5, new byte[0], 0, 0,
                List.of(Field.whenWriting(0, 2, 1), Field.of("solution: motion model", 2, 1, STATIONARY),
                        Field.mustReach(32, 4))));
        wishes.add(position2(wish.position()));
        wishes.add(position3(wish.position()));
        for (int kind : LEGACY_ON) {
            wishes.add(rate(UbxKind.name(kind), kind, port, 1, !isEssential(kind)));
        }
        for (int kind : SENTENCES_OFF) {
            wishes.add(rate(sentence(kind), kind, port, 0, true));
        }
        return wishes;
    }

    private static Field flag(String name, int bit, int wanted) {
        return Field.bits(name, 28, 4, 1 << bit, wanted << bit);
    }

    /** Generations 6 and 7 know UTC and GPS alone; from 8 on four bits name the constellation. */
    private static Field grid(Grid grid, int protocol) {
        boolean many = protocol >= 1500;
        Grid possible = protocol >= 1800 ? grid : Grid.GPS;
        return Field.bits("pulse 1: time grid", 28, 4, many ? 0x780 : 0x80, possible.wireValue() << 7);
    }

    private static Wish rate(String name, int kind, int port, int wanted, boolean optional) {
        return new Wish(optional, UbxKind.CFG_MSG, UbxKind.CFG_MSG,
                new byte[]{(byte) (kind >>> 8), (byte) kind}, 0, 2,
                List.of(Field.of("rate of " + name, 2 + port, 1, wanted), Field.mustReach(7, 1)));
    }

    /** CFG-TMODE2: timing receivers of generations 6 to 8. */
    private static Wish position2(ReceiverWish.Position position) {
        List<Field> fields = switch (position) {
            case Moving() -> List.of(Field.of("position: mode", 0, 1, 0));
            case Survey(int minSeconds, int maxAccuracyMm) -> List.of(Field.of("position: mode", 0, 1, 1),
                    Field.of("position: least survey, s", 20, 4, minSeconds),
                    Field.of("position: survey limit, mm", 24, 4, maxAccuracyMm));
            case Fixed(int latitude, int longitude, int heightCm, int accuracyMm) -> List.of(
                    Field.of("position: mode", 0, 1, 2), Field.bits("position: in degrees", 2, 2, 1, 1),
                    Field.of("position: latitude, 1e-7 deg", 4, 4, latitude),
                    Field.of("position: longitude, 1e-7 deg", 8, 4, longitude),
                    Field.of("position: height, cm", 12, 4, heightCm),
                    Field.of("position: accuracy, mm", 16, 4, accuracyMm));
        };
        return new Wish(true, UbxKind.CFG_TMODE2, UbxKind.CFG_TMODE2, new byte[0], 0, 0, fields);
    }

    /** CFG-TMODE3: those of generation 8 that measure the carrier. */
    private static Wish position3(ReceiverWish.Position position) {
        List<Field> fields = switch (position) {
            case Moving() -> List.of(Field.bits("position: mode", 2, 2, 0xFF, 0));
            case Survey(int minSeconds, int maxAccuracyMm) -> List.of(Field.bits("position: mode", 2, 2, 0xFF, 1),
                    Field.of("position: least survey, s", 24, 4, minSeconds),
                    Field.of("position: survey limit, 0.1 mm", 28, 4, 10 * maxAccuracyMm));
            case Fixed(int latitude, int longitude, int heightCm, int accuracyMm) -> List.of(
                    Field.bits("position: mode", 2, 2, 0xFF, 2), Field.bits("position: in degrees", 2, 2, 0x100, 0x100),
                    Field.of("position: latitude, 1e-7 deg", 4, 4, latitude),
                    Field.of("position: longitude, 1e-7 deg", 8, 4, longitude),
                    Field.of("position: height, cm", 12, 4, heightCm),
                    Field.of("position: accuracy, 0.1 mm", 20, 4, 10 * accuracyMm));
        };
        return new Wish(true, UbxKind.CFG_TMODE3, UbxKind.CFG_TMODE3, new byte[0], 0, 0, fields);
    }

    private static String sentence(int kind) {
        return switch (kind) {
            case 0xF000 -> "GGA";
            case 0xF001 -> "GLL";
            case 0xF002 -> "GSA";
            case 0xF003 -> "GSV";
            default -> "VTG";
        };
    }
}
