package dev.grandmaster.gnss.setup;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.grandmaster.gnss.scan.Frame;

/**
 * Who a u-blox receiver says it is (MON-VER).
 *
 * @param model    such as {@code LEA-M8T-0}; where it does not say, the number of its hardware
 * @param firmware such as {@code TIM 1.10}; where it does not say, the number of its software
 * @param protocol version of the interface in hundredths, 2200 for 22.00; generations 6 and 7 do not say, and count as what they have
 */
record Identity(String model, String firmware, int protocol) {

    private static final int PAYLOAD = 6;
    private static final int OVERHEAD = 8;
    private static final int SOFTWARE = 30;
    private static final int HARDWARE = 10;
    private static final int EXTENSION = 30;
    private static final int SHORTEST = SOFTWARE + HARDWARE;

    /** From here on settings are keys with values. */
    private static final int KEYS_FROM = 2700;
    private static final int GENERATION_7 = 1300;
    private static final int GENERATION_6 = 1200;

    private static final Pattern NAMED = Pattern.compile("(PROTVER|FWVER|MOD)[= ](.+)");
    private static final Pattern VERSION = Pattern.compile("(\\d{1,3})\\.(\\d\\d)");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** Whether a frame of kind MON-VER is an answer and not a question. */
    static boolean isAnswer(Frame frame) {
        return frame.size() - OVERHEAD >= SHORTEST;
    }

    static Identity of(Frame frame) {
        String software = text(frame, 0, SOFTWARE);
        String hardware = text(frame, SOFTWARE, HARDWARE);
        String model = "u-blox " + hardware;
        String firmware = software;
        int protocol = hardware.startsWith("0007") ? GENERATION_7 : GENERATION_6;
        for (String extension : extensions(frame)) {
            Matcher named = NAMED.matcher(extension);
            if (!named.matches()) {
                continue;
            }
            String value = named.group(2);
            switch (named.group(1)) {
                case "PROTVER" -> {
                    Matcher version = VERSION.matcher(value);
                    protocol = version.find()
                            ? 100 * Integer.parseInt(version.group(1)) + Integer.parseInt(version.group(2))
                            : protocol;
                }
                case "FWVER" -> firmware = value;
                default -> model = value;
            }
        }
        return new Identity(model, firmware, protocol);
    }

    /** CFG-VALSET and its keys, and no longer one message for each subject. */
    boolean speaksInKeys() {
        return protocol >= KEYS_FROM;
    }

    private static List<String> extensions(Frame frame) {
        List<String> extensions = new ArrayList<>();
        for (int at = SHORTEST; at + EXTENSION <= frame.size() - OVERHEAD; at += EXTENSION) {
            extensions.add(text(frame, at, EXTENSION));
        }
        return extensions;
    }

    /** Up to the first zero; what is not printable ASCII becomes a question mark, for this is shown to people. */
    private static String text(Frame frame, int from, int length) {
        byte[] characters = new byte[length];
        int count = 0;
        for (; count < length; count++) {
            int character = frame.u8(PAYLOAD + from + count);
            if (character == 0) {
                break;
            }
            characters[count] = (byte) (character >= ' ' && character < 0x7F ? character : '?');
        }
        return BLANKS.matcher(new String(characters, 0, count, StandardCharsets.US_ASCII).strip()).replaceAll(" ");
    }
}
