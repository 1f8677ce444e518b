package dev.grandmaster.linux.serial;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.TuningVoltage;
import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.thread.DeviceThread;

/**
 * A rubidium or cesium oscillator that takes its frequency as a number on a serial line. A thread sends it and reads it back, because an answer
 * may take a second; {@link #set} says how the last exchange went. What is read back wrong, as after the oscillator lost its power, is sent again.
 */
public final class SerialOscillator implements TuningVoltage, AutoCloseable {

    /** Which oscillator it is. All lines have 8 data bits, no parity and one stop bit. */
    public enum Kind implements Type {
        /** Stanford Research: parts in 10^12, SF, 2,000 either way, as its manual says. A pulse at its input would have it set SF itself. */
        PRS10(4001, 0.001, 9600, "SF%d\r", "SF?\r", Numbers.DECIMAL),
        /** Safran: the fine tuning, -3 parts in 10^12 a step; the coarse one stays as it is. Commands as oscillatord sends them. */
        MRO50(4801, -0.003, 9600, "MON_tpcb PIL_cfield C %04X\r", "MON_tpcb PIL_cfield C\r", Numbers.HEXADECIMAL),
        /** Spectratime SRO-75 and SRO-100: steps of 5.12 parts in 10^13, FC; from memory. */
        SRO100(65_531, 0.000_512, 9600, "FC%+06d\r", "FC??????\r", Numbers.DECIMAL),
        /** Microchip MAC-SA5x: parts in 10^15, DigitalTuning. Commands as oscillatord sends them, the unit from memory. */
        SA5X(40_000_001, 0.000_001, 57_600, "{set,DigitalTuning,%d}", "{get,DigitalTuning}", Numbers.BRACKETED);

        private final int steps;
        private final double ppbPerStep;
        private final int baudRate;
        private final String command;
        private final String question;
        private final Numbers numbers;

        Kind(int steps, double ppbPerStep, int baudRate, String command, String question, Numbers numbers) {
            this.steps = steps;
            this.ppbPerStep = ppbPerStep;
            this.baudRate = baudRate;
            this.command = command;
            this.question = question;
            this.numbers = numbers;
        }

        @Override
        public int steps() {
            return steps;
        }

        /** What a step does to the frequency, ppb. */
        public double ppbPerStep() {
            return ppbPerStep;
        }

        /** The number that means a code: signed ones count from the middle. */
        private int number(int code) {
            return numbers == Numbers.HEXADECIMAL ? code : code - steps / 2;
        }
    }

    /** How an answer has its number: on a line of its own, so that an echo is none. */
    private enum Numbers {
        DECIMAL("([-+]?[0-9]{1,9})", 10), HEXADECIMAL("([0-9A-Fa-f]{1,7})", 16), BRACKETED("\\[=([-+]?[0-9]{1,9})\\]",
                10);

        private final Pattern form;
        private final int radix;

        Numbers(String form, int radix) {
            this.form = Pattern.compile("(?m)^\\s*" + form + "\\s*$");
            this.radix = radix;
        }

        OptionalInt in(String answer) {
            return form.matcher(answer.replace('\r', '\n')).results()
                    .mapToInt(found -> Integer.parseInt(found.group(1), radix)).reduce((first, last) -> last);
        }
    }

    private static final int NOTHING_WANTED = -1;
    private static final int LONGEST_ANSWER = 256;
    /** Reads of {@link ByteSource#PATIENCE_MS} that an answer may take. */
    private static final int PATIENCE = 4;
    private static final long LOOK_AGAIN_NS = 10_000_000_000L;

    private final ByteSource source;
    private final Kind kind;
    private final DeviceThread thread;
    private volatile int wanted = NOTHING_WANTED;
    private volatile int failure;

    SerialOscillator(ByteSource source, Kind kind) {
        this.source = source;
        this.kind = kind;
        this.thread = new DeviceThread("gm-osc", this::run);
    }

    /**
     * Opens the line.
     *
     * @throws BoardException where the device is missing, busy, forbidden or no serial port; that the oscillator answers is not looked at yet
     */
    public static SerialOscillator open(String device, Kind kind) throws BoardException {
        SerialSource source = new SerialSource(device, kind.baudRate, Parity.NONE);
        source.open();
        SerialOscillator oscillator = new SerialOscillator(source, kind);
        oscillator.thread.start();
        return oscillator;
    }

    @Override
    public String name() {
        return kind + " on " + source.name();
    }

    @Override
    public int steps() {
        return kind.steps;
    }

    /** @return of the last exchange: 0, or {@code -EIO} where there was no answer or another number in it; this code is not sent then */
    @Override
    public int set(int code) {
        if (code < 0 || code >= kind.steps) {
            return -Errno.ERANGE;
        }
        int failed = failure;
        if (failed == 0) {
            wanted = code;
            thread.wake();
        }
        return failed;
    }

    /** The frequency stays as it is: an oscillator that jumps helps nobody. */
    @Override
    public void close() {
        thread.close(source::close);
    }

    private void run() {
        while (thread.isOpen()) {
            int code = look();
            if (wanted == code) {
                thread.rest(LOOK_AGAIN_NS);
            }
        }
        source.close();
    }

    /** Brings what is wanted into force, unless it is; the code of which that was tried. */
    int look() {
        int code = wanted;
        if (code != NOTHING_WANTED) {
            failure = exchange(code) ? 0 : -Errno.EIO;
        }
        return code;
    }

    /** Asks, sends where another number is in force, and asks again: whether the code is in force. Opens the line anew where that failed. */
    private boolean exchange(int code) {
        int number = kind.number(code);
        if (tells(number)) {
            return true;
        }
        ask(String.format(Locale.ROOT, kind.command, number));
        if (tells(number)) {
            return true;
        }
        source.close();
        try {
            source.open();
        } catch (BoardException stillGone) {
            // told as no answer, and tried again
        }
        return false;
    }

    private boolean tells(int number) {
        OptionalInt told = kind.numbers.in(ask(kind.question));
        return told.isPresent() && told.getAsInt() == number;
    }

    /** What came in answer until it was quiet. */
    private String ask(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (source.write(bytes, bytes.length) < bytes.length) {
            return "";
        }
        byte[] piece = new byte[LONGEST_ANSWER];
        StringBuilder answer = new StringBuilder();
        for (int reads = 0; reads < PATIENCE && answer.length() < LONGEST_ANSWER; reads++) {
            int length = source.read(piece);
            if (length < 0 || (length == 0 && !answer.isEmpty())) {
                break;
            }
            answer.append(new String(piece, 0, length, StandardCharsets.US_ASCII));
        }
        return answer.toString();
    }
}
